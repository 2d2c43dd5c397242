package cn.huiqi.journey;

import java.util.Optional;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * All gates.
 */
interface StageGateRecords extends Repository<StageGateRecord, Long> {

	boolean existsByProgrammeAndStage(String programme, String stage);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select g from StageGateRecord g where g.programme = :programme and g.stage = :stage")
	Optional<StageGateRecord> lock(String programme, String stage);

	StageGateRecord save(StageGateRecord gate);

}
