package cn.huiqi.material.workflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import cn.huiqi.application.Submissions;
import cn.huiqi.material.MaterialFile;
import cn.huiqi.material.Materials;
import cn.huiqi.workflow.CaseExecution;
import cn.huiqi.workflow.ProcessVariables;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

import org.springframework.stereotype.Component;

/**
 * Counts the rows of the declaration's lists and the files of each material, for a table
 * that says what is missing.
 */
@Component
class CountMaterialsDelegate implements JavaDelegate {

	private final Materials materials;

	private final Submissions submissions;

	CountMaterialsDelegate(Materials materials, Submissions submissions) {
		this.materials = materials;
		this.submissions = submissions;
	}

	@Override
	public void execute(DelegateExecution execution) {
		String number = CaseExecution.of(execution).applicationNumber();
		Map<String, Object> files = new HashMap<>();
		this.materials.asked(number).forEach((asked) -> files.put(asked.material().kind(), 0));
		this.materials.of(number)
			.stream()
			.filter((file) -> file.state() == MaterialFile.State.CURRENT)
			.map(MaterialFile::kind)
			.forEach((kind) -> files.merge(kind, 1, (one, more) -> (Integer) one + (Integer) more));
		Map<String, Object> rows = new HashMap<>();
		this.submissions.declaration(number).ifPresent((declaration) -> declaration.answers().forEach((key, answer) -> {
			if (answer instanceof List<?> list) {
				rows.put(key, list.size());
			}
		}));
		ProcessVariables.MATERIAL_COUNTS.set(execution, files);
		ProcessVariables.DECLARED_ROWS.set(execution, rows);
	}

}
