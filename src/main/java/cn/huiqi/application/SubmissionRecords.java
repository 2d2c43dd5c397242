package cn.huiqi.application;

import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * All submissions, as stored.
 */
interface SubmissionRecords extends Repository<SubmissionRecord, Long> {

	SubmissionRecord save(SubmissionRecord submission);

	Optional<SubmissionRecord> findFirstByApplicationNumberAndTaskKeyStartingWithOrderByIdDesc(String applicationNumber,
			String taskKey);

	Optional<SubmissionRecord> findFirstByApplicationNumberAndTaskKeyOrderByIdDesc(String applicationNumber,
			String taskKey);

	Optional<SubmissionRecord> findFirstByApplicationNumberAndFormOrderByIdDesc(String applicationNumber, String form);

	List<SubmissionRecord> findByApplicationNumberOrderById(String applicationNumber);

}
