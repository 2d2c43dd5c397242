package cn.huiqi.audit;

import java.nio.file.Path;

/**
 * The key of the audit log is missing, weak or another one than the log was written with.
 */
final class AuditKeyException extends RuntimeException {

	private final String remedy;

	private AuditKeyException(String fault, String remedy) {
		super(fault + " " + remedy);
		this.remedy = remedy;
	}

	static AuditKeyException tooShort(int length) {
		return new AuditKeyException("HUIQI_AUDIT_KEY is too short. 审计密钥 HUIQI_AUDIT_KEY 过短。",
				"Set it to at least %d characters nobody can guess. 请设置为不少于 %d 个字符的随机值。".formatted(length, length));
	}

	static AuditKeyException unreadable(Path file) {
		return new AuditKeyException(
				"The key of the audit log cannot be read or made: %s. 审计密钥文件无法读取或生成：%s。".formatted(file, file),
				"Make the file readable for the program's account. 请确认运行账户有权读写该文件。");
	}

	static AuditKeyException missing(Path file) {
		return new AuditKeyException("There is an audit log, but not the key it was written with. 已有审计日志，但找不到写入时所用的密钥。",
				"Restore %s from the backup, or set HUIQI_AUDIT_KEY. 请从备份恢复该文件，或设置 HUIQI_AUDIT_KEY。".formatted(file));
	}

	static AuditKeyException other(String used, String given) {
		return new AuditKeyException(
				"The audit log was written with another key (%s, not %s). 审计日志是用另一个密钥写入的（%s，而非 %s）。".formatted(used,
						given, used, given),
				"Give the program the former key: HUIQI_AUDIT_KEY, or audit.key in the data directory. "
						+ "请提供原来的密钥：HUIQI_AUDIT_KEY 或数据目录中的 audit.key。");
	}

	/** What the operator can do. */
	String remedy() {
		return this.remedy;
	}

}
