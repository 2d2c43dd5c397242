package cn.huiqi.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import cn.huiqi.assessment.Score;
import org.jspecify.annotations.Nullable;

/**
 * Puts applications in order, criterion by criterion, exactly. Equals share a place;
 * where they are more than the places left, nobody among them is selected before somebody
 * decides.
 */
final class Ranking {

	private Ranking() {
	}

	/**
	 * The order.
	 * @param criteria what is compared, the first first
	 * @param candidates those to be ranked, with a value for each criterion
	 * @param quota places
	 */
	static List<Placed> of(List<Criterion> criteria, List<Candidate> candidates, int quota) {
		Comparator<Candidate> order = comparing(criteria);
		List<Candidate> sorted = candidates.stream().sorted(order.thenComparing(Candidate::number)).toList();
		List<Placed> placed = new ArrayList<>();
		for (int first = 0; first < sorted.size();) {
			int next = first + 1;
			while (next < sorted.size() && order.compare(sorted.get(first), sorted.get(next)) == 0) {
				next++;
			}
			boolean tied = first < quota && next > quota;
			for (int i = first; i < next; i++) {
				placed.add(new Placed(sorted.get(i).number(), first + 1, tied, first < quota));
			}
			first = next;
		}
		return placed;
	}

	private static Comparator<Candidate> comparing(List<Criterion> criteria) {
		Comparator<Candidate> order = (one, other) -> 0;
		for (int i = 0; i < criteria.size(); i++) {
			int position = i;
			boolean descending = criteria.get(i).descending();
			order = order.thenComparing(
					(one, other) -> compare(one.values().get(position), other.values().get(position), descending));
		}
		return order;
	}

	/** Who has no value comes last, whichever way the others are ordered. */
	private static int compare(@Nullable Score one, @Nullable Score other, boolean descending) {
		if (one == null || other == null) {
			return Boolean.compare(one == null, other == null);
		}
		int compared = one.exact().compareTo(other.exact());
		return descending ? -compared : compared;
	}

	/**
	 * An application to be ranked.
	 *
	 * @param number application number
	 * @param values a value for each criterion, null where it has none
	 */
	record Candidate(String number, List<@Nullable Score> values) {
	}

	/**
	 * A place.
	 *
	 * @param number application number
	 * @param place from 1, shared by equals
	 * @param tied whether its equals are more than the places left
	 * @param selected whether there is a place, unless it is tied
	 */
	record Placed(String number, int place, boolean tied, boolean selected) {
	}

}
