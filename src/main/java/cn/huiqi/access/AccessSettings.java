package cn.huiqi.access;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of this room.
 *
 * @param demo whether ready-made accounts with a known password exist; only ever on the
 * local machine
 * @param adminPassword password of the first administrator outside demo mode; needed only
 * while there is none
 */
@ConfigurationProperties("huiqi")
record AccessSettings(boolean demo, @Nullable String adminPassword) {

	@Override
	public String toString() {
		return "AccessSettings[demo=" + this.demo + "]";
	}

}
