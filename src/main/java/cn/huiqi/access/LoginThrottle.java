package cn.huiqi.access;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Slows the guessing of passwords down. Wrong ones are counted for each account and
 * source together, so that whoever guesses shuts out himself and not the owner, who comes
 * from elsewhere; and for each source over all accounts, which an invented name counts
 * for as well. What is over the limit is refused without a look at the password, the
 * right one included. Kept in memory: a restart forgets it.
 */
@Component
class LoginThrottle {

	private static final Logger log = LoggerFactory.getLogger(LoginThrottle.class);

	/** How long a try waits for others that are being checked, before it is refused. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final LoginSettings settings;

	private final Clock clock;

	private final MeterRegistry meters;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition settled = this.lock.newCondition();

	/** Those with the oldest wrong password first. */
	private final Map<String, Source> sources = new LinkedHashMap<>();

	LoginThrottle(LoginSettings settings, Clock clock, MeterRegistry meters) {
		this.settings = settings;
		this.clock = clock;
		this.meters = meters;
	}

	/**
	 * Checks a password, unless there have been too many wrong ones.
	 * @param account id of the account, which need not exist
	 * @param source where the try comes from
	 * @param password looks at the password
	 * @return whether it is right
	 * @throws LoginThrottledException if it was not looked at
	 */
	boolean check(String account, String source, BooleanSupplier password) {
		// an invented name may be long: its hash is enough to count by
		int key = account.hashCode();
		Source tries;
		try {
			tries = admit(key, source);
		}
		catch (LoginThrottledException ex) {
			count("refused");
			throw ex;
		}
		boolean looked = false;
		boolean right = false;
		try {
			right = password.getAsBoolean();
			looked = true;
		}
		finally {
			settle(tries, key, source, looked && !right);
		}
		count(right ? "right" : "wrong");
		return right;
	}

	/** How many sources are remembered at the moment. */
	int remembered() {
		this.lock.lock();
		try {
			return this.sources.size();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tries under way may all turn out wrong, so that no more are let in than there are
	 * wrong ones left. A program that logs in many times at once with the right password
	 * waits a moment; it is not refused.
	 */
	private Source admit(int account, String source) {
		long patience = PATIENCE.toNanos();
		this.lock.lock();
		try {
			while (true) {
				long now = this.clock.millis();
				Source tries = this.sources.get(source);
				if (tries == null) {
					makeRoom();
					tries = new Source();
					this.sources.put(source, tries);
				}
				tries.forget(now, this.settings.window().toMillis());
				long free = tries.freeAt(account);
				if (free > 0) {
					throw LoginThrottledException.until(Duration.ofMillis(free - now));
				}
				if (tries.begin(account)) {
					return tries;
				}
				if (patience <= 0) {
					throw LoginThrottledException.until(Duration.ofSeconds(1));
				}
				patience = this.settled.awaitNanos(patience);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw LoginThrottledException.until(Duration.ofSeconds(1));
		}
		finally {
			this.lock.unlock();
		}
	}

	private void settle(Source tries, int account, String source, boolean wrong) {
		this.lock.lock();
		try {
			tries.end(account);
			if (wrong) {
				this.sources.remove(source);
				this.sources.put(source, tries);
				if (tries.fail(account, this.clock.millis())) {
					log.warn("Too many wrong passwords from {}: no more are looked at for a while", source);
				}
			}
			else if (tries.isEmpty()) {
				this.sources.remove(source, tries);
			}
			this.settled.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Whoever owns that many sources gains a few tries by it, and no memory. */
	private void makeRoom() {
		Iterator<Source> oldest = this.sources.values().iterator();
		while (this.sources.size() >= this.settings.sources() && oldest.hasNext()) {
			if (oldest.next().isIdle()) {
				oldest.remove();
			}
		}
	}

	private void count(String outcome) {
		this.meters.counter("huiqi.logins", "outcome", outcome).increment();
	}

	private record Failure(int account, long at) {
	}

	/** Tries from one source. */
	private final class Source {

		private final Deque<Failure> failures = new ArrayDeque<>();

		private final Map<Integer, Integer> underWay = new HashMap<>();

		/** A clock that was set back must not keep anybody out for long. */
		private void forget(long now, long window) {
			this.failures.removeIf((failure) -> Math.abs(now - failure.at()) >= window);
		}

		/** When the next try will be looked at; 0 for now. */
		private long freeAt(int account) {
			long window = LoginThrottle.this.settings.window().toMillis();
			if (this.failures.size() >= LoginThrottle.this.settings.perSource()) {
				return this.failures.getFirst().at() + window;
			}
			if (failuresOf(account) >= LoginThrottle.this.settings.perAccount()) {
				return this.failures.stream()
					.filter((failure) -> failure.account() == account)
					.findFirst()
					.orElseThrow()
					.at() + window;
			}
			return 0;
		}

		private boolean begin(int account) {
			int all = this.underWay.values().stream().mapToInt(Integer::intValue).sum();
			int same = this.underWay.getOrDefault(account, 0);
			if (this.failures.size() + all >= LoginThrottle.this.settings.perSource()
					|| failuresOf(account) + same >= LoginThrottle.this.settings.perAccount()) {
				return false;
			}
			this.underWay.put(account, same + 1);
			return true;
		}

		private void end(int account) {
			this.underWay.computeIfPresent(account, (key, tries) -> (tries > 1) ? tries - 1 : null);
		}

		/** Whether this was the last one that is looked at for a while. */
		private boolean fail(int account, long now) {
			this.failures.addLast(new Failure(account, now));
			return freeAt(account) > 0;
		}

		private long failuresOf(int account) {
			return this.failures.stream().filter((failure) -> failure.account() == account).count();
		}

		private boolean isIdle() {
			return this.underWay.isEmpty();
		}

		private boolean isEmpty() {
			return this.failures.isEmpty() && isIdle();
		}

	}

}
