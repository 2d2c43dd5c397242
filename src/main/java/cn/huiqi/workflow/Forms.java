package cn.huiqi.workflow;

/**
 * The forms of the releases, for rooms that show what was answered.
 */
public interface Forms {

	/** The form as it stood in that release. */
	FormSchema schema(String releaseId, String form);

}
