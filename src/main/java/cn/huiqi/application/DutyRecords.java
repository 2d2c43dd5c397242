package cn.huiqi.application;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All parts people have had in cases.
 */
interface DutyRecords extends Repository<DutyRecord, Long> {

	DutyRecord save(DutyRecord duty);

	List<DutyRecord> findByApplicationNumberAndAccount(String applicationNumber, String account);

	List<DutyRecord> findByAccountAndDuty(String account, String duty);

	boolean existsByApplicationNumberAndAccount(String applicationNumber, String account);

}
