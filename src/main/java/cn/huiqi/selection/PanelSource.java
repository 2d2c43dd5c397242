package cn.huiqi.selection;

import java.util.Optional;

import cn.huiqi.application.Case;
import cn.huiqi.assessment.Panel;
import cn.huiqi.assessment.Panels;

import org.springframework.stereotype.Component;

/**
 * {@code panel.average}: the average score of the case's last panel, exact.
 */
@Component
class PanelSource implements CriterionSource {

	private static final String AVERAGE = "panel.average";

	private final Panels panels;

	PanelSource(Panels panels) {
		this.panels = panels;
	}

	@Override
	public boolean supports(String source) {
		return source.equals(AVERAGE);
	}

	@Override
	public Optional<Measured> valueOf(Case application, String source) {
		return this.panels.last(application.number())
			.flatMap(Panel::averageScore)
			.map((average) -> new Measured(average, average.toString()));
	}

}
