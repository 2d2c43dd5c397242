package cn.huiqi.reporting;

import java.time.LocalDate;
import java.util.List;

/**
 * What happened with a reference list.
 */
public sealed interface ReportingEvent {

	/** Programme the list belongs to. */
	String programme();

	/**
	 * A list was handed in.
	 *
	 * @param programme programme
	 */
	record ListReplaced(String programme) implements ReportingEvent {
	}

	/**
	 * A district is to be reminded.
	 *
	 * @param programme programme
	 * @param group the district's group
	 * @param deadline last day
	 * @param workdaysLeft workdays left until then
	 * @param missing names of the enterprises that have not been reported
	 */
	record DueSoon(String programme, String group, LocalDate deadline, int workdaysLeft,
			List<String> missing) implements ReportingEvent {
	}

}
