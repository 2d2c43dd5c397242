package cn.huiqi.journey;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * All notices, as stored.
 */
interface StageNoticeRecords extends Repository<StageNoticeRecord, Long> {

	Optional<StageNoticeRecord> findByProgrammeAndCode(String programme, String code);

	List<StageNoticeRecord> findByProgrammeOrderByOpensAscIdAsc(String programme);

	Optional<StageNoticeRecord> findFirstByProgrammeAndStageAndOpensLessThanEqualAndClosesGreaterThanEqualOrderByOpensDescIdDesc(
			String programme, String stage, LocalDate opens, LocalDate closes);

	Optional<StageNoticeRecord> findFirstByProgrammeAndStageAndOpensGreaterThanOrderByOpensAscIdAsc(String programme,
			String stage, LocalDate day);

	StageNoticeRecord save(StageNoticeRecord notice);

}
