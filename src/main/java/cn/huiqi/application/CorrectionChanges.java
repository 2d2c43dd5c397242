package cn.huiqi.application;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

/**
 * What a correction changed, answer by answer and material by material.
 */
@Component
public class CorrectionChanges {

	private static final String NOTHING = "（未填）";

	private final Corrections corrections;

	private final Submissions submissions;

	private final AnswerRows answers;

	CorrectionChanges(Corrections corrections, Submissions submissions, AnswerRows answers) {
		this.corrections = corrections;
		this.submissions = submissions;
		this.answers = answers;
	}

	/**
	 * What the correction of a round changed; what was asked for and not changed stands
	 * in it with the same text twice.
	 */
	public List<Corrections.Change> of(String number, Corrections.Round round) {
		List<Submissions.Stored> declarations = this.submissions.declaration(number)
			.map((last) -> this.submissions.all(number)
				.stream()
				.filter((one) -> one.form().equals(last.form()))
				.toList())
			.orElse(List.of());
		List<Corrections.Change> changes = new ArrayList<>();
		Submissions.Stored before = declarations.stream()
			.filter((one) -> !one.submittedAt().isAfter(round.returnedAt()))
			.reduce((first, second) -> second)
			.orElse(null);
		Submissions.Stored after = declarations.stream()
			.filter((one) -> one.submittedAt().isAfter(round.returnedAt()))
			.findFirst()
			.orElse(null);
		if (before != null && after != null) {
			compare(round, before, after, changes);
		}
		changes.addAll(this.corrections.otherChanges(number, round));
		round.items()
			.stream()
			.filter((item) -> item.item().startsWith(Corrections.MATERIAL)
					&& changes.stream().noneMatch((change) -> change.item().equals(item.item())))
			.forEach((item) -> changes.add(new Corrections.Change(item.item(), item.label(), "原材料", "原材料")));
		return changes;
	}

	private void compare(Corrections.Round round, Submissions.Stored before, Submissions.Stored after,
			List<Corrections.Change> changes) {
		Map<String, AnswerRows.Row> old = byPlace(before);
		Map<String, AnswerRows.Row> now = byPlace(after);
		Map<String, AnswerRows.Row> all = new LinkedHashMap<>(old);
		now.forEach(all::putIfAbsent);
		all.forEach((place, row) -> {
			String was = old.containsKey(place) ? old.get(place).value() : NOTHING;
			String is = now.containsKey(place) ? now.get(place).value() : NOTHING;
			String item = Corrections.FIELD + row.field();
			if (!was.equals(is) || (round.reasonFor(item).isPresent() && place.equals(row.field()))) {
				changes.add(new Corrections.Change(item, row.title(), was, is));
			}
		});
	}

	private Map<String, AnswerRows.Row> byPlace(Submissions.Stored submission) {
		Map<String, AnswerRows.Row> rows = new LinkedHashMap<>();
		this.answers.read(submission).forEach((row) -> rows.put(row.place(), row));
		return rows;
	}

}
