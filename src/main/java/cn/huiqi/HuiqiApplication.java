package cn.huiqi;

import java.util.TimeZone;

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
		// the data directory may be given relative to where the program is started
		System.setProperty("h2.implicitRelativePath", "true");
	}

	public static void main(String[] args) {
		SpringApplication.run(HuiqiApplication.class, args);
	}

}
