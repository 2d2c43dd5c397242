package cn.huiqi.assessment;

import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * All experts, as stored.
 */
interface ExpertRecords extends Repository<ExpertRecord, Long> {

	ExpertRecord save(ExpertRecord expert);

	List<ExpertRecord> findByAuthorityOrderByAccount(String authority);

	Optional<ExpertRecord> findByAuthorityAndAccount(String authority, String account);

}
