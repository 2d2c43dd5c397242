package cn.huiqi.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import cn.huiqi.testing.Journey;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * On PostgreSQL with two roles, prepared as the operator's guide says: one for the
 * migrations, one for the program, which can read the log and add to it and nothing else.
 */
@Tag("database")
@EnabledIfSystemProperty(named = "huiqi.test.database", matches = "postgres")
@SpringBootTest(properties = { "camunda.bpm.job-execution.enabled=false", "huiqi.demo=true", "huiqi.demo-cases=false" })
@ContextConfiguration(initializers = DatabaseRolesTests.TwoRoles.class)
@Import(Journey.class)
@Tag("alone")
class DatabaseRolesTests {

	@Autowired
	Journey journey;

	@Autowired
	AuditTrail trail;

	@Autowired
	JdbcTemplate jdbc;

	@AfterAll
	static void stop() {
		// the context still writes while it closes
		TwoRoles.stopLater();
	}

	@Test
	void letsTheProgramRunAndRecord() {
		// given the program under its own role
		assertThat(this.jdbc.queryForObject("select current_user", String.class)).isEqualTo("huiqi");
		assertThat(this.jdbc.queryForObject("select tableowner from pg_tables where tablename = 'audit_act'",
				String.class))
			.isEqualTo("huiqi_migration");
		// when a case is opened and declared
		String number = this.journey.declared(this.journey.newEnterprise());
		// then it is in the log, and the log is sound
		assertThat(this.trail.count(number)).isGreaterThan(3);
		assertThat(this.trail.verify().findings()).isEmpty();
		this.journey.reset();
	}

	@ParameterizedTest
	@ValueSource(strings = { "update audit_act set summary = 'x'", "update audit_act set mac = mac",
			"delete from audit_act", "truncate audit_act", "drop table audit_act",
			"alter table audit_act add x integer", "alter table audit_act drop constraint audit_act_pkey",
			"alter table audit_act owner to huiqi",
			"create trigger t before insert on audit_act for each row execute function suppress_redundant_updates_trigger()",
			"create rule r as on insert to audit_act do instead nothing", "grant update on audit_act to huiqi",
			"alter table audit_act rename to audit_gone", "update flyway_schema_history set checksum = 0",
			"set role huiqi_migration",
			"merge into audit_act a using (values (1)) as v (x) on true when matched then delete" })
	void refusesTheProgramEveryChangeOfTheLog(String statement) {
		List<String> before = this.jdbc.queryForList("select mac from audit_act order by chain, seq", String.class);
		// when the program's own role tries, the database refuses
		Throwable refusal = org.assertj.core.api.Assertions.catchThrowable(() -> this.jdbc.execute(statement));
		if (statement.startsWith("grant")) {
			// PostgreSQL only warns of a grant of what one has not
			assertThatThrownBy(() -> this.jdbc.execute("update audit_act set summary = 'x'"))
				.isInstanceOf(DataAccessException.class);
		}
		else {
			assertThat(refusal).isInstanceOf(DataAccessException.class);
			assertThat(((SQLException) ((DataAccessException) refusal).getRootCause()).getSQLState())
				.isEqualTo("42501");
		}
		// and nothing is changed
		assertThat(this.jdbc.queryForList("select mac from audit_act order by chain, seq", String.class))
			.isEqualTo(before);
	}

	/** A server with a database prepared as the operator's guide says. */
	static class TwoRoles implements ApplicationContextInitializer<ConfigurableApplicationContext> {

		private static EmbeddedPostgres server;

		private static ConfigurableApplicationContext context;

		@Override
		public void initialize(ConfigurableApplicationContext program) {
			try {
				context = program;
				server = EmbeddedPostgres.builder()
					.setServerConfig("fsync", "off")
					.setRegisterShutdownHook(false)
					.start();
				try (Connection connection = server.getPostgresDatabase().getConnection();
						Statement statement = connection.createStatement()) {
					statement.execute("create role huiqi_migration login password 'one'");
					statement.execute("create role huiqi login password 'another'");
					statement.execute("create database huiqi owner huiqi_migration");
				}
				try (Connection connection = server.getDatabase("huiqi_migration", "huiqi").getConnection();
						Statement statement = connection.createStatement()) {
					statement.execute("grant usage, create on schema public to huiqi");
				}
				Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "data-");
				TestPropertyValues
					.of("spring.datasource.url=jdbc:postgresql://localhost:%d/huiqi".formatted(server.getPort()),
							"spring.datasource.username=huiqi", "spring.datasource.password=another",
							"spring.flyway.user=huiqi_migration", "spring.flyway.password=one",
							"camunda.bpm.database.type=postgres", "huiqi.data=" + data.toAbsolutePath())
					.applyTo(program);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static void stopLater() {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				try {
					for (int waits = 0; waits < 300 && context.isActive(); waits++) {
						Thread.sleep(100);
					}
					server.close();
				}
				catch (Exception ex) {
					Thread.currentThread().interrupt();
				}
			}));
		}

	}

}
