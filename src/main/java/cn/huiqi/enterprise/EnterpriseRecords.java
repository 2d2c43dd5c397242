package cn.huiqi.enterprise;

import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * All enterprises, as stored.
 */
interface EnterpriseRecords extends Repository<EnterpriseRecord, String> {

	Optional<EnterpriseRecord> findById(String creditCode);

	EnterpriseRecord save(EnterpriseRecord enterprise);

}
