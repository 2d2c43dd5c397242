package cn.huiqi.application;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * All rounds, as stored.
 */
interface RoundRecords extends Repository<RoundRecord, Long> {

	Optional<RoundRecord> findByProgrammeAndCode(String programme, String code);

	Optional<RoundRecord> findFirstByProgrammeAndOpensLessThanEqualAndClosesGreaterThanEqualOrderByOpensDesc(
			String programme, LocalDate opens, LocalDate closes);

	List<RoundRecord> findByProgrammeOrderByOpens(String programme);

	boolean existsByProgramme(String programme);

	RoundRecord save(RoundRecord round);

}
