package cn.huiqi.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LoginThrottleTests {

	private static final String GUESSER = "203.0.113.7";

	private static final String OWNER = "198.51.100.20";

	private final MovedClock clock = new MovedClock();

	private final LoginThrottle throttle = throttle(10_000);

	private final AtomicInteger looks = new AtomicInteger();

	@Test
	void looksAtTenWrongPasswordsInFifteenMinutes() {
		// when somebody tries for an hour, every second
		int[] looked = new int[4];
		for (int second = 0; second < 3600; second++) {
			looked[second / 900] += tryWrong("bureau-1", GUESSER) ? 1 : 0;
			this.clock.advance(Duration.ofSeconds(1));
		}
		// then
		assertThat(looked).containsExactly(10, 10, 10, 10);
	}

	@Test
	void letsWindowSlide() {
		// given five wrong ones now and five ten minutes later
		tryWrong("bureau-1", GUESSER, 5);
		this.clock.advance(Duration.ofMinutes(10));
		tryWrong("bureau-1", GUESSER, 5);
		assertThat(tryWrong("bureau-1", GUESSER)).isFalse();
		// when the first five are a quarter of an hour old
		this.clock.advance(Duration.ofMinutes(5));
		// then five more are looked at, no sixth
		assertThat(IntStream.range(0, 8).filter((i) -> tryWrong("bureau-1", GUESSER)).count()).isEqualTo(5);
	}

	@Test
	void letsOwnerInFromElsewhereWhileStrangerGuesses() {
		// given
		tryWrong("bureau-1", GUESSER, 1000);
		// then
		assertThat(tryRight("bureau-1", OWNER)).isTrue();
		// and the right password from the stranger's place is not looked at
		assertThatExceptionOfType(LoginThrottledException.class).isThrownBy(() -> tryRight("bureau-1", GUESSER))
			.withMessage("密码错误次数过多，请在 15 分钟后再试");
	}

	@Test
	void countsInventedNamesTowardsTheirSource() {
		// when somebody goes through a list of names
		long looked = IntStream.range(0, 5000).filter((i) -> tryWrong("name-" + i, GUESSER)).count();
		// then
		assertThat(looked).isEqualTo(100);
		assertThat(tryWrong("bureau-1", GUESSER)).isFalse();
		assertThat(tryRight("bureau-1", OWNER)).isTrue();
	}

	@Test
	void keepsCountingAfterRightPassword() {
		// given a guesser who has an account of his own
		for (int i = 0; i < 50; i++) {
			tryWrong("bureau-1", GUESSER);
			assertThat(tryRight("guesser", GUESSER)).isTrue();
		}
		// then his own logins buy no further guesses
		assertThat(this.looks.get()).isEqualTo(10 + 50);
	}

	@Test
	void looksAtNoMoreWhenManyTryTogether() throws Exception {
		// given wrong passwords from many connections at once
		ExecutorService crowd = Executors.newFixedThreadPool(40);
		try {
			Callable<Boolean> guess = () -> tryWrong("bureau-1", GUESSER);
			// when
			List<Future<Boolean>> guesses = crowd.invokeAll(Collections.nCopies(2000, guess));
			// then
			int looked = 0;
			for (Future<Boolean> future : guesses) {
				looked += future.get() ? 1 : 0;
			}
			assertThat(looked).isEqualTo(10);
		}
		finally {
			crowd.shutdown();
		}
	}

	@Test
	void refusesNoRightPasswordWhenProgramLogsInManyTimesTogether() throws Exception {
		// given
		ExecutorService program = Executors.newFixedThreadPool(40);
		try {
			Callable<Boolean> login = () -> tryRight("system", OWNER);
			// when
			List<Future<Boolean>> logins = program.invokeAll(Collections.nCopies(2000, login));
			// then
			for (Future<Boolean> future : logins) {
				assertThat(future.get()).isTrue();
			}
			assertThat(this.throttle.remembered()).isZero();
		}
		finally {
			program.shutdown();
		}
	}

	@Test
	void remembersBoundedNumberOfSources() {
		// given room for a hundred
		LoginThrottle small = throttle(100);
		for (int i = 0; i < 10; i++) {
			small.check("bureau-1", GUESSER, () -> false);
		}
		// when ninety-nine others come
		for (int i = 0; i < 99; i++) {
			small.check("bureau-1", "10.0.0." + i, () -> false);
		}
		// then the guesser is still known
		assertThatExceptionOfType(LoginThrottledException.class)
			.isThrownBy(() -> small.check("bureau-1", GUESSER, () -> true));
		// and however many come, no more than a hundred are
		for (int i = 0; i < 5000; i++) {
			small.check("x".repeat(i), "10.1." + i / 250 + "." + i % 250, () -> false);
		}
		assertThat(small.remembered()).isEqualTo(100);
	}

	@Test
	void keepsNobodyOutForLongWhenClockIsSetBack() {
		// given
		tryWrong("bureau-1", GUESSER, 10);
		// when
		this.clock.advance(Duration.ofDays(-300));
		// then
		assertThat(tryRight("bureau-1", GUESSER)).isTrue();
	}

	@Test
	void countsNothingWhenPasswordCouldNotBeLookedAt() {
		// given a database that is down
		for (int i = 0; i < 50; i++) {
			assertThatExceptionOfType(IllegalStateException.class)
				.isThrownBy(() -> this.throttle.check("bureau-1", OWNER, () -> {
					throw new IllegalStateException("no connection");
				}));
		}
		// then
		assertThat(tryRight("bureau-1", OWNER)).isTrue();
		assertThat(this.throttle.remembered()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "192.0.2.1,192.0.2.1", "2001:db8:1:2:3:4:5:6,2001:db8:1:2:0:0:0:0/64",
			"2001:db8:1:2:ffff::1,2001:db8:1:2:0:0:0:0/64", "2001:db8:1:3::1,2001:db8:1:3:0:0:0:0/64",
			"::ffff:192.0.2.1,192.0.2.1", "0:0:0:0:0:0:0:1,0:0:0:0:0:0:0:0/64", "unknown,unknown" })
	void tellsSourcesApartByNetwork(String address, String source) {
		assertThat(RequestSource.of(address)).isEqualTo(source);
	}

	private LoginThrottle throttle(int sources) {
		return new LoginThrottle(new LoginSettings(10, 100, Duration.ofMinutes(15), sources), this.clock,
				new SimpleMeterRegistry());
	}

	private void tryWrong(String account, String source, int times) {
		IntStream.range(0, times).forEach((i) -> tryWrong(account, source));
	}

	/** Whether it was looked at. */
	private boolean tryWrong(String account, String source) {
		int before = this.looks.get();
		try {
			assertThat(this.throttle.check(account, source, () -> {
				this.looks.incrementAndGet();
				return false;
			})).isFalse();
			return true;
		}
		catch (LoginThrottledException ex) {
			assertThat(this.looks.get()).isGreaterThanOrEqualTo(before);
			return false;
		}
	}

	private boolean tryRight(String account, String source) {
		return this.throttle.check(account, source, () -> {
			this.looks.incrementAndGet();
			return true;
		});
	}

	private static final class MovedClock extends Clock {

		private volatile Instant now = Instant.parse("2025-03-03T02:00:00Z");

		private void advance(Duration duration) {
			this.now = this.now.plus(duration);
		}

		@Override
		public Instant instant() {
			return this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}

}
