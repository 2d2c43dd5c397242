package cn.huiqi.audit;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of this room.
 *
 * @param key key of the log, or empty for the one in the key file
 * @param keyFile file with the key, made at the first start
 * @param anchors file the heads are appended to, outside the database
 */
@ConfigurationProperties("huiqi.audit")
record AuditSettings(@Nullable String key, Path keyFile, Path anchors) {

	@Override
	public String toString() {
		return "AuditSettings[keyFile=" + this.keyFile + ", anchors=" + this.anchors + "]";
	}

}
