package cn.huiqi.selection.workflow;

import java.util.Arrays;
import java.util.Optional;

import cn.huiqi.selection.Selection;
import cn.huiqi.workflow.ProgrammeParameters;

/**
 * When a meeting has approved: the programme's parameter {@code selectionMajority}. No
 * notice says how a collective decision is voted on, so that without the parameter more
 * votes for than against are assumed, and shown as assumed.
 */
enum Majority {

	/** More votes for than against. */
	MORE_FOR_THAN_AGAINST("moreForThanAgainst", "赞成票多于反对票") {
		@Override
		boolean isReached(Selection.Votes votes) {
			return votes.approving() > votes.refusing();
		}
	},
	/** More than half of those present. */
	HALF_OF_PRESENT("halfOfPresent", "赞成票超过到会人数的二分之一") {
		@Override
		boolean isReached(Selection.Votes votes) {
			return 2 * votes.approving() > votes.total();
		}
	},
	/** At least two thirds of those present. */
	TWO_THIRDS_OF_PRESENT("twoThirdsOfPresent", "赞成票达到到会人数的三分之二") {
		@Override
		boolean isReached(Selection.Votes votes) {
			return 3 * votes.approving() >= 2 * votes.total();
		}
	};

	/** Name of the parameter. */
	static final String PARAMETER = "selectionMajority";

	private final String value;

	private final String label;

	Majority(String value, String label) {
		this.value = value;
		this.label = label;
	}

	/** The programme's, or else the one assumed. */
	static Majority of(Optional<ProgrammeParameters.Parameter> parameter) {
		return parameter
			.map((one) -> Arrays.stream(values())
				.filter((each) -> each.value.equals(one.value()))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("%s: there is no %s".formatted(PARAMETER, one.value()))))
			.orElse(MORE_FOR_THAN_AGAINST);
	}

	/** For people, with the remark that it is assumed where no notice says it. */
	static String text(Optional<ProgrammeParameters.Parameter> parameter) {
		boolean confirmed = parameter.filter(ProgrammeParameters.Parameter::confirmed).isPresent();
		return "表决规则：%s的为通过。%s".formatted(of(parameter).label, confirmed ? "" : "文件未规定表决规则，暂定按此执行，待主管部门确认。");
	}

	/** Whether these votes are enough; all present voted or abstained. */
	abstract boolean isReached(Selection.Votes votes);

	String label() {
		return this.label;
	}

}
