package cn.huiqi.workflow;

import java.util.Optional;

import org.springframework.data.repository.Repository;

/**
 * All releases, the latest last.
 */
interface ReleaseRecords extends Repository<ReleaseRecord, Long> {

	ReleaseRecord save(ReleaseRecord release);

	Optional<ReleaseRecord> findFirstByOrderByIdDesc();

	Optional<ReleaseRecord> findFirstByOriginOrderByIdDesc(ReleaseRecord.Origin origin);

}
