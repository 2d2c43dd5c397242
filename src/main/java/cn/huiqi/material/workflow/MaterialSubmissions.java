package cn.huiqi.material.workflow;

import java.util.List;
import java.util.stream.Collectors;

import cn.huiqi.core.Fault;
import cn.huiqi.material.MaterialFile;
import cn.huiqi.material.Materials;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;

import org.springframework.stereotype.Component;

/**
 * Lets no task be completed without the materials that are handed in at it, and nothing
 * be approved whose materials were found not in order.
 */
@Component
class MaterialSubmissions implements SubmissionListener {

	private static final String DECISION = "decision";

	private final Materials materials;

	MaterialSubmissions(Materials materials) {
		this.materials = materials;
	}

	@Override
	public void check(Submission submission, List<Fault> faults) {
		String number = submission.task().applicationNumber();
		// nobody changes or judges what this submission rests on before it is in
		this.materials.hold(number);
		this.materials.missing(submission.task())
			.forEach((material) -> faults
				.add(new Fault("materials." + material.kind(), "「%s」尚未上传".formatted(material.label()))));
		if (submission.answers().get(DECISION) instanceof String decision && decision.equals("approve")) {
			List<MaterialFile> bad = this.materials.notInOrder(number);
			if (!bad.isEmpty()) {
				faults.add(new Fault(DECISION,
						"材料核对为不符合的，不能通过：" + bad.stream()
							.map((file) -> "%s（%s）".formatted(file.name(), remarkOf(file)))
							.collect(Collectors.joining("、"))));
			}
		}
	}

	private static String remarkOf(MaterialFile file) {
		MaterialFile.Verdict verdict = file.verdict();
		return (verdict != null) ? verdict.remark() : "";
	}

}
