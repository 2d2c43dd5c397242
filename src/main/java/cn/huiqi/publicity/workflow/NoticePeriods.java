package cn.huiqi.publicity.workflow;

/**
 * Names shared by the notice's delegates and forms.
 */
final class NoticePeriods {

	/** The parameter with the length of a public notice, in workdays. */
	static final String PARAMETER = "noticePeriod";

	private NoticePeriods() {
	}

}
