package cn.huiqi.selection;

import java.util.List;
import java.util.Optional;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * All applications in selections, as stored.
 */
interface EntryRecords extends JpaRepository<EntryRecord, Long> {

	List<EntryRecord> findBySelectionKey(String selectionKey);

	Optional<EntryRecord> findFirstByApplicationNumberOrderByIdDesc(String applicationNumber);

}
