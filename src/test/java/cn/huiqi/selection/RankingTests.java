package cn.huiqi.selection;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import cn.huiqi.assessment.Score;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RankingTests {

	/** Score, priority flag, time of submission. */
	private static final List<Criterion> CRITERIA = List.of(new Criterion("得分", "score", true, "一"),
			new Criterion("优先", "priority", true, "二"), new Criterion("时间", "time", false, "三"));

	@Test
	void selectsFiftyOfFiftyOne() {
		// given 51 applications of different scores, in any order
		List<Ranking.Candidate> candidates = new ArrayList<>();
		for (int i = 1; i <= 51; i++) {
			candidates.add(candidate("HB-2021-%06d".formatted(i), number("%d.5".formatted(40 + i)), number("0"),
					number(String.valueOf(i))));
		}
		Collections.shuffle(candidates, new Random(20210920));
		// when
		List<Ranking.Placed> placed = Ranking.of(CRITERIA, candidates, 50);
		// then all but the one with the lowest score are selected, nobody is tied
		assertThat(placed).hasSize(51).noneMatch(Ranking.Placed::tied);
		assertThat(placed.get(0)).isEqualTo(new Ranking.Placed("HB-2021-000051", 1, false, true));
		assertThat(placed).filteredOn(Ranking.Placed::selected).hasSize(50);
		assertThat(placed.get(50)).isEqualTo(new Ranking.Placed("HB-2021-000001", 51, false, false));
	}

	@Test
	void prefersThePilotAmongTwoEqualScoresAtTheLastPlace() {
		// given two places, the first taken, and two equal scores for the second
		List<Ranking.Placed> placed = Ranking.of(CRITERIA,
				List.of(candidate("A", number("90"), number("0"), number("1")),
						candidate("B", number("80"), number("0"), number("2")),
						candidate("C", number("80"), number("1"), number("3"))),
				2);
		// then the one with the pilot is selected, though it came later
		assertThat(placed).containsExactly(new Ranking.Placed("A", 1, false, true),
				new Ranking.Placed("C", 2, false, true), new Ranking.Placed("B", 3, false, false));
	}

	@Test
	void leavesTheLastPlacesOpenAmongEquals() {
		// given three that are equal in everything, and two places for them
		List<Ranking.Placed> placed = Ranking.of(CRITERIA,
				List.of(candidate("A", number("90"), number("0"), number("1")),
						candidate("B", number("80"), number("1"), number("2")),
						candidate("C", number("80"), number("1"), number("2")),
						candidate("D", number("80"), number("1"), number("2")),
						candidate("E", number("70"), number("1"), number("2"))),
				3);
		// then they share a place and somebody has to decide; those before and after are
		// sure
		assertThat(placed).extracting(Ranking.Placed::place).containsExactly(1, 2, 2, 2, 5);
		assertThat(placed).extracting(Ranking.Placed::tied).containsExactly(false, true, true, true, false);
		assertThat(placed.get(0).selected()).isTrue();
		assertThat(placed.get(4).selected()).isFalse();
	}

	@Test
	void asksNobodyWhereEqualsAllHaveAPlace() {
		// given two equals and as many places
		List<Ranking.Placed> placed = Ranking.of(CRITERIA,
				List.of(candidate("A", number("80"), number("0"), number("1")),
						candidate("B", number("80"), number("0"), number("1"))),
				2);
		// then both are selected
		assertThat(placed).allMatch((one) -> one.selected() && !one.tied() && one.place() == 1);
	}

	@Test
	void comparesAveragesExactly() {
		// given 271/3, which two decimals would show as 90.33, and 90.33 itself
		List<Ranking.Placed> placed = Ranking
			.of(CRITERIA,
					List.of(candidate("A", number("90.33"), number("0"), number("1")),
							candidate("B", Score.of(new BigDecimal(271), new BigDecimal(3)), number("0"), number("2"))),
					1);
		// then the third makes the difference
		assertThat(placed).extracting(Ranking.Placed::number).containsExactly("B", "A");
	}

	@Test
	void putsWhoHasNoValueLastWhicheverWayItIsOrdered() {
		// given one without a score, one without a time
		List<Ranking.Placed> placed = Ranking.of(CRITERIA, List.of(candidate("A", null, number("1"), number("1")),
				candidate("B", number("0"), number("0"), null), candidate("C", number("0"), number("0"), number("9"))),
				3);
		// then
		assertThat(placed).extracting(Ranking.Placed::number).containsExactly("C", "B", "A");
	}

	private static Ranking.Candidate candidate(String number, @Nullable Score... values) {
		List<@Nullable Score> list = new ArrayList<>();
		Collections.addAll(list, values);
		return new Ranking.Candidate(number, list);
	}

	private static Score number(String value) {
		return Score.of(new BigDecimal(value));
	}

}
