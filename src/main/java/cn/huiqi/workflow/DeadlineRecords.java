package cn.huiqi.workflow;

import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * All periods.
 */
interface DeadlineRecords extends Repository<DeadlineRecord, Long> {

	DeadlineRecord save(DeadlineRecord deadline);

	Optional<DeadlineRecord> findByApplicationNumberAndKindAndPeriodKey(String applicationNumber, Deadlines.Kind kind,
			String periodKey);

	List<DeadlineRecord> findByProvisionalTrue();

}
