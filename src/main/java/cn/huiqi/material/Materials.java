package cn.huiqi.material;

import java.time.Instant;
import java.util.List;

import cn.huiqi.programme.Programme;
import cn.huiqi.workflow.TaskContext;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.InputStreamSource;
import org.springframework.core.io.Resource;

/**
 * The materials of cases. Who may see a case is for the caller to ask; who may change
 * what in it is asked here, of whoever is logged in.
 */
public interface Materials {

	/**
	 * Keeps the case's materials as they are until the present transaction ends.
	 */
	void hold(String applicationNumber);

	/** What the case's programme asks for, and what the caller may upload of it now. */
	List<Asked> asked(String applicationNumber);

	/** What there is, the oldest first, with old versions and withdrawn ones. */
	List<MaterialFile> of(String applicationNumber);

	/** What counted at an instant. */
	List<MaterialFile> at(String applicationNumber, Instant instant);

	/** Kinds that are required and not there, whoever is to hand them in. */
	List<Programme.Material> missing(String applicationNumber);

	/** Kinds that are required at a task and not there. */
	List<Programme.Material> missing(TaskContext task);

	/** The current materials that were found not in order. */
	List<MaterialFile> notInOrder(String applicationNumber);

	/** Whether the caller may now say what is in order. */
	boolean mayJudge(String applicationNumber);

	/** How much of its share the enterprise of the case has used. */
	Quota quota(String applicationNumber);

	/**
	 * Takes a file in. The same bytes for the same kind once more change nothing.
	 * @throws cn.huiqi.core.RefusedException with the fault at {@code kind}, {@code file}
	 * or {@code replaces}; nothing is kept then
	 */
	Added add(String applicationNumber, Upload upload);

	/**
	 * The bytes.
	 * @throws cn.huiqi.core.RefusedException if the case has no such material, or the
	 * store has lost it
	 */
	Content content(String applicationNumber, String id);

	/** Takes a current material back; it is kept. */
	void withdraw(String applicationNumber, String id);

	/** Undoes a withdrawal. */
	void restore(String applicationNumber, String id);

	/**
	 * Says whether a current material is in order.
	 * @param remark what is wrong, at most 500 characters; required unless it is in order
	 */
	MaterialFile judge(String applicationNumber, String id, boolean inOrder, @Nullable String remark);

	/**
	 * A material that is asked for.
	 *
	 * @param material as the programme describes it
	 * @param mayUpload whether the caller may upload it now
	 * @param reason why not, null if he may
	 * @param correction what is to be corrected of it, null unless it was returned
	 */
	record Asked(Programme.Material material, boolean mayUpload, @Nullable String reason, @Nullable String correction) {
	}

	/**
	 * An enterprise's share of the store, in bytes.
	 *
	 * @param used what it has used
	 * @param limit what it may use
	 */
	record Quota(long used, long limit) {
	}

	/**
	 * A file somebody sends.
	 *
	 * @param kind which of the programme's materials it is
	 * @param name name as sent
	 * @param size bytes
	 * @param content the bytes, which can be read more than once
	 * @param replaces id of the current one it takes the place of, null if none
	 */
	record Upload(@Nullable String kind, @Nullable String name, long size, @Nullable InputStreamSource content,
			@Nullable String replaces) {
	}

	/**
	 * What came of an upload.
	 *
	 * @param file the material
	 * @param isNew whether it was not there before
	 */
	record Added(MaterialFile file, boolean isNew) {
	}

	/**
	 * A material with its bytes.
	 *
	 * @param file the material
	 * @param bytes the bytes
	 */
	record Content(MaterialFile file, Resource bytes) {
	}

}
