package cn.huiqi.selection;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * All selections, as stored.
 */
interface SelectionRecords extends JpaRepository<SelectionRecord, String> {

	boolean existsByProgrammeAndRoundCode(String programme, String roundCode);

}
