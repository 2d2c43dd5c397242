package cn.huiqi.application;

import java.util.List;
import java.util.Optional;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;

/**
 * All applications, as stored.
 */
interface ApplicationRecords
		extends JpaRepository<ApplicationRecord, String>, JpaSpecificationExecutor<ApplicationRecord> {

	Optional<ApplicationRecord> findByOpenKey(String openKey);

	Optional<ApplicationRecord> findByStartedByAndExternalReference(String startedBy, String externalReference);

	List<ApplicationRecord> findByProgrammeOrderByApplicationNumber(String programme);

	List<ApplicationRecord> findByProgrammeAndRoundCodeOrderByApplicationNumber(String programme, String roundCode);

	List<ApplicationRecord> findByCreditCodeAndProgrammeOrderByApplicationNumber(String creditCode, String programme);

}
