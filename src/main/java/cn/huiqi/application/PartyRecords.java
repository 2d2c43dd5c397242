package cn.huiqi.application;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All organisations with a part in cases.
 */
interface PartyRecords extends Repository<PartyRecord, Long> {

	PartyRecord save(PartyRecord party);

	List<PartyRecord> findByApplicationNumber(String applicationNumber);

}
