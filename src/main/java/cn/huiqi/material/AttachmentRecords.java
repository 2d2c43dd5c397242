package cn.huiqi.material;

import java.util.List;
import java.util.Optional;

import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

/**
 * All files that belong to no case.
 */
interface AttachmentRecords extends Repository<AttachmentRecord, String> {

	AttachmentRecord save(AttachmentRecord attachment);

	Optional<AttachmentRecord> findByIdAndOwner(String id, String owner);

	List<AttachmentRecord> findByIdGreaterThanOrderByIdAsc(String id, Limit limit);

	List<AttachmentRecord> findByOwnerOrderByUploadedAtAscVersionAscIdAsc(String owner);

}
