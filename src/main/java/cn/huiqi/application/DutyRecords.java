package cn.huiqi.application;

import java.util.List;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * All parts people have had in cases.
 */
interface DutyRecords extends Repository<DutyRecord, Long> {

	DutyRecord save(DutyRecord duty);

	List<DutyRecord> findByApplicationNumberAndAccount(String applicationNumber, String account);

	List<DutyRecord> findByApplicationNumberAndDutyIsNotNullOrderById(String applicationNumber);

	List<DutyRecord> findByAccountAndDuty(String account, String duty);

	@Query("select distinct d.applicationNumber from DutyRecord d where d.account = :account and d.endedAt is null order by 1 desc")
	List<String> findNumbersOf(String account);

	boolean existsByApplicationNumberAndAccountAndEndedAtIsNull(String applicationNumber, String account);

}
