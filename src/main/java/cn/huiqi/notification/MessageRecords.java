package cn.huiqi.notification;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * All messages.
 */
interface MessageRecords extends Repository<MessageRecord, Long> {

	MessageRecord save(MessageRecord message);

	boolean existsByReference(String reference);

	Optional<MessageRecord> findById(long id);

	List<MessageRecord> findByRecipientInOrderByIdDesc(Collection<String> recipients, Pageable page);

	@Query("""
			select count(m) from MessageRecord m where m.recipient in :recipients
			and not exists (select r from MessageReadRecord r where r.messageId = m.id and r.account = :account)""")
	long countUnread(Collection<String> recipients, String account);

}
