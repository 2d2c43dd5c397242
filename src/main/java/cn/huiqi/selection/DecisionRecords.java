package cn.huiqi.selection;

import java.util.List;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * All decisions on selections, as stored.
 */
interface DecisionRecords extends JpaRepository<DecisionRecord, Long> {

	List<DecisionRecord> findBySelectionKeyOrderById(String selectionKey);

}
