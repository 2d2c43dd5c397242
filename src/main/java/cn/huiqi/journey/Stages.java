package cn.huiqi.journey;

/**
 * Names that models and the program share.
 */
public final class Stages {

	/** Process that lets a case into a stage. */
	public static final String PROCESS = "stage-opening";

	/** Message a case waits for until a notice of its stage is published. */
	public static final String MESSAGE = "message_stageNoticePublished";

	private Stages() {
	}

}
