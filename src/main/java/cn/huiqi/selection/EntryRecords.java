package cn.huiqi.selection;

import java.util.List;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * All applications in selections, as stored.
 */
interface EntryRecords extends JpaRepository<EntryRecord, Long> {

	List<EntryRecord> findBySelectionKey(String selectionKey);

}
