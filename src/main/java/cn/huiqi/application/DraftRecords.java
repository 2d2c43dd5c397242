package cn.huiqi.application;

import java.util.List;
import java.util.Optional;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * All drafts, as stored.
 */
interface DraftRecords extends Repository<DraftRecord, String> {

	DraftRecord saveAndFlush(DraftRecord draft);

	Optional<DraftRecord> findByTaskId(String taskId);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select draft from DraftRecord draft where draft.taskId = :taskId")
	Optional<DraftRecord> lockByTaskId(String taskId);

	@Query("select draft.taskId from DraftRecord draft")
	List<String> taskIds();

	@Modifying
	@Query("delete from DraftRecord draft where draft.taskId = :taskId")
	void deleteByTaskId(String taskId);

}
