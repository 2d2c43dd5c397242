package cn.huiqi.enterprise;

import java.util.List;
import java.util.Optional;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * All entries on registers of institutions, ended ones among them.
 */
interface InstitutionRecords extends Repository<InstitutionRecord, Long> {

	InstitutionRecord save(InstitutionRecord institution);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select i from InstitutionRecord i where i.id = ?1")
	Optional<InstitutionRecord> lockById(long id);

	List<InstitutionRecord> findByAuthorityOrderById(String authority);

	List<InstitutionRecord> findByAuthorityAndKindOrderById(String authority, Institution.Kind kind);

	List<InstitutionRecord> findByAuthorityAndKindAndCreditCodeOrderByValidFrom(String authority, Institution.Kind kind,
			String creditCode);

}
