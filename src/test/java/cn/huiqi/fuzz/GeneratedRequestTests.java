package cn.huiqi.fuzz;

import java.time.Duration;

import cn.huiqi.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A sample of what the long run sends, on a program and a database of its own: with cases
 * parked at every stage, and nobody after it who would find what it leaves.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "camunda.bpm.job-execution.enabled=false", "huiqi.demo=true", "huiqi.demo-cases=true" })
@ContextConfiguration(initializers = TestDatabase.class)
@Tag("alone")
class GeneratedRequestTests {

	private static final long SEED = 20240701;

	private static final int REQUESTS = 20_000;

	/** They write a stack trace for every request that the engine cannot understand. */
	private static final String[] LOUD = { "org.camunda.bpm.engine.rest.exception", "org.camunda.bpm.engine.context",
			"cn.huiqi.access.RefusalFilter", "cn.huiqi.access.ApiErrors" };

	@LocalServerPort
	int port;

	@BeforeAll
	static void quieten() {
		for (String logger : LOUD) {
			LoggingSystem.get(GeneratedRequestTests.class.getClassLoader()).setLogLevel(logger, LogLevel.ERROR);
		}
	}

	@AfterAll
	static void loudAgain() {
		for (String logger : LOUD) {
			LoggingSystem.get(GeneratedRequestTests.class.getClassLoader()).setLogLevel(logger, null);
		}
	}

	@Test
	void answersWhateverIsSentWithoutFaultOfTheServer() throws Exception {
		// given callers of every kind, and requests drawn from what the interfaces
		// describe
		Campaign campaign = new Campaign(this.port, SEED, 4);
		// when they are sent
		campaign.run(REQUESTS, Duration.ofHours(1));
		// then no answer is a fault of the server or tells how it is built
		assertThat(campaign.failed()).as(() -> campaign.summary(false) + campaign.failures()).isZero();
		// and they were no empty noise: all went out, no account was lost on the way, and
		// as
		// many were done as can be where most callers may little
		assertThat(campaign.sent()).isEqualTo(REQUESTS);
		assertThat(campaign.operations()).isGreaterThan(800);
		assertThat(campaign.answered(2)).isGreaterThan(REQUESTS / 20);
		System.out.println(campaign.summary(false));
	}

}
