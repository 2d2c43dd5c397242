package cn.huiqi.application;

import java.util.Collection;
import java.util.List;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * All engagements.
 */
interface EngagementRecords extends Repository<EngagementRecord, Long> {

	EngagementRecord save(EngagementRecord engagement);

	List<EngagementRecord> findByApplicationNumberOrderById(String applicationNumber);

	List<EngagementRecord> findByEnterpriseOrderById(String enterprise);

	boolean existsByApplicationNumberAndInstitutionInAndReplacedAtIsNull(String applicationNumber,
			Collection<String> institutions);

	@Query("select distinct e.applicationNumber from EngagementRecord e where e.institution in :institutions and e.replacedAt is null order by 1 desc")
	List<String> findNumbersOf(Collection<String> institutions);

}
