package cn.huiqi.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cn.huiqi.core.Fault;

/**
 * Lets the benchmark hold submissions against a form, which is the seam's own affair.
 */
public final class FormChecks {

	private final FormSchema schema;

	/**
	 * @param form the form, as its file holds it
	 */
	public FormChecks(byte[] form) {
		this.schema = FormSchema.parse(form);
	}

	/**
	 * Checks a submission.
	 * @return what is wrong with it, none if it is sound
	 */
	public List<String> faultsOf(Map<String, Object> submission) {
		List<Fault> faults = new ArrayList<>();
		FormContract.check(this.schema, submission, (valuesKey) -> Set.of(), faults);
		return faults.stream().map(Fault::toString).toList();
	}

}
