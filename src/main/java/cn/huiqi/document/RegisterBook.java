package cn.huiqi.document;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import cn.huiqi.application.AnswerRows;
import cn.huiqi.application.Case;
import cn.huiqi.application.CaseSearch;
import cn.huiqi.application.Submissions;
import cn.huiqi.core.ChineseDates;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import cn.huiqi.workflow.FormField;
import cn.huiqi.workflow.FormSchema;
import cn.huiqi.workflow.Forms;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * All registers, read at start-up; a broken layout stops it.
 */
@Service
class RegisterBook implements Registers {

	private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

	private static final int PAGE = 200;

	private final Map<String, RegisterLayout> layouts;

	private final Programmes programmes;

	private final CaseSearch search;

	private final Submissions submissions;

	private final AnswerRows answers;

	private final Forms forms;

	private final Clock clock;

	RegisterBook(Validator validator, Programmes programmes, CaseSearch search, Submissions submissions,
			AnswerRows answers, Forms forms, Clock clock) throws IOException {
		this.layouts = read(validator);
		this.programmes = programmes;
		this.search = search;
		this.submissions = submissions;
		this.answers = answers;
		this.forms = forms;
		this.clock = clock;
	}

	private static Map<String, RegisterLayout> read(Validator validator) throws IOException {
		Map<String, RegisterLayout> layouts = new LinkedHashMap<>();
		for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:documents/**/*.yml")) {
			RegisterLayout layout = YAML.readValue(file.getContentAsByteArray(), RegisterLayout.class);
			String faults = validator.validate(layout)
				.stream()
				.map((fault) -> fault.getPropertyPath() + ": " + fault.getMessage())
				.sorted()
				.collect(Collectors.joining("; "));
			if (!faults.isEmpty()) {
				throw new IllegalStateException(file.getFilename() + ": " + faults);
			}
			layouts.put(layout.programme() + "/" + layout.name(), layout);
		}
		return layouts;
	}

	@Override
	public Optional<String> title(String programme, String name) {
		return Optional.ofNullable(this.layouts.get(programme + "/" + name)).map(RegisterLayout::title);
	}

	@Override
	@Transactional(readOnly = true)
	public int write(String programme, String name, @Nullable String area, OutputStream out) throws IOException {
		RegisterLayout layout = this.layouts.get(programme + "/" + name);
		if (layout == null) {
			throw new IllegalArgumentException("No register %s of %s".formatted(name, programme));
		}
		Programme known = this.programmes.get(programme);
		Map<String, String> areas = new LinkedHashMap<>();
		known.areas().forEach((one) -> areas.put(one.code(), one.name()));
		List<Case> listed = listed(layout, area);
		Set<String> found = listed.stream()
			.map((one) -> areas.getOrDefault(one.district(), ""))
			.collect(Collectors.toSet());
		String office = (area != null) ? layout.office().replace("{area}", areas.getOrDefault(area, area))
				: (found.size() == 1) ? layout.office().replace("{area}", found.iterator().next())
						: known.authorityName();
		try (RegisterSheet sheet = new RegisterSheet(layout, office,
				ChineseDates.day(WorkCalendar.dayOf(this.clock.instant())))) {
			int row = 0;
			for (Case one : listed) {
				row++;
				sheet.add(cells(layout, one, row, areas));
			}
			sheet.write(out);
		}
		return listed.size();
	}

	private List<Case> listed(RegisterLayout layout, @Nullable String area) {
		List<Case> listed = new ArrayList<>();
		CaseSearch.Criteria criteria = new CaseSearch.Criteria(layout.programme(), area, null);
		long total = PAGE;
		for (int page = 0; (long) page * PAGE < total; page++) {
			CaseSearch.Page found = this.search.find(criteria, page, PAGE);
			total = found.total();
			found.cases()
				.stream()
				.filter((one) -> layout.statuses().contains(one.status()) && isAnswered(layout, one))
				.forEach(listed::add);
		}
		listed.sort((one, other) -> one.number().compareTo(other.number()));
		return listed;
	}

	private boolean isAnswered(RegisterLayout layout, Case one) {
		if (layout.answered().isEmpty()) {
			return true;
		}
		Map<String, Object> last = new LinkedHashMap<>();
		this.submissions.all(one.number()).forEach((submission) -> last.putAll(submission.answers()));
		return layout.answered()
			.entrySet()
			.stream()
			.allMatch((wanted) -> wanted.getValue().equals(last.get(wanted.getKey())));
	}

	private List<Object> cells(RegisterLayout layout, Case one, int row, Map<String, String> areas) {
		Submissions.Stored declaration = this.submissions.declaration(one.number()).orElse(null);
		Map<String, AnswerRows.Row> declared = new LinkedHashMap<>();
		if (declaration != null) {
			this.answers.read(declaration).forEach((answer) -> declared.put(answer.place(), answer));
		}
		List<Object> cells = new ArrayList<>();
		for (RegisterLayout.Column column : layout.columns()) {
			List<Object> parts = new ArrayList<>();
			for (String from : column.from()) {
				Object part = part(from, column, one, row, areas, declaration, declared);
				if (!part.equals("")) {
					parts.add(part);
				}
			}
			cells.add((parts.size() == 1) ? parts.get(0)
					: parts.stream()
						.map((part) -> (part instanceof BigDecimal number) ? number.toPlainString() : part.toString())
						.collect(Collectors.joining((column.join() != null) ? column.join() : "")));
		}
		return cells;
	}

	private Object part(String from, RegisterLayout.Column column, Case one, int row, Map<String, String> areas,
			Submissions.@Nullable Stored declaration, Map<String, AnswerRows.Row> declared) {
		String[] path = from.split("\\.");
		return switch (path[0]) {
			case "row" -> BigDecimal.valueOf(row);
			case "case" -> switch (path[1]) {
				case "number" -> one.number();
				case "enterpriseName" -> one.enterpriseName();
				case "creditCode" -> one.creditCode().value();
				case "level" ->
					figure((one.figures().level() != null) ? BigDecimal.valueOf(one.figures().level()) : null);
				case "countedAmount" -> figure(inUnit(one.figures().countedAmount(), column));
				case "subsidyAmount" -> figure(inUnit(one.figures().subsidyAmount(), column));
				default -> areas.getOrDefault(one.district(), "");
			};
			case "latest" -> this.answers.all(this.submissions.all(one.number()))
				.stream()
				.filter((answer) -> answer.place().equals(path[1]))
				.reduce((first, second) -> second)
				.<Object>map(AnswerRows.Row::value)
				.orElse("");
			case "answer" -> answer(path[1], column, declaration, declared);
			case "sum" -> sum(path[1], path[2], column, declaration);
			default -> declared.values()
				.stream()
				.filter((answer) -> answer.field().equals(path[1]) && answer.place().endsWith("]." + path[2]))
				.map(AnswerRows.Row::value)
				.collect(Collectors.joining("\n"));
		};
	}

	private static Object figure(@Nullable BigDecimal figure) {
		return (figure != null) ? figure : "";
	}

	private static @Nullable BigDecimal inUnit(@Nullable BigDecimal yuan, RegisterLayout.Column column) {
		return (yuan != null && "万元".equals(column.unit())) ? yuan.movePointLeft(4).stripTrailingZeros() : yuan;
	}

	private Object answer(String key, RegisterLayout.Column column, Submissions.@Nullable Stored declaration,
			Map<String, AnswerRows.Row> declared) {
		Object value = (declaration != null) ? declaration.answers().get(key) : null;
		if (value instanceof BigDecimal number) {
			return field(declaration, key).map((field) -> inUnit(field, number, column)).orElse(number);
		}
		return declared.containsKey(key) ? declared.get(key).value() : "";
	}

	private Object sum(String list, String key, RegisterLayout.Column column,
			Submissions.@Nullable Stored declaration) {
		if (declaration == null || !(declaration.answers().get(list) instanceof List<?> rows)) {
			return "";
		}
		FormField field = field(declaration, list).map(FormField::rows)
			.flatMap((columns) -> columns.columns().field(key))
			.orElseThrow();
		return rows.stream()
			.map((row) -> ((Map<?, ?>) row).get(key))
			.filter(BigDecimal.class::isInstance)
			.map((amount) -> inUnit(field, (BigDecimal) amount, column))
			.reduce(BigDecimal.ZERO, BigDecimal::add);
	}

	private static BigDecimal inUnit(FormField field, BigDecimal amount, RegisterLayout.Column column) {
		if (column.unit() == null || field.property("unit") == null) {
			return amount;
		}
		BigDecimal yuan = field.inYuan(amount);
		return column.unit().equals("万元") ? yuan.movePointLeft(4) : yuan;
	}

	private Optional<FormField> field(Submissions.@Nullable Stored declaration, String key) {
		if (declaration == null) {
			return Optional.empty();
		}
		FormSchema form = this.forms.schema(declaration.releaseId(), declaration.form());
		return form.field(key);
	}

}
