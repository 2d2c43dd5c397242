package cn.huiqi.assessment;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * A panel of experts on a case. Who sat on it is for the department alone; enterprises
 * are told neither names nor accounts.
 *
 * @param number which panel of its case, from 1
 * @param field key of the field the experts were drawn from, null for any
 * @param size seats by the parameters
 * @param extraSeats seats added since
 * @param openedAt when it was opened
 * @param closedAt when it came to its result, null before
 * @param outcome its result, null before
 * @param draws every draw, the first first
 */
public record Panel(int number, @Nullable String field, int size, int extraSeats, Instant openedAt,
		@Nullable Instant closedAt, @Nullable Outcome outcome, List<Draw> draws) {

	/** The seats in order, each as it stands after its last draw. */
	public List<Seat> seats() {
		return IntStream.rangeClosed(1, this.size + this.extraSeats)
			.mapToObj((seat) -> new Seat(seat,
					this.draws.stream()
						.filter((draw) -> draw.seat() == seat)
						.reduce((first, second) -> second)
						.orElse(null)))
			.toList();
	}

	/** The opinions that were given, by seat. */
	public List<Opinion> opinions() {
		return seats().stream().map(Seat::opinion).flatMap(Optional::stream).toList();
	}

	/** Average of the scores that were given, exactly; empty where none was. */
	public Optional<Score> averageScore() {
		List<BigDecimal> scores = scores();
		return scores.isEmpty() ? Optional.empty() : Optional
			.of(Score.of(scores.stream().reduce(BigDecimal.ZERO, BigDecimal::add), BigDecimal.valueOf(scores.size())));
	}

	/** Greatest difference of two scores; empty where none was given. */
	public Optional<BigDecimal> spread() {
		List<BigDecimal> scores = scores();
		return scores.stream()
			.max(Comparator.naturalOrder())
			.map((most) -> most.subtract(scores.stream().min(Comparator.naturalOrder()).orElseThrow()));
	}

	private List<BigDecimal> scores() {
		return opinions().stream().map(Opinion::score).filter(Objects::nonNull).toList();
	}

	/** How many approve. */
	public int approvals() {
		return (int) opinions().stream().filter((opinion) -> Boolean.TRUE.equals(opinion.approved())).count();
	}

	/** How many refuse. */
	public int refusals() {
		return (int) opinions().stream().filter((opinion) -> Boolean.FALSE.equals(opinion.approved())).count();
	}

	/** What a panel comes to. */
	public enum Outcome {

		/** The case goes on. */
		APPROVED("通过"),
		/** The case is refused. */
		REFUSED("不通过");

		private final String label;

		Outcome(String label) {
			this.label = label;
		}

		/** What people call it. */
		public String label() {
			return this.label;
		}

	}

	/**
	 * A seat.
	 *
	 * @param number from 1; it is what people see instead of a name
	 * @param last the last draw for it, null before the first
	 */
	public record Seat(int number, @Nullable Draw last) {

		/** The opinion that counts for it. */
		public Optional<Opinion> opinion() {
			return Optional.ofNullable(this.last).map(Draw::opinion);
		}

		/** The account that sits on it now, or gave its opinion. */
		public Optional<String> account() {
			return Optional.ofNullable(this.last)
				.filter((draw) -> draw.ending() == null || draw.ending() == Ending.GIVEN)
				.map(Draw::account);
		}

	}

	/**
	 * A draw for a seat. Anybody can repeat it: of the candidates not excluded the one is
	 * drawn whose SHA-256 of {@code seed|account}, UTF-8, is the least.
	 *
	 * @param seat seat, from 1
	 * @param seed drawn at random, and kept
	 * @param drawnAt when
	 * @param candidates all on the authority's register, by account
	 * @param account who was drawn, null if nobody was left
	 * @param lastDay last day for the opinion, null if nobody was drawn
	 * @param ending how it ended, null while the opinion is awaited
	 * @param endedAt when
	 * @param reason why he recused himself, else null
	 * @param opinion the opinion, null before
	 */
	public record Draw(int seat, long seed, Instant drawnAt, List<Candidate> candidates, @Nullable String account,
			@Nullable LocalDate lastDay, @Nullable Ending ending, @Nullable Instant endedAt, @Nullable String reason,
			@Nullable Opinion opinion) {
	}

	/** How a draw ended. */
	public enum Ending {

		/** An opinion was given. */
		GIVEN("已出具意见"),
		/** The expert recused himself. */
		RECUSED("回避"),
		/** His time ran out. */
		REPLACED("逾期未评审，已更换");

		private final String label;

		Ending(String label) {
			this.label = label;
		}

		/** What people call it. */
		public String label() {
			return this.label;
		}

	}

	/**
	 * Somebody on the register at a draw.
	 *
	 * @param account account
	 * @param exclusion why he could not be drawn, null if he could
	 */
	public record Candidate(String account, @Nullable Exclusion exclusion) {
	}

	/** Why somebody cannot be drawn. */
	public enum Exclusion {

		/** Today he does not stand on the register. */
		NOT_VALID("不在聘期内"),
		/** His account is not, or no longer, in the group of experts. */
		NOT_IN_GROUP("账号不在专家组"),
		/** He does not judge this field. */
		OTHER_FIELD("不属于该评审领域"),
		/** He acts, or has acted, for the enterprise. */
		ACTS_FOR_ENTERPRISE("代表或曾代表申报单位"),
		/** He works for the enterprise or another with a part in the case. */
		SAME_EMPLOYER("与申报单位或参与单位为同一单位"),
		/** He has a link to one of them on record. */
		LINKED("已登记利害关系"),
		/** He has had another part in the case. */
		OTHER_DUTY("在本申请中承担其他职责"),
		/** He was drawn for this panel before. */
		DRAWN_BEFORE("本次评审已被抽取"),
		/** He sat on an earlier panel of the case, and there are others. */
		EARLIER_PANEL("参加过本申请以前的评审，另有其他人选");

		private final String label;

		Exclusion(String label) {
			this.label = label;
		}

		/** What people call it. */
		public String label() {
			return this.label;
		}

	}

	/**
	 * An expert's opinion.
	 *
	 * @param score score, 0 to 100, null where the form asks for none
	 * @param approved whether he approves, null where the form asks for no vote
	 * @param comment comment, perhaps empty
	 */
	public record Opinion(@Nullable BigDecimal score, @Nullable Boolean approved, String comment) {
	}

}
