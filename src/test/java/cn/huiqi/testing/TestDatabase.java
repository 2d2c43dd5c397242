package cn.huiqi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Gives a test context its database: H2 in memory, or a real PostgreSQL when the build's
 * second run asks for it.
 */
public class TestDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static @Nullable EmbeddedPostgres postgres;

	/** The data directory that belongs to it. */
	private static @Nullable Path postgresData;

	/** Whether this run is on PostgreSQL. */
	public static boolean isPostgres() {
		return "postgres".equals(System.getProperty("huiqi.test.database"));
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		if (isPostgres()) {
			EmbeddedPostgres server = server();
			Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAfter(context, server)));
			TestPropertyValues
				.of("spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
						"spring.datasource.username=postgres", "spring.datasource.password=postgres",
						"camunda.bpm.database.type=postgres", "huiqi.data=" + postgresData)
				.applyTo(context);
		}
		else {
			TestPropertyValues
				.of("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
						"huiqi.data=" + newData())
				.applyTo(context);
		}
	}

	/** The context still writes while it closes: the server goes after it. */
	private static void stopAfter(ConfigurableApplicationContext context, EmbeddedPostgres server) {
		try {
			for (int waits = 0; waits < 300 && context.isActive(); waits++) {
				Thread.sleep(100);
			}
			server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** A data directory that no other database knows: the audit log's key lies there. */
	private static Path newData() {
		try {
			Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "data-");
			return data.toAbsolutePath();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static synchronized EmbeddedPostgres server() {
		if (postgres == null) {
			postgresData = newData();
			try {
				postgres = EmbeddedPostgres.builder()
					.setServerConfig("fsync", "off")
					.setRegisterShutdownHook(false)
					.start();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		return postgres;
	}

}
