package cn.huiqi.portal.web;

import java.util.List;

import cn.huiqi.application.Case;
import cn.huiqi.application.CaseVisibility;
import cn.huiqi.application.Cases;
import cn.huiqi.core.RefusedException;
import cn.huiqi.portal.workflow.CaseDiagrams;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows where a case stands.
 */
@RestController
class DiagramController {

	private final Cases cases;

	private final CaseVisibility visibility;

	private final CaseDiagrams diagrams;

	DiagramController(Cases cases, CaseVisibility visibility, CaseDiagrams diagrams) {
		this.cases = cases;
		this.visibility = visibility;
		this.diagrams = diagrams;
	}

	@GetMapping("/api/applications/{number}/diagram")
	DiagramsView diagram(@PathVariable String number) {
		Case application = this.cases.find(number)
			.filter(this.visibility::maySee)
			.orElseThrow(() -> RefusedException.notFound("没有申请 " + number));
		return new DiagramsView(this.diagrams.of(number, application.programme()));
	}

	/**
	 * The models of a case.
	 */
	record DiagramsView(List<CaseDiagrams.Diagram> diagrams) {
	}

}
