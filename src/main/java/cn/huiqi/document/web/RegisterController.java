package cn.huiqi.document.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import cn.huiqi.access.Rights;
import cn.huiqi.access.Sight;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.RefusedException;
import cn.huiqi.document.Registers;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Registers to take away: a district its own cases, a department those of all its
 * districts.
 */
@RestController
class RegisterController {

	private static final MediaType XLSX = MediaType
		.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

	private final Registers registers;

	private final Programmes programmes;

	private final Rights rights;

	private final AuditLog audit;

	RegisterController(Registers registers, Programmes programmes, Rights rights, AuditLog audit) {
		this.registers = registers;
		this.programmes = programmes;
		this.rights = rights;
		this.audit = audit;
	}

	@GetMapping("/api/programmes/{programme}/registers/{name}")
	@Transactional
	public ResponseEntity<byte[]> register(@PathVariable String programme, @PathVariable String name,
			@RequestParam(required = false) @Nullable String district) throws IOException {
		Programme known = this.programmes.find(programme)
			.orElseThrow(() -> RefusedException.notFound("没有项目 " + programme));
		if (!this.rights.may("registers", known.authority())) {
			throw RefusedException.forbidden("汇总表由主管部门和区县部门导出");
		}
		String title = this.registers.title(programme, name)
			.orElseThrow(() -> RefusedException.notFound("「%s」没有汇总表 %s".formatted(known.name(), name)));
		if (district != null && known.areas().stream().noneMatch((area) -> area.code().equals(district))) {
			throw RefusedException.invalid("district", "本项目没有区县 " + district);
		}
		Sight sight = this.rights.sight();
		boolean whole = sight.all() || sight.account() == null || sight.authorities().contains(known.authority());
		if (district != null && !whole && !sight.areas().contains(new Sight.Area(known.authority(), district))) {
			throw RefusedException.forbidden("只能导出本区县的汇总表");
		}
		ByteArrayOutputStream sheet = new ByteArrayOutputStream();
		int rows = this.registers.write(programme, name, district, sheet);
		Map<String, Object> told = new LinkedHashMap<>(Map.of("cases", rows));
		if (district != null) {
			told.put("district", district);
		}
		this.audit.record(
				Act.on(null, AuditAction.REGISTER_EXPORTED, programme + "/" + name, "导出%s，%d 项".formatted(title, rows))
					.after(told));
		return ResponseEntity.ok()
			.contentType(XLSX)
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment()
						.filename(title + ".xlsx", StandardCharsets.UTF_8)
						.build()
						.toString())
			.body(sheet.toByteArray());
	}

}
