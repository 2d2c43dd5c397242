package cn.huiqi.reporting.web;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.access.Rights;
import cn.huiqi.access.Sight;
import cn.huiqi.core.RefusedException;
import cn.huiqi.document.SheetReader;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import cn.huiqi.reporting.ReferenceLists;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/**
 * The reference list of a programme: the department hands it in, districts see their own
 * part with who has applied.
 */
@RestController
@RequestMapping("/api/programmes/{programme}/reference-list")
class ReferenceListController {

	private final ReferenceLists lists;

	private final Programmes programmes;

	private final Rights rights;

	private final CurrentUser currentUser;

	ReferenceListController(ReferenceLists lists, Programmes programmes, Rights rights, CurrentUser currentUser) {
		this.lists = lists;
		this.programmes = programmes;
		this.rights = rights;
		this.currentUser = currentUser;
	}

	@GetMapping
	ListView list(@PathVariable String programme) {
		Programme known = known(programme, "see-reference-list", "参考名单由主管部门和区县部门查看");
		Sight sight = this.rights.sight();
		boolean whole = sight.all() || sight.account() == null || sight.authorities().contains(known.authority());
		return new ListView(this.lists.of(programme)
			.stream()
			.filter((listed) -> whole || sight.areas().contains(new Sight.Area(known.authority(), listed.district())))
			.map(ListedView::of)
			.toList());
	}

	/** The body is read only after the caller was found to be allowed. */
	@PostMapping
	@Operation(requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
			mediaType = MediaType.MULTIPART_FORM_DATA_VALUE, schema = @Schema(implementation = UploadForm.class))))
	ReplacedView replace(@PathVariable String programme, HttpServletRequest request) throws IOException {
		known(programme, "keep-reference-list", "参考名单由主管部门维护");
		if (!(request instanceof MultipartHttpServletRequest multipart)) {
			throw RefusedException.unsupported("file", "请以 multipart/form-data 上传文件");
		}
		MultipartFile file = fileIn(multipart);
		if (file == null || file.isEmpty()) {
			throw RefusedException.invalid("file", "请选择文件");
		}
		if (file.getSize() > SheetReader.MOST_BYTES) {
			throw RefusedException.tooLarge("file", "文件不超过 5 MB");
		}
		return new ReplacedView(
				this.lists.replace(programme, file.getInputStream(), this.currentUser.id().orElse(null)));
	}

	private static @Nullable MultipartFile fileIn(MultipartHttpServletRequest request) {
		try {
			return request.getFile("file");
		}
		catch (MaxUploadSizeExceededException ex) {
			throw RefusedException.tooLarge("file", "文件不超过 5 MB");
		}
		catch (MultipartException ex) {
			throw RefusedException.invalid("file", "上传内容不完整或无法识别，请重新上传");
		}
	}

	private Programme known(String programme, String right, String otherwise) {
		Programme known = this.programmes.find(programme)
			.orElseThrow(() -> RefusedException.notFound("没有项目 " + programme));
		if (!this.rights.may(right, known.authority())) {
			throw RefusedException.forbidden(otherwise);
		}
		return known;
	}

	/**
	 * What is uploaded.
	 */
	record UploadForm(@Schema(type = "string", format = "binary") String file) {
	}

	/**
	 * How many enterprises the list holds now.
	 */
	record ReplacedView(int enterprises) {
	}

	/**
	 * The list.
	 */
	record ListView(List<ListedView> enterprises) {
	}

	/**
	 * An enterprise on the list.
	 */
	record ListedView(int row, String name, String district, String sector, Instant importedAt,
			@Nullable String applicationNumber, boolean reported) {

		static ListedView of(ReferenceLists.Listed listed) {
			return new ListedView(listed.row(), listed.name(), listed.district(), listed.sector(), listed.importedAt(),
					listed.applicationNumber(), listed.reported());
		}

	}

}
