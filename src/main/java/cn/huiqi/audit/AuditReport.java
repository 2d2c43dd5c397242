package cn.huiqi.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a check of the log found.
 *
 * @param acts entries read
 * @param chains chains read
 * @param anchors lines of the anchor file read
 * @param lateAnchors how many of them were written at a start, after a crash
 * @param findingCount how many findings there are
 * @param findings the first of them
 */
public record AuditReport(long acts, long chains, long anchors, long lateAnchors, long findingCount,
		List<Finding> findings) {

	/** Whether nothing was found. */
	public boolean isSound() {
		return this.findingCount == 0;
	}

	/**
	 * One finding.
	 *
	 * @param chain chain, or null where it is the anchor file
	 * @param seq place in the chain, or line of the anchor file; null where there is none
	 * @param what what is wrong
	 * @param text the same for people
	 */
	public record Finding(@Nullable String chain, @Nullable Long seq, What what, String text) {
	}

	/** What can be wrong. */
	public enum What {

		/** An entry does not match its keyed hash. */
		ALTERED("记录内容与校验码不符（entry altered）"),
		/** A place is missing or taken twice. */
		OUT_OF_SEQUENCE("序号缺失或重复（entry missing or doubled）"),
		/** An entry does not follow from the one before it. */
		BROKEN_LINK("与前一条记录不衔接（broken link）"),
		/** An entry was made with another key. */
		OTHER_KEY("记录使用了其他密钥（other key）"),
		/** An anchored entry is not there. */
		CUT("已锚定的记录不存在（anchored entry missing）"),
		/** An anchored entry is another one. */
		REPLACED("记录与锚定值不一致（entry differs from its anchor）"),
		/** The newest entry of a chain was never anchored. */
		NOT_ANCHORED("最新记录未锚定：锚定文件被截断，或程序异常中止后尚未重新启动（head not anchored）"),
		/** A line of the anchor file does not match its keyed hash. */
		ANCHOR_ALTERED("锚定文件中的行被改动（anchor line altered）"),
		/** A line is missing in the anchor file. */
		ANCHOR_OUT_OF_SEQUENCE("锚定文件缺行（anchor line missing）"),
		/** An entry names a line of the anchor file that is not there, or is another. */
		ANCHOR_LOST("记录所引用的锚定行不存在或已被替换（anchor file cut or replaced）");

		private final String text;

		What(String text) {
			this.text = text;
		}

		/** For people. */
		public String text() {
			return this.text;
		}

	}

}
