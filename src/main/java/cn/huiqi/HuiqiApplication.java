package cn.huiqi;

import java.nio.file.Path;
import java.util.TimeZone;

import cn.huiqi.audit.VerifyCommand;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Starts Huiqi. All dates are those of China Standard Time, whatever the machine says:
 * the engine's timestamps carry no zone, and a notice's deadline is midnight in Shanghai.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HuiqiApplication {

	static {
		TimeZone.setDefault(TimeZone.getTimeZone("Asia/Shanghai"));
	}

	public static void main(String[] args) {
		// H2 takes no path relative to where the program is started; people do
		Path data = Path.of(System.getenv().getOrDefault("HUIQI_DATA", "data"));
		System.setProperty("huiqi.data", System.getProperty("huiqi.data", data.toAbsolutePath().toString()));
		if (VerifyCommand.isCalledBy(args)) {
			System.exit(VerifyCommand.run(System.out, args));
		}
		SpringApplication.run(HuiqiApplication.class, args);
	}

}
