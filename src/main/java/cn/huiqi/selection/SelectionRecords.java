package cn.huiqi.selection;

import java.util.Optional;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/**
 * All selections, as stored.
 */
interface SelectionRecords extends JpaRepository<SelectionRecord, String> {

	/** Whoever holds it decides, or hands in minutes, one after the other. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select selection from SelectionRecord selection where selection.selectionKey = :key")
	Optional<SelectionRecord> hold(String key);

}
