package cn.huiqi.material;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;

import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/**
 * What a file is by its bytes, whatever it is called.
 */
final class FileTypes {

	private static final String ZIP = "application/zip";

	private static final String OOXML = "application/x-tika-ooxml";

	private static final MimeTypes DETECTOR = MimeTypes.getDefaultMimeTypes();

	/** Ending to what its bytes look like; the programmes' files name no other ending. */
	private static final Map<String, Set<String>> LOOKS = Map.of("pdf", Set.of("application/pdf"), "jpg",
			Set.of("image/jpeg"), "jpeg", Set.of("image/jpeg"), "png", Set.of("image/png"), "zip", Set.of(ZIP, OOXML),
			"docx", Set.of(ZIP, OOXML), "xlsx", Set.of(ZIP, OOXML), "pptx", Set.of(ZIP, OOXML), "txt",
			Set.of("text/plain"));

	private static final Map<String, String> SERVED = Map.of("pdf", "application/pdf", "jpg", "image/jpeg", "jpeg",
			"image/jpeg", "png", "image/png", "zip", ZIP, "docx",
			"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "xlsx",
			"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "pptx",
			"application/vnd.openxmlformats-officedocument.presentationml.presentation", "txt", "text/plain");

	private FileTypes() {
	}

	/** The type the first bytes tell. */
	static String detect(InputStream content) throws IOException {
		try (InputStream bytes = new BufferedInputStream(content)) {
			return DETECTOR.detect(bytes, new Metadata()).toString();
		}
	}

	/** Whether bytes of a type may have an ending. */
	static boolean fits(String detected, String ending) {
		return LOOKS.getOrDefault(ending, Set.of()).contains(detected);
	}

	/** The type such a file is served as. */
	static String servedAs(String ending) {
		return SERVED.getOrDefault(ending, "application/octet-stream");
	}

	/** Whether such a file holds others. */
	static boolean isArchive(String ending) {
		return LOOKS.getOrDefault(ending, Set.of()).contains(ZIP);
	}

	/** Whether it is an archive of office software. */
	static boolean isOffice(String ending) {
		return Set.of("docx", "xlsx", "pptx").contains(ending);
	}

}
