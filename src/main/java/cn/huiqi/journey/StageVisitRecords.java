package cn.huiqi.journey;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All visits to stages that notices open.
 */
interface StageVisitRecords extends Repository<StageVisitRecord, Long> {

	StageVisitRecord save(StageVisitRecord visit);

	List<StageVisitRecord> findByApplicationNumberOrderById(String applicationNumber);

	List<StageVisitRecord> findByProgrammeAndNoticeCodeOrderById(String programme, String noticeCode);

}
