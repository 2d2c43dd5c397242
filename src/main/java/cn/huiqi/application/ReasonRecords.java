package cn.huiqi.application;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All reasons found, superseded ones among them.
 */
interface ReasonRecords extends Repository<ReasonRecord, Long> {

	ReasonRecord save(ReasonRecord reason);

	List<ReasonRecord> findByApplicationNumberAndAdvisoryAndSupersededFalseOrderById(String applicationNumber,
			boolean advisory);

}
