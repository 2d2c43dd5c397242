package cn.huiqi.audit;

import org.jspecify.annotations.Nullable;

/**
 * Tells who is acting on the present thread. Implemented by the room that knows accounts.
 */
public interface Actors {

	/** Who is acting now. */
	Actor current();

	/**
	 * Somebody who acts.
	 *
	 * @param account the account, or null where it is the program itself
	 * @param source address the request came from, or null inside the program
	 * @param via the way it came
	 * @param administrator whether the account is an administrator's
	 */
	record Actor(@Nullable String account, @Nullable String source, Via via, boolean administrator) {
	}

	/** The ways in. */
	enum Via {

		/** Our own interface. */
		API("api"),
		/** The engine's REST interface. */
		ENGINE_REST("engine-rest"),
		/** Tasklist, Cockpit and Admin. */
		TASKLIST("tasklist"),
		/** Inside the program: timers, jobs, start-up. */
		PROGRAM("program");

		private final String key;

		Via(String key) {
			this.key = key;
		}

		/** As it is stored. */
		public String key() {
			return this.key;
		}

	}

}
