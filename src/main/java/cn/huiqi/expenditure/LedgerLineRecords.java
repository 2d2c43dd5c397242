package cn.huiqi.expenditure;

import java.util.List;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * All lines of declared expenditure, as stored.
 */
interface LedgerLineRecords extends Repository<LedgerLineRecord, Long> {

	LedgerLineRecord save(LedgerLineRecord line);

	/** The lines of a case with what was found of them, in one query. */
	@Query("select line from LedgerLineRecord line left join fetch line.findings"
			+ " where line.applicationNumber = :applicationNumber order by line.lineNo")
	List<LedgerLineRecord> findLines(String applicationNumber);

	void deleteAll(Iterable<LedgerLineRecord> lines);

	void flush();

}
