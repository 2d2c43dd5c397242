package cn.huiqi.material;

import java.io.IOException;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The store the settings choose.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class MaterialConfiguration {

	@Bean
	MaterialStore materialStore(MaterialSettings settings, JdbcTemplate jdbc, PlatformTransactionManager transactions)
			throws IOException {
		return switch (settings.store()) {
			case DIRECTORY -> new DirectoryStore(settings.directory());
			case DATABASE -> new DatabaseStore(jdbc, transactions);
		};
	}

}
