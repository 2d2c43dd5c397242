package cn.huiqi.access;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many wrong passwords are looked at.
 *
 * @param perAccount wrong passwords for one account from one source within the window, at
 * least 1
 * @param perSource wrong passwords for all accounts together from one source within the
 * window, at least 1
 * @param window how long a wrong password counts, at least a second
 * @param sources how many sources are remembered, at least 1: about 3 KB each at most
 */
@Validated
@ConfigurationProperties("huiqi.login")
record LoginSettings(@DefaultValue("10") @Min(1) int perAccount, @DefaultValue("100") @Min(1) int perSource,
		@DefaultValue("15m") @DurationMin(seconds = 1) Duration window, @DefaultValue("10000") @Min(1) int sources) {

}
