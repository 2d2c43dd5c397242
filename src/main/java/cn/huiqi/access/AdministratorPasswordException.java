package cn.huiqi.access;

import org.jspecify.annotations.Nullable;

/**
 * There is no administrator yet and no password fit for the first one.
 */
final class AdministratorPasswordException extends RuntimeException {

	static final String RULE = "Set HUIQI_ADMIN_PASSWORD to at least 12 characters of at least three kinds "
			+ "(upper case, lower case, digits, others) that do not contain \"admin\". "
			+ "请设置环境变量 HUIQI_ADMIN_PASSWORD：不少于 12 个字符，至少包含大写字母、小写字母、数字、其他字符中的三类，且不得包含 admin。";

	private final String fault;

	private AdministratorPasswordException(String fault) {
		super(fault + " " + RULE);
		this.fault = fault;
	}

	static AdministratorPasswordException of(@Nullable String password) {
		String fault = (password == null || password.isBlank())
				? "The first administrator has no password. 首个系统管理员（admin）尚未设置密码。"
				: "The password of the first administrator is too weak. 首个系统管理员（admin）的密码强度不足。";
		return new AdministratorPasswordException(fault);
	}

	/** What is wrong with the password there is. */
	String fault() {
		return this.fault;
	}

}
