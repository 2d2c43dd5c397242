package cn.huiqi.enterprise;

import org.springframework.data.repository.Repository;

/**
 * All rosters.
 */
interface Rosters extends Repository<RosterEntry, Long> {

	boolean existsByProgrammeAndCreditCode(String programme, String creditCode);

	RosterEntry save(RosterEntry entry);

}
