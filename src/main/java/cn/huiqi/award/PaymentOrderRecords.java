package cn.huiqi.award;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * All payment orders, as stored.
 */
interface PaymentOrderRecords extends JpaRepository<PaymentOrderRecord, Long> {

	Optional<PaymentOrderRecord> findByLiveKey(String liveKey);

	List<PaymentOrderRecord> findByBatchIdAndLiveKeyNotNullOrderByApplicationNumber(String batchId);

	List<PaymentOrderRecord> findByProgrammeAndCreditCodeAndStatus(String programme, String creditCode,
			Awards.Status status);

	List<PaymentOrderRecord> findByProgrammeAndCreditCodeAndStatusIn(String programme, String creditCode,
			Collection<Awards.Status> statuses);

	boolean existsByProgrammeAndVoucherNumber(String programme, String voucherNumber);

}
