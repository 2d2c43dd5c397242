package cn.huiqi.selection.web;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import cn.huiqi.core.RefusedException;
import cn.huiqi.material.MaterialFile;
import cn.huiqi.material.Materials;
import cn.huiqi.programme.Programme;
import cn.huiqi.selection.Minutes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/**
 * The minutes of the meeting that decides a selection, up and down.
 */
@RestController
class MinutesController {

	private final Minutes minutes;

	private final SelectionAccess access;

	MinutesController(Minutes minutes, SelectionAccess access) {
		this.minutes = minutes;
		this.access = access;
	}

	@GetMapping("/api/selections/{key}/minutes")
	MinutesView list(@PathVariable String key) {
		this.access.visible(key);
		return new MinutesView(this.minutes.mayAdd(key), this.minutes.types(),
				this.minutes.of(key).stream().map(FileView::of).toList());
	}

	/**
	 * The body is read only after the caller was found to see the selection.
	 */
	@PostMapping("/api/selections/{key}/minutes")
	@Operation(requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
			mediaType = MediaType.MULTIPART_FORM_DATA_VALUE, schema = @Schema(implementation = UploadForm.class))))
	ResponseEntity<FileView> upload(@PathVariable String key, HttpServletRequest request) {
		this.access.visible(key);
		if (!(request instanceof MultipartHttpServletRequest multipart)) {
			throw RefusedException.unsupported("file", "请以 multipart/form-data 上传文件");
		}
		MultipartFile file = fileIn(multipart);
		Materials.Added added = this.minutes.add(key, new Materials.Upload(null,
				(file != null) ? file.getOriginalFilename() : null, (file != null) ? file.getSize() : 0, file, null));
		URI location = URI.create("/api/selections/%s/minutes/%s".formatted(key, added.file().id()));
		return (added.isNew() ? ResponseEntity.created(location) : ResponseEntity.ok().location(location))
			.body(FileView.of(added.file()));
	}

	/** Here the body is read. */
	private static @Nullable MultipartFile fileIn(MultipartHttpServletRequest request) {
		try {
			return request.getFile("file");
		}
		catch (MaxUploadSizeExceededException ex) {
			throw RefusedException.tooLarge("file",
					"单个文件不超过 %d MB".formatted(Programme.Material.LARGEST.toMegabytes()));
		}
		catch (MultipartException ex) {
			throw RefusedException.invalid("file", "上传内容不完整或无法识别，请重新上传");
		}
	}

	@GetMapping("/api/selections/{key}/minutes/{id}")
	ResponseEntity<Resource> download(@PathVariable String key, @PathVariable String id) {
		this.access.visible(key);
		Materials.Content content = this.minutes.content(key, id);
		return ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(content.file().contentType()))
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment()
						.filename(content.file().name(), StandardCharsets.UTF_8)
						.build()
						.toString())
			.body(content.bytes());
	}

	/**
	 * All minutes of a selection.
	 *
	 * @param mayUpload whether the caller may hand them in now
	 * @param types endings that are taken
	 * @param files what was handed in, the oldest first
	 */
	record MinutesView(boolean mayUpload, List<String> types, List<FileView> files) {
	}

	/**
	 * A file; size in bytes.
	 */
	record FileView(String id, String name, long size, String sha256, Instant uploadedAt, @Nullable String uploadedBy,
			@Nullable Boolean scanned, String type, int version, MaterialFile.State state) {

		static FileView of(MaterialFile file) {
			return new FileView(file.id(), file.name(), file.size(), file.sha256(), file.uploadedAt(),
					file.uploadedBy(), file.scanned(), file.contentType(), file.version(), file.state());
		}

	}

	/**
	 * An upload, for the description of this interface.
	 */
	record UploadForm(@Schema(type = "string", format = "binary") String file) {
	}

}
