package cn.huiqi.publicity;

import java.util.List;
import java.util.Optional;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * All notices, as stored.
 */
interface NoticeRecords extends Repository<NoticeRecord, String> {

	Optional<NoticeRecord> findById(String id);

	NoticeRecord save(NoticeRecord notice);

	/** The notices an application was on, the latest first. */
	@Query("select n from NoticeRecord n join n.entries e where e.applicationNumber = ?1 order by n.publishedAt desc")
	List<NoticeRecord> findByApplication(String applicationNumber);

}
