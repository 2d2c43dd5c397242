package cn.huiqi.assessment;

import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * All scored questionnaires, as stored.
 */
interface AssessmentRecords extends Repository<AssessmentRecord, Long> {

	AssessmentRecord save(AssessmentRecord assessment);

	Optional<AssessmentRecord> findFirstByApplicationNumberAndKindOrderByIdDesc(String applicationNumber,
			AssessmentRecord.Kind kind);

}
