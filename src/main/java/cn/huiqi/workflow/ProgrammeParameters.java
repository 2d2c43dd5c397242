package cn.huiqi.workflow;

import java.util.List;
import java.util.Optional;

import cn.huiqi.core.PeriodLength;
import cn.huiqi.programme.Programmes;

import org.springframework.stereotype.Component;

/**
 * A programme's parameters, from its table in the release a case runs on.
 */
@Component
public class ProgrammeParameters {

	private final Programmes programmes;

	private final DecisionTables tables;

	ProgrammeParameters(Programmes programmes, DecisionTables tables) {
		this.programmes = programmes;
		this.tables = tables;
	}

	/**
	 * The parameter.
	 * @throws IllegalStateException if the table has none of this name
	 */
	public Parameter get(String releaseId, String programme, String name) {
		return find(releaseId, programme, name).orElseThrow(() -> new IllegalStateException(
				"%s: there is no parameter %s".formatted(this.programmes.get(programme).parameters(), name)));
	}

	/** The parameter, where the programme has it. */
	public Optional<Parameter> find(String releaseId, String programme, String name) {
		return in(releaseId, this.programmes.get(programme).parameters(), name);
	}

	/**
	 * The programme's own parameter, or else that of a shared table.
	 * @param shared key of the table with what is assumed where a programme says nothing
	 */
	public Optional<Parameter> find(String releaseId, String programme, String name, String shared) {
		return find(releaseId, programme, name).or(() -> in(releaseId, shared, name));
	}

	private Optional<Parameter> in(String releaseId, String table, String name) {
		return this.tables.rows(releaseId, table)
			.stream()
			.filter((row) -> name.equals(row.inputs().get("parameter")))
			.findFirst()
			.map((row) -> new Parameter(row.outputs().getOrDefault("value", ""), row.outputs().getOrDefault("unit", ""),
					Boolean.parseBoolean(row.outputs().getOrDefault("confirmed", "false")), row.description()));
	}

	/**
	 * One parameter.
	 *
	 * @param value value as printed
	 * @param unit unit of the value, empty where the table names none
	 * @param confirmed whether the notice states it; shown wherever it matters where it
	 * does not
	 * @param clause the clause it comes from
	 */
	public record Parameter(String value, String unit, boolean confirmed, String clause) {

		/**
		 * The value as a length of time.
		 * @throws IllegalArgumentException if it is none
		 */
		public PeriodLength period() {
			return PeriodLength.of(this.value, this.unit);
		}

		/** The value as a whole number: a level, or how many. */
		public int asInteger() {
			return Integer.parseInt(this.value);
		}

		/** A remark for people where the value is only assumed. */
		public String remark() {
			return this.confirmed ? "" : "（该参数文件未明确，暂按假定值执行，待主管部门确认）";
		}

	}

}
