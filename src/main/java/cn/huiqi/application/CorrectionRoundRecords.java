package cn.huiqi.application;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All returns.
 */
interface CorrectionRoundRecords extends Repository<CorrectionRoundRecord, Long> {

	CorrectionRoundRecord save(CorrectionRoundRecord round);

	List<CorrectionRoundRecord> findByApplicationNumberOrderByRoundNo(String applicationNumber);

}
