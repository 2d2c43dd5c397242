package cn.huiqi.award;

import org.springframework.data.repository.Repository;

/**
 * All payment batches, as stored.
 */
interface PaymentBatchRecords extends Repository<PaymentBatchRecord, String> {

	boolean existsById(String id);

	PaymentBatchRecord save(PaymentBatchRecord batch);

}
