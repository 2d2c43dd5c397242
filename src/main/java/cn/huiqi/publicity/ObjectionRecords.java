package cn.huiqi.publicity;

import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * All objections, as stored.
 */
interface ObjectionRecords extends Repository<ObjectionRecord, Long> {

	ObjectionRecord save(ObjectionRecord objection);

	Optional<ObjectionRecord> findFirstByApplicationNumberAndOutcomeIsNullOrderByIdDesc(String applicationNumber);

}
