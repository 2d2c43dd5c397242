package cn.huiqi.material;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import cn.huiqi.application.DemoPreparation;
import cn.huiqi.programme.Programme;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.stereotype.Component;

/**
 * Hands in a page for everything a demo case cannot do without.
 */
@Component
@ConditionalOnProperty("huiqi.demo")
class DemoMaterials implements DemoPreparation {

	private final Materials materials;

	DemoMaterials(Materials materials) {
		this.materials = materials;
	}

	@Override
	public void before(String applicationNumber) {
		List<Materials.Asked> open = this.materials.asked(applicationNumber)
			.stream()
			.filter(Materials.Asked::mayUpload)
			.toList();
		if (open.isEmpty()) {
			return;
		}
		Set<String> there = this.materials.of(applicationNumber)
			.stream()
			.map(MaterialFile::kind)
			.collect(Collectors.toSet());
		for (Materials.Asked asked : open) {
			Programme.Material material = asked.material();
			if (material.required() && !there.contains(material.kind()) && material.types().contains("pdf")) {
				byte[] page = page(List.of("Sample document for " + applicationNumber, material.kind(),
						"Invented data, for demonstration only."));
				this.materials.add(applicationNumber, new Materials.Upload(material.kind(), material.label() + ".pdf",
						page.length, new ByteArrayResource(page), null));
			}
		}
	}

	/** A page in PDF with lines of plain ASCII. */
	static byte[] page(List<String> lines) {
		StringBuilder text = new StringBuilder("BT /F1 18 Tf 72 760 Td 28 TL");
		lines.forEach((line) -> text.append(" (").append(line.replaceAll("([()\\\\])", "\\\\$1")).append(") Tj T*"));
		text.append(" ET");
		List<String> objects = List.of("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
				"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
						+ "/Resources << /Font << /F1 5 0 R >> >> >>",
				"<< /Length %d >>\nstream\n%s\nendstream".formatted(text.length(), text),
				"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
		StringBuilder file = new StringBuilder("%PDF-1.4\n");
		List<Integer> offsets = new ArrayList<>();
		for (int i = 0; i < objects.size(); i++) {
			offsets.add(file.length());
			file.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
		}
		int index = file.length();
		file.append("xref\n0 ").append(objects.size() + 1).append("\n0000000000 65535 f \n");
		offsets.forEach((offset) -> file.append("%010d 00000 n \n".formatted(offset)));
		file.append("trailer\n<< /Size ")
			.append(objects.size() + 1)
			.append(" /Root 1 0 R >>\nstartxref\n")
			.append(index)
			.append("\n%%EOF\n");
		return file.toString().getBytes(StandardCharsets.US_ASCII);
	}

}
