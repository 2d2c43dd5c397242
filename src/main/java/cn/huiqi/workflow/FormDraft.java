package cn.huiqi.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.NullUnmarked;

/**
 * Reads what somebody has half written in a form. Nothing in it needs to be right, but
 * the form must be able to show it: every value is of a type its field takes.
 */
@NullUnmarked
final class FormDraft {

	private FormDraft() {
	}

	/** The answers that are kept, by key, in the order of the form. */
	static Map<String, Object> kept(FormSchema form, Map<?, ?> sent) {
		Map<String, Object> kept = new LinkedHashMap<>();
		for (FormField field : form.fields()) {
			if (!form.isEditable(field) || !sent.containsKey(field.key())) {
				continue;
			}
			Object value = sent.get(field.key());
			if (field.rows() != null) {
				if (value instanceof Collection<?> rows) {
					kept.put(field.key(), rows(field, rows));
				}
			}
			else if (value == null) {
				// emptied, which is something else than never touched
				kept.put(field.key(), null);
			}
			else {
				Object answer = answer(field, value);
				if (answer != null) {
					kept.put(field.key(), answer);
				}
			}
		}
		return kept;
	}

	private static List<Map<String, Object>> rows(FormField field, Collection<?> rows) {
		List<Map<String, Object>> kept = new ArrayList<>();
		for (Object row : rows) {
			kept.add((row instanceof Map<?, ?> cells) ? kept(field.rows().columns(), cells) : new LinkedHashMap<>());
			if (kept.size() == FormContract.MAX_ROWS) {
				break;
			}
		}
		return kept;
	}

	private static Object answer(FormField field, Object value) {
		if (field.isTick()) {
			return (value instanceof Boolean) ? value : null;
		}
		if (field.isChecklist()) {
			return (value instanceof Collection<?> choices)
					? choices.stream().filter((choice) -> choice instanceof String).map(FormDraft::text).toList()
					: null;
		}
		if (field.isNumber()) {
			return (value instanceof Number || value instanceof String) ? FormContract.decimal(value) : null;
		}
		return (value instanceof String) ? text(value) : null;
	}

	/** Without what no database and no form takes. */
	private static String text(Object value) {
		StringBuilder text = new StringBuilder();
		value.toString()
			.codePoints()
			.filter((character) -> Character.getType(character) != Character.SURROGATE
					&& (!Character.isISOControl(character) || "\n\r\t".indexOf(character) >= 0))
			.forEach(text::appendCodePoint);
		return text.toString();
	}

	/**
	 * Lays a draft over what the rooms tell for a form.
	 * @param known what the rooms tell, by key; the draft goes on top of it
	 */
	static void layOver(FormSchema form, Map<String, Object> draft, Map<String, Object> known) {
		// a form may have changed since: what it asks for now counts
		kept(form, draft).forEach((key, value) -> {
			FormField field = form.field(key).orElseThrow();
			if (field.rows() != null && field.rows().fixed()) {
				known.put(key, merged(known.get(key), (List<?>) value));
			}
			else {
				known.put(key, value);
			}
		});
	}

	/**
	 * The rows of a list that can be neither added nor removed: theirs are the cells that
	 * nobody writes.
	 */
	private static List<Object> merged(Object known, List<?> drafted) {
		List<Object> merged = new ArrayList<>();
		if (known instanceof Collection<?> rows) {
			for (Object row : rows) {
				Map<Object, Object> cells = new LinkedHashMap<>();
				if (row instanceof Map<?, ?> shown) {
					cells.putAll(shown);
				}
				if (merged.size() < drafted.size()) {
					cells.putAll((Map<?, ?>) drafted.get(merged.size()));
				}
				merged.add(cells);
			}
		}
		return merged;
	}

}
