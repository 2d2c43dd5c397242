package cn.huiqi.enterprise;

import java.util.List;
import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * All links, ended ones among them.
 */
interface LinkRecords extends Repository<LinkRecord, Long> {

	LinkRecord save(LinkRecord link);

	Optional<LinkRecord> findById(long id);

	List<LinkRecord> findByAccountOrderById(String account);

}
