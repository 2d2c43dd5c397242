package cn.huiqi.enterprise;

import cn.huiqi.core.CreditCode;
import org.jspecify.annotations.Nullable;

/**
 * A registered enterprise.
 *
 * @param creditCode its unified social credit code
 * @param name registered name
 * @param legalRepresentative legal representative (法人代表)
 * @param address registered address
 * @param district area code of its authority, null where there is none
 */
public record Enterprise(CreditCode creditCode, String name, String legalRepresentative, String address,
		@Nullable String district) {

	/** The engine group of its accounts. */
	public String group() {
		return groupOf(this.creditCode);
	}

	/** The engine group of an enterprise's accounts. */
	public static String groupOf(CreditCode creditCode) {
		return "enterprise-" + creditCode;
	}

}
