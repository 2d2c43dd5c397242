package cn.huiqi.material;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

	MaterialCorrections(ObjectProvider<Materials> materials, Cases cases, CaseProgrammes programmes) {
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
		Map<String, String> labels = labels(applicationNumber);
		List<MaterialFile> files = this.materials.getObject().of(applicationNumber);
		Map<String, MaterialFile> byId = new LinkedHashMap<>();
		files.forEach((file) -> byId.put(file.id(), file));
		return files.stream()
			.filter((file) -> labels.containsKey(file.kind()) && file.uploadedAt().isAfter(from)
					&& (until == null || !file.uploadedAt().isAfter(until)))
			.map((file) -> new Corrections.Change(Corrections.MATERIAL + file.kind(), labels.get(file.kind()),
					(file.replaces() != null) ? shown(byId.get(file.replaces())) : "（无）", shown(file)))
			.toList();
	}

	private static String shown(MaterialFile file) {
		return "%s（第%d版）".formatted(file.name(), file.version());
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
