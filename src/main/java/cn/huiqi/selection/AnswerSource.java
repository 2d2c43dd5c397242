package cn.huiqi.selection;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cn.huiqi.application.Case;
import cn.huiqi.application.Submissions;
import cn.huiqi.assessment.Score;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.WorkCalendar;

import org.springframework.stereotype.Component;

/**
 * Values from what was answered in a case: {@code task.field},
 * {@code task.list[column=value]} for a number of rows, {@code task.submittedAt} and
 * {@code task.submittedOn} for when it was. {@code declaration} stands for the
 * declaration as corrected.
 */
@Component
class AnswerSource implements CriterionSource {

	private static final Pattern SHAPE = Pattern.compile("(userTask_\\w+|declaration)\\.(\\w+)(?:\\[(\\w+)=(\\w+)])?");

	private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

	private final Submissions submissions;

	AnswerSource(Submissions submissions) {
		this.submissions = submissions;
	}

	@Override
	public boolean supports(String source) {
		return SHAPE.matcher(source).matches();
	}

	@Override
	public Optional<Measured> valueOf(Case application, String source) {
		Matcher shape = SHAPE.matcher(source);
		if (!shape.matches()) {
			throw new IllegalArgumentException("No source of a value: " + source);
		}
		Optional<Submissions.Stored> submission = shape.group(1).equals("declaration")
				? this.submissions.declaration(application.number())
				: this.submissions.lastOfTask(application.number(), shape.group(1));
		return submission.flatMap((stored) -> switch (shape.group(2)) {
			case "submittedAt" -> Optional.of(moment(stored.submittedAt()));
			case "submittedOn" -> Optional.of(day(stored.submittedAt()));
			default -> Optional.ofNullable(stored.answers().get(shape.group(2)))
				.map((answer) -> answer(answer, shape, source));
		});
	}

	private static Measured moment(Instant at) {
		return new Measured(Score.of(BigDecimal.valueOf(at.toEpochMilli())),
				MOMENT.format(at.atZone(ZoneId.of("Asia/Shanghai"))));
	}

	private static Measured day(Instant at) {
		LocalDate day = WorkCalendar.dayOf(at);
		return new Measured(Score.of(BigDecimal.valueOf(day.toEpochDay())), ChineseDates.day(day));
	}

	private static Measured answer(Object answer, Matcher shape, String source) {
		if (answer instanceof List<?> rows) {
			String column = shape.group(3);
			long count = (column == null) ? rows.size()
					: rows.stream()
						.filter((row) -> row instanceof Map<?, ?> cells
								&& shape.group(4).equals(String.valueOf(cells.get(column))))
						.count();
			return new Measured(Score.of(BigDecimal.valueOf(count)), count + "项");
		}
		if (answer instanceof BigDecimal number) {
			return new Measured(Score.of(number), number.toPlainString());
		}
		if (answer instanceof Boolean || answer.equals("yes") || answer.equals("no")) {
			boolean holds = Boolean.TRUE.equals(answer) || answer.equals("yes");
			return new Measured(Score.of(holds ? BigDecimal.ONE : BigDecimal.ZERO), holds ? "是" : "否");
		}
		throw new IllegalStateException("%s: a text cannot be ranked".formatted(source));
	}

}
