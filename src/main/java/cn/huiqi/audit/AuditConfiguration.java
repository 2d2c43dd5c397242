package cn.huiqi.audit;

import java.util.List;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The key and the file that lie outside the database.
 */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

	/**
	 * The key the log was written with; made only where there is no log yet.
	 */
	@Bean
	AuditKey auditKey(AuditSettings settings, JdbcTemplate jdbc) {
		List<String> used = jdbc.queryForList(
				"select key_id from audit_act where chain = ? order by seq desc fetch first 1 rows only", String.class,
				Act.SYSTEM);
		if (used.isEmpty()) {
			used = jdbc.queryForList("select key_id from audit_act fetch first 1 rows only", String.class);
		}
		AuditKey key = AuditKey.load(settings, used.isEmpty());
		if (!used.isEmpty() && !used.get(0).equals(key.id())) {
			throw AuditKeyException.other(used.get(0), key.id());
		}
		return key;
	}

	@Bean
	AnchorFile anchorFile(AuditSettings settings, AuditKey key) {
		return new AnchorFile(settings.anchors(), key);
	}

}
