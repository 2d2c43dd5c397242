package cn.huiqi.enterprise;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All rosters.
 */
interface Rosters extends Repository<RosterEntry, Long> {

	boolean existsByProgrammeAndCreditCode(String programme, String creditCode);

	List<RosterEntry> findByCreditCodeOrderByProgramme(String creditCode);

	RosterEntry save(RosterEntry entry);

}
