package cn.huiqi.assessment;

import java.util.List;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * All panels, as stored.
 */
interface PanelRecords extends JpaRepository<PanelRecord, Long> {

	List<PanelRecord> findByApplicationNumberOrderByPanelNo(String applicationNumber);

}
