package cn.huiqi.selection.web;

import cn.huiqi.access.Rights;
import cn.huiqi.core.RefusedException;
import cn.huiqi.programme.Programmes;
import cn.huiqi.selection.Selection;
import cn.huiqi.selection.Selections;

import org.springframework.stereotype.Component;

/**
 * Which selections the caller may know of: those of his department.
 */
@Component
class SelectionAccess {

	private final Selections selections;

	private final Programmes programmes;

	private final Rights rights;

	SelectionAccess(Selections selections, Programmes programmes, Rights rights) {
		this.selections = selections;
		this.programmes = programmes;
		this.rights = rights;
	}

	/**
	 * The selection with this key.
	 * @throws RefusedException if there is none that the caller may know of
	 */
	Selection visible(String key) {
		return this.selections.of(key)
			.filter((selection) -> this.rights.may("see-selection",
					this.programmes.get(selection.programme()).authority()))
			.orElseThrow(() -> RefusedException.notFound("没有遴选 " + key));
	}

}
