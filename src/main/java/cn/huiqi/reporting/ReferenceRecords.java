package cn.huiqi.reporting;

import java.util.List;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * All reference lists.
 */
interface ReferenceRecords extends Repository<ReferenceRecord, Long> {

	List<ReferenceRecord> findByProgrammeOrderByRowNo(String programme);

	@Modifying
	@Query("delete from ReferenceRecord r where r.programme = :programme")
	int clear(String programme);

	ReferenceRecord save(ReferenceRecord enterprise);

}
