package cn.huiqi.access;

import java.time.Duration;

import jakarta.ws.rs.core.Response.Status;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;

/**
 * A password that was not looked at, because there were too many wrong ones before: 429
 * on every way in.
 */
final class LoginThrottledException extends InvalidRequestException {

	private final long seconds;

	private LoginThrottledException(long seconds, String message) {
		super(Status.TOO_MANY_REQUESTS, message);
		this.seconds = seconds;
	}

	/**
	 * Refused for a time.
	 * @param wait how long it takes until the next try is looked at
	 */
	static LoginThrottledException until(Duration wait) {
		long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
		String text = (seconds > 90) ? (seconds + 59) / 60 + " 分钟" : seconds + " 秒";
		return new LoginThrottledException(seconds, "密码错误次数过多，请在 " + text + "后再试");
	}

	/** Seconds until the next try is looked at, at least 1. */
	long seconds() {
		return this.seconds;
	}

}
