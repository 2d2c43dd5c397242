package cn.huiqi.award;

import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * All decided subsidies, as stored.
 */
interface SubsidyRecords extends Repository<SubsidyRecord, Long> {

	SubsidyRecord save(SubsidyRecord decision);

	Optional<SubsidyRecord> findFirstByApplicationNumberOrderByIdDesc(String applicationNumber);

}
