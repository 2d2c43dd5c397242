package cn.huiqi.portal;

import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.access.Rights;
import cn.huiqi.access.Sight;
import cn.huiqi.core.WorkCalendar;

import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Lets the benchmark ask for pages of tasks without the rest of the program.
 */
public final class TaskPages {

	private final WorkList work;

	/**
	 * @param database has the tables of open tasks
	 * @param account who asks
	 * @param group the one group he is in
	 * @param sight cases he may look at; none he has only a part in
	 */
	public TaskPages(DataSource database, String account, String group, Sight sight) {
		this.work = new WorkList(new NamedParameterJdbcTemplate(database), new Caller(account, Set.of(group)),
				new Seeing(sight), null, Clock.system(WorkCalendar.ZONE));
	}

	/** A page of what there is for him to do. */
	public WorkList.Found find(WorkList.Criteria criteria) {
		return this.work.find(criteria);
	}

	private record Caller(String account, Set<String> groups) implements CurrentUser {

		@Override
		public Optional<String> id() {
			return Optional.of(this.account);
		}

		@Override
		public boolean isIn(String group) {
			return this.groups.contains(group);
		}

		@Override
		public boolean isAdministrator() {
			return false;
		}

	}

	private record Seeing(Sight sight) implements Rights {

		@Override
		public boolean may(String right, String authority) {
			return false;
		}

		@Override
		public boolean isDuty(String duty) {
			return false;
		}

		@Override
		public boolean mayDo(String duty, Collection<String> groups) {
			return false;
		}

		@Override
		public Optional<String> reasonAgainst(String duty, Set<String> had) {
			return Optional.empty();
		}

	}

}
