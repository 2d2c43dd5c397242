package cn.huiqi.access;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long somebody stays logged in.
 *
 * @param idle without a request, in whole minutes, at least one
 * @param absolute in all, at least a minute
 */
@Validated
@ConfigurationProperties("huiqi.session")
record SessionSettings(@DefaultValue("30m") @DurationMin(minutes = 1) Duration idle,
		@DefaultValue("12h") @DurationMin(minutes = 1) Duration absolute) {

}
