package cn.huiqi.notification;

import java.util.Collection;
import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * Who has read what.
 */
interface MessageReadRecords extends Repository<MessageReadRecord, Long> {

	MessageReadRecord save(MessageReadRecord read);

	boolean existsByMessageIdAndAccount(long messageId, String account);

	List<MessageReadRecord> findByAccountAndMessageIdIn(String account, Collection<Long> messages);

}
