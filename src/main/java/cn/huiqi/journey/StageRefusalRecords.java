package cn.huiqi.journey;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All reasons of refused entries.
 */
interface StageRefusalRecords extends Repository<StageRefusalRecord, Long> {

	StageRefusalRecord save(StageRefusalRecord refusal);

	List<StageRefusalRecord> findByVisitIdOrderById(long visitId);

}
