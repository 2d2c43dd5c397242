package cn.huiqi.material;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All that began or ceased to count.
 */
interface MaterialMoveRecords extends Repository<MaterialMoveRecord, Long> {

	MaterialMoveRecord save(MaterialMoveRecord move);

	List<MaterialMoveRecord> findByApplicationNumberOrderById(String applicationNumber);

}
