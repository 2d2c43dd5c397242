package cn.huiqi.material;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

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
			List<String> lines = List.of("Sample document for " + applicationNumber, material.kind(),
					"Invented data, for demonstration only.");
			if (!material.required() || there.contains(material.kind())) {
				continue;
			}
			if (material.types().contains("pdf")) {
				add(applicationNumber, material, "pdf", page(lines));
			}
			else if (material.types().contains("docx")) {
				add(applicationNumber, material, "docx", document(lines));
			}
		}
	}

	private void add(String applicationNumber, Programme.Material material, String ending, byte[] content) {
		this.materials.add(applicationNumber, new Materials.Upload(material.kind(), material.label() + "." + ending,
				content.length, new ByteArrayResource(content), null));
	}

	/** A document for Word with lines of plain ASCII. */
	static byte[] document(List<String> lines) {
		StringBuilder body = new StringBuilder();
		lines.forEach((line) -> body.append("<w:p><w:r><w:t>").append(line).append("</w:t></w:r></w:p>"));
		Map<String, String> parts = new LinkedHashMap<>();
		parts.put("[Content_Types].xml",
				"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
						+ "<Default Extension=\"rels\""
						+ " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
						+ "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
						+ "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>");
		parts.put("_rels/.rels",
				"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
						+ "<Relationship Id=\"document\" Target=\"word/document.xml\" Type=\"http://"
						+ "schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>"
						+ "</Relationships>");
		parts.put("word/document.xml",
				"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" + body
						+ "</w:body></w:document>");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, String> part : parts.entrySet()) {
				zip.putNextEntry(new ZipEntry(part.getKey()));
				zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + part.getValue())
					.getBytes(StandardCharsets.UTF_8));
				zip.closeEntry();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
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
