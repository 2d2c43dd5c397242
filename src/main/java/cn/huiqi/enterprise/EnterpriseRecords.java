package cn.huiqi.enterprise;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * All enterprises, as stored.
 */
interface EnterpriseRecords extends Repository<EnterpriseRecord, String> {

	Optional<EnterpriseRecord> findById(String creditCode);

	List<EnterpriseRecord> findByCreditCodeIn(Collection<String> creditCodes);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select e from EnterpriseRecord e where e.creditCode = ?1")
	Optional<EnterpriseRecord> lockById(String creditCode);

	EnterpriseRecord save(EnterpriseRecord enterprise);

}
