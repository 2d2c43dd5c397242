package cn.huiqi.application;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All that was to be corrected.
 */
interface CorrectionItemRecords extends Repository<CorrectionItemRecord, Long> {

	CorrectionItemRecord save(CorrectionItemRecord item);

	List<CorrectionItemRecord> findByRoundIdOrderById(long roundId);

}
