package cn.huiqi.material;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * All materials of all cases.
 */
interface MaterialRecords extends Repository<MaterialRecord, String> {

	MaterialRecord save(MaterialRecord material);

	Optional<MaterialRecord> findByIdAndApplicationNumber(String id, String applicationNumber);

	List<MaterialRecord> findByApplicationNumberOrderByUploadedAtAscIdAsc(String applicationNumber);

	List<MaterialRecord> findByIdGreaterThanOrderByIdAsc(String id, Limit limit);

	/** Those of the keys that a row speaks of, of a material or of another file. */
	@Query("select material.id from MaterialRecord material where material.id in :ids "
			+ "union all select attachment.id from AttachmentRecord attachment where attachment.id in :ids")
	List<String> known(Collection<String> ids);

	@Query("select coalesce(sum(material.sizeBytes), 0) from MaterialRecord material where material.creditCode = :creditCode")
	long used(String creditCode);

}
