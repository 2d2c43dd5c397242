package cn.huiqi.application;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All visits to stages.
 */
interface StageRecords extends Repository<StageRecord, Long> {

	StageRecord save(StageRecord stage);

	List<StageRecord> findByVisit(String visit);

	List<StageRecord> findByApplicationNumberOrderById(String applicationNumber);

}
