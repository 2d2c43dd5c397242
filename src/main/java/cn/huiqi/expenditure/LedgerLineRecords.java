package cn.huiqi.expenditure;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All lines of declared expenditure, as stored.
 */
interface LedgerLineRecords extends Repository<LedgerLineRecord, Long> {

	LedgerLineRecord save(LedgerLineRecord line);

	List<LedgerLineRecord> findByApplicationNumberOrderByLineNo(String applicationNumber);

	void deleteAll(Iterable<LedgerLineRecord> lines);

	void flush();

}
