package cn.huiqi.audit;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Checks the audit log from the command line: neither engine nor web server is started,
 * and nothing is written.
 */
public final class VerifyCommand {

	/** What calls it. */
	public static final String NAME = "verify-audit";

	/** Nothing was found. */
	public static final int SOUND = 0;

	/** Something was found. */
	public static final int UNSOUND = 1;

	/** It could not be checked. */
	public static final int FAILED = 2;

	private static final int H2_IN_USE = 90020;

	private static final int H2_NOT_THERE = 90146;

	private VerifyCommand() {
	}

	/** Whether the program was called for this. */
	public static boolean isCalledBy(String... args) {
		return Arrays.asList(args).contains(NAME);
	}

	/**
	 * Checks and prints.
	 * @return what the program exits with
	 */
	public static int run(PrintStream out, String... args) {
		String[] options = Arrays.stream(args).filter((arg) -> !arg.equals(NAME)).toArray(String[]::new);
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Settings.class)
			.web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties("logging.level.root=warn")
			.run(options)) {
			return check(out, context.getBean(AuditSettings.class), context.getBean(DataSourceProperties.class));
		}
		catch (AuditKeyException ex) {
			out.println(ex.getMessage());
		}
		catch (SQLException ex) {
			out.println(switch (ex.getErrorCode()) {
				case H2_IN_USE -> "The database is in use: stop the program first, or use /api/audit/verification. "
						+ "数据库正在使用：请先停止程序，或在程序内核验（/api/audit/verification）。";
				case H2_NOT_THERE -> "There is no database here. 此处没有数据库。";
				default -> "The database cannot be read. 无法读取数据库：" + ex.getMessage();
			});
		}
		catch (Exception ex) {
			out.println("The audit log cannot be checked. 无法核验审计日志：" + ex);
		}
		return FAILED;
	}

	private static int check(PrintStream out, AuditSettings settings, DataSourceProperties database) throws Exception {
		AuditKey key = AuditKey.load(settings, false);
		String url = database.determineUrl();
		SimpleDriverDataSource source = database.initializeDataSourceBuilder()
			.type(SimpleDriverDataSource.class)
			// H2 would make a database where there is none
			.url(url.startsWith("jdbc:h2:file:") ? url + ";IFEXISTS=TRUE" : url)
			.build();
		try (Connection connection = source.getConnection()) {
			AuditReport report = AuditBook.verify(connection, settings.anchors(), key, Duration.ofSeconds(3));
			report.findings()
				.forEach((finding) -> out.printf("%s #%s %s %s%n",
						(finding.chain() != null) ? finding.chain() : settings.anchors().getFileName(), finding.seq(),
						finding.what(), finding.text()));
			out.printf("%d acts in %d chains, %d anchors (%d late): %s%n", report.acts(), report.chains(),
					report.anchors(), report.lateAnchors(), report.isSound() ? "sound. 核验通过。"
							: "%d findings. 核验发现 %d 处异常。".formatted(report.findingCount(), report.findingCount()));
			return report.isSound() ? SOUND : UNSOUND;
		}
	}

	/** Not a configuration of the program itself: it is named here only. */
	@EnableConfigurationProperties({ AuditSettings.class, DataSourceProperties.class })
	static class Settings {

	}

}
