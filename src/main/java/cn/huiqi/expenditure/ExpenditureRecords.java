package cn.huiqi.expenditure;

import java.util.List;

import org.springframework.data.repository.Repository;

/**
 * All rows of expenditure, as stored.
 */
interface ExpenditureRecords extends Repository<ExpenditureRecord, Long> {

	ExpenditureRecord save(ExpenditureRecord row);

	List<ExpenditureRecord> findByApplicationNumberOrderById(String applicationNumber);

}
