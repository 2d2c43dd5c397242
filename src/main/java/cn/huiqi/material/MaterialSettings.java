package cn.huiqi.material;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of this room.
 *
 * @param store where the bytes lie
 * @param directory the directory they lie in, where it is one; all nodes share it
 * @param quota most bytes of one enterprise, over all its cases
 * @param clamav the scanner for viruses
 */
@Validated
@ConfigurationProperties("huiqi.materials")
record MaterialSettings(@DefaultValue("directory") @NotNull Kind store, @NotNull Path directory,
		@DefaultValue("2GB") @NotNull DataSize quota, @DefaultValue Clamav clamav) {

	enum Kind {

		/** Files in a directory. */
		DIRECTORY,
		/** Rows of the database. */
		DATABASE

	}

	/**
	 * Where clamd listens.
	 *
	 * @param host host; null or empty: files are not scanned
	 * @param port TCP port
	 * @param connectTimeout how long to wait for a connection
	 * @param readTimeout how long to wait for the verdict
	 */
	record Clamav(@Nullable String host, @DefaultValue("3310") @Min(1) @Max(65535) int port,
			@DefaultValue("5s") Duration connectTimeout, @DefaultValue("60s") Duration readTimeout) {

		boolean isConfigured() {
			return this.host != null && !this.host.isBlank();
		}

	}

}
