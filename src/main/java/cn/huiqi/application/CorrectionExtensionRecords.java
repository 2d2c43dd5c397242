package cn.huiqi.application;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All extensions.
 */
interface CorrectionExtensionRecords extends Repository<CorrectionExtensionRecord, Long> {

	CorrectionExtensionRecord save(CorrectionExtensionRecord extension);

	List<CorrectionExtensionRecord> findByApplicationNumberOrderById(String applicationNumber);

}
