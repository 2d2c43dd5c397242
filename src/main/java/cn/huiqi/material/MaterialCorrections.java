package cn.huiqi.material;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import cn.huiqi.application.Cases;
import cn.huiqi.application.CorrectionParts;
import cn.huiqi.application.Corrections;
import cn.huiqi.programme.Programme;
import cn.huiqi.workflow.CaseProgrammes;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Brings materials that are not in order into a return for correction, and tells which
 * were handed in anew.
 */
@Component
class MaterialCorrections implements CorrectionParts {

	/** Asked for late: what the enterprise may change depends on the corrections. */
	private final ObjectProvider<Materials> materials;

	private final Cases cases;

	private final CaseProgrammes programmes;

	private final Clock clock;

	MaterialCorrections(ObjectProvider<Materials> materials, Cases cases, CaseProgrammes programmes, Clock clock) {
		this.clock = clock;
		this.materials = materials;
		this.cases = cases;
		this.programmes = programmes;
	}

	@Override
	public List<Corrections.Item> outOfOrder(String applicationNumber) {
		Map<String, String> labels = labels(applicationNumber);
		Map<String, Corrections.Item> items = new LinkedHashMap<>();
		this.materials.getObject().notInOrder(applicationNumber).forEach((file) -> {
			MaterialFile.Verdict verdict = file.verdict();
			if (verdict != null && labels.containsKey(file.kind())) {
				String item = Corrections.MATERIAL + file.kind();
				items.merge(item,
						new Corrections.Item(item, labels.get(file.kind()),
								"%s：%s".formatted(file.name(), verdict.remark())),
						(one, other) -> new Corrections.Item(item, one.label(), one.reason() + "；" + other.reason()));
			}
		});
		return List.copyOf(items.values());
	}

	@Override
	public List<Corrections.Change> changes(String applicationNumber, Instant from, @Nullable Instant until) {
		Map<String, List<String>> before = byKind(applicationNumber, from);
		Map<String, List<String>> after = byKind(applicationNumber, (until != null) ? until : this.clock.instant());
		List<Corrections.Change> changes = new ArrayList<>();
		labels(applicationNumber).forEach((kind, label) -> {
			String was = shown(before.get(kind));
			String is = shown(after.get(kind));
			if (!was.equals(is)) {
				changes.add(new Corrections.Change(Corrections.MATERIAL + kind, label, was, is));
			}
		});
		return changes;
	}

	private Map<String, List<String>> byKind(String applicationNumber, Instant instant) {
		return this.materials.getObject()
			.at(applicationNumber, instant)
			.stream()
			.collect(Collectors.groupingBy(MaterialFile::kind, Collectors
				.mapping((file) -> "%s（第%d版）".formatted(file.name(), file.version()), Collectors.toList())));
	}

	private static String shown(@Nullable List<String> files) {
		return (files != null) ? String.join("；", files) : "（无）";
	}

	/** What the enterprise hands in. */
	private Map<String, String> labels(String applicationNumber) {
		Map<String, String> labels = new LinkedHashMap<>();
		this.programmes.of(applicationNumber, this.cases.get(applicationNumber).programme())
			.materials()
			.stream()
			.filter(Programme.Material::byApplicant)
			.forEach((material) -> labels.put(material.kind(), "材料 / " + material.label()));
		return labels;
	}

}
