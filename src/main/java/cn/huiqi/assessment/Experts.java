package cn.huiqi.assessment;

import java.util.List;
import java.util.Optional;

/**
 * The authorities' registers of experts (专家库). Nobody is ever taken off one: he ends.
 */
public interface Experts {

	/** An authority's register, by account. */
	List<Expert> of(String authority);

	/** The expert, if he stands on the register. */
	Optional<Expert> find(String authority, String account);

	/**
	 * Puts somebody on the register.
	 * @throws cn.huiqi.core.RefusedException if he stands on it, or is no expert's
	 * account
	 */
	void register(Expert expert);

	/**
	 * Changes what is registered of somebody, or ends it.
	 * @throws cn.huiqi.core.RefusedException if he does not stand on the register
	 */
	void change(Expert expert);

}
