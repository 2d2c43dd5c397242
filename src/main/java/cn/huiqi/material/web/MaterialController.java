package cn.huiqi.material.web;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import cn.huiqi.access.Accounts;
import cn.huiqi.access.CurrentUser;
import cn.huiqi.access.Rights;
import cn.huiqi.application.Case;
import cn.huiqi.application.CaseVisibility;
import cn.huiqi.application.Cases;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.RefusedException;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.material.MaterialFile;
import cn.huiqi.material.Materials;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/**
 * The materials of a case: what is asked, what is there, up and down.
 */
@RestController
class MaterialController {

	private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg");

	private static final String FRAME = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
			+ "object-src 'self'; frame-ancestors 'self'";

	private final Materials materials;

	private final Programmes programmes;

	private final Cases cases;

	private final CaseVisibility visibility;

	private final Rights rights;

	private final CurrentUser currentUser;

	private final Accounts accounts;

	MaterialController(Materials materials, Programmes programmes, Cases cases, CaseVisibility visibility,
			Rights rights, CurrentUser currentUser, Accounts accounts) {
		this.materials = materials;
		this.programmes = programmes;
		this.cases = cases;
		this.visibility = visibility;
		this.rights = rights;
		this.currentUser = currentUser;
		this.accounts = accounts;
	}

	@GetMapping("/api/applications/{number}/materials")
	MaterialsView list(@PathVariable String number) {
		Case application = visible(number);
		List<MaterialFile> files = this.materials.of(number);
		Materials.Quota quota = this.materials.quota(number);
		return new MaterialsView(
				this.materials.asked(number).stream().map((asked) -> AskedView.of(application, asked)).toList(),
				files.stream().map(this::view).toList(),
				this.materials.missing(number).stream().map(Programme.Material::kind).toList(),
				new QuotaView(quota.used(), quota.limit()), this.materials.mayJudge(number));
	}

	/**
	 * The body is read only after the caller was found to see the case.
	 */
	@PostMapping("/api/applications/{number}/materials")
	@Operation(requestBody = @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
			mediaType = MediaType.MULTIPART_FORM_DATA_VALUE, schema = @Schema(implementation = UploadForm.class))))
	ResponseEntity<MaterialView> upload(@PathVariable String number, HttpServletRequest request) {
		visible(number);
		if (!(request instanceof MultipartHttpServletRequest multipart)) {
			throw RefusedException.unsupported("file", "请以 multipart/form-data 上传文件");
		}
		MultipartFile file = fileIn(multipart);
		Materials.Added added = this.materials.add(number,
				new Materials.Upload(multipart.getParameter("kind"), (file != null) ? file.getOriginalFilename() : null,
						(file != null) ? file.getSize() : 0, file, multipart.getParameter("replaces")));
		URI location = URI.create("/api/applications/%s/materials/%s".formatted(number, added.file().id()));
		return (added.isNew() ? ResponseEntity.created(location) : ResponseEntity.ok().location(location))
			.body(view(added.file()));
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

	@GetMapping("/api/applications/{number}/materials/{id}")
	ResponseEntity<Resource> download(@PathVariable String number, @PathVariable String id,
			@RequestParam(defaultValue = "false") boolean inline) {
		visible(number);
		Materials.Content content = this.materials.content(number, id);
		MaterialFile file = content.file();
		boolean picture = PICTURES.contains(file.contentType());
		boolean shown = inline && (picture || file.contentType().equals(MediaType.APPLICATION_PDF_VALUE));
		ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
			.contentType(MediaType.parseMediaType(file.contentType()))
			.header(HttpHeaders.CONTENT_DISPOSITION,
					(shown ? ContentDisposition.inline() : ContentDisposition.attachment())
						.filename(file.name(), StandardCharsets.UTF_8)
						.build()
						.toString());
		if (shown) {
			// the browser's own viewer for PDF does not work in a sandbox
			answer.header("Content-Security-Policy", picture ? FRAME + "; sandbox" : FRAME)
				.header("X-Frame-Options", "SAMEORIGIN");
		}
		return answer.body(content.bytes());
	}

	@DeleteMapping("/api/applications/{number}/materials/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void withdraw(@PathVariable String number, @PathVariable String id) {
		visible(number);
		this.materials.withdraw(number, id);
	}

	@PostMapping("/api/applications/{number}/materials/{id}/restoration")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void restore(@PathVariable String number, @PathVariable String id) {
		visible(number);
		this.materials.restore(number, id);
	}

	@PostMapping("/api/applications/{number}/materials/{id}/verdict")
	MaterialView judge(@PathVariable String number, @PathVariable String id, @RequestBody VerdictBody verdict) {
		visible(number);
		if (verdict.inOrder() == null) {
			throw RefusedException.invalid("inOrder", "请说明是否符合");
		}
		return view(this.materials.judge(number, id, verdict.inOrder(), verdict.remark()));
	}

	@GetMapping("/api/programmes/{programme}/materials/{kind}/template")
	ResponseEntity<Resource> template(@PathVariable String programme, @PathVariable String kind) {
		Programme known = this.programmes.find(programme)
			.orElseThrow(() -> RefusedException.notFound("没有项目 " + programme));
		Programme.Material material = known.materials()
			.stream()
			.filter((one) -> one.kind().equals(kind) && one.template() != null)
			.findFirst()
			.orElseThrow(() -> RefusedException.notFound("此材料没有模板"));
		String template = String.valueOf(material.template());
		String shown = material.label() + template.substring(template.lastIndexOf('.'));
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_OCTET_STREAM)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename(shown, StandardCharsets.UTF_8).build().toString())
			.body(new ClassPathResource("materials/%s/%s".formatted(known.authority(), template)));
	}

	/** To enterprises and experts colleagues have names, others only their role. */
	private MaterialView view(MaterialFile file) {
		return MaterialView.of(file, (account) -> mayKnow(account) ? account : this.rights.roleOf(account));
	}

	private boolean mayKnow(String account) {
		return this.rights.isStaff() || this.currentUser.id().filter(account::equals).isPresent() || this.rights.sight()
			.enterprises()
			.stream()
			.anyMatch((code) -> this.accounts.groupsOf(account).contains(Enterprise.groupOf(new CreditCode(code))));
	}

	private Case visible(String number) {
		return this.cases.find(number)
			.filter(this.visibility::maySee)
			.orElseThrow(() -> RefusedException.notFound("没有申请 " + number));
	}

	/**
	 * Everything about the materials of a case; sizes in bytes.
	 */
	record MaterialsView(List<AskedView> asked, List<MaterialView> materials, List<String> missing, QuotaView quota,
			boolean mayJudge) {
	}

	/**
	 * A material that is asked for.
	 */
	record AskedView(String kind, String label, boolean required, List<String> types, int maxFiles, long maxSize,
			String by, String duty, @Nullable String template, boolean mayUpload, @Nullable String reason,
			@Nullable String correction) {

		static AskedView of(Case application, Materials.Asked asked) {
			Programme.Material material = asked.material();
			String template = (material.template() != null) ? "/api/programmes/%s/materials/%s/template"
				.formatted(application.programme(), URLEncoder.encode(material.kind(), StandardCharsets.UTF_8)) : null;
			return new AskedView(material.kind(), material.label(), material.required(), material.types(),
					material.maxFiles(), material.maxBytes(), material.by(), material.duty(), template,
					asked.mayUpload(), asked.reason(), asked.correction());
		}

	}

	/**
	 * An uploaded material.
	 */
	record MaterialView(String id, String kind, String name, long size, String sha256, Instant uploadedAt,
			@Nullable String uploadedBy, @Nullable Boolean scanned, String type, int version, @Nullable String replaces,
			MaterialFile.State state, @Nullable VerdictView verdict) {

		static MaterialView of(MaterialFile file, UnaryOperator<String> shown) {
			MaterialFile.Verdict verdict = file.verdict();
			return new MaterialView(file.id(), file.kind(), file.name(), file.size(), file.sha256(), file.uploadedAt(),
					(file.uploadedBy() != null) ? shown.apply(file.uploadedBy()) : null, file.scanned(),
					file.contentType(), file.version(), file.replaces(), file.state(),
					(verdict != null) ? new VerdictView(verdict.inOrder(), verdict.remark(), shown.apply(verdict.by()),
							verdict.at()) : null);
		}

	}

	/**
	 * What a reviewer found.
	 */
	record VerdictView(boolean inOrder, String remark, String by, Instant at) {
	}

	/**
	 * The enterprise's share of the store, in bytes.
	 */
	record QuotaView(long used, long limit) {
	}

	/**
	 * What a reviewer says.
	 */
	record VerdictBody(@Nullable Boolean inOrder, @Nullable String remark) {
	}

	/**
	 * An upload, for the description of this interface.
	 */
	record UploadForm(String kind, @Schema(type = "string", format = "binary") String file, @Nullable String replaces) {
	}

}
