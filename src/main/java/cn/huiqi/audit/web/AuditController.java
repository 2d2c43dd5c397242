package cn.huiqi.audit.web;

import java.util.ArrayList;
import java.util.List;

import cn.huiqi.audit.Actors;
import cn.huiqi.audit.AuditReport;
import cn.huiqi.audit.AuditTrail;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows administrators the audit log and proves it.
 */
@RestController
@RequestMapping("/api/audit")
class AuditController {

	private static final int LARGEST_PAGE = 200;

	private final AuditTrail trail;

	private final Actors actors;

	AuditController(AuditTrail trail, Actors actors) {
		this.trail = trail;
		this.actors = actors;
	}

	@GetMapping
	AuditPage list(@RequestParam(required = false) @Nullable String chain, @RequestParam(defaultValue = "0") int page,
			@RequestParam(defaultValue = "50") int size) {
		requireAdministrator();
		List<Fault> faults = new ArrayList<>();
		if (chain != null && chain.length() > 64) {
			faults.add(new Fault("chain", "不超过 64 个字符"));
		}
		if (page < 0 || page > 1_000_000) {
			faults.add(new Fault("page", "应在 0 至 1000000 之间"));
		}
		if (size < 1 || size > LARGEST_PAGE) {
			faults.add(new Fault("size", "应在 1 至 " + LARGEST_PAGE + " 之间"));
		}
		if (!faults.isEmpty()) {
			throw RefusedException.invalid(faults);
		}
		// no database takes a NUL for a text
		String wanted = (chain == null || chain.isBlank() || chain.indexOf('\0') >= 0) ? null : chain.strip();
		return new AuditPage(this.trail.count(wanted), page, size, this.trail.find(wanted, page, size));
	}

	@GetMapping("/verification")
	Verified verify() {
		requireAdministrator();
		AuditReport report = this.trail.verify();
		return new Verified(report.isSound(), report.acts(), report.chains(), report.anchors(), report.lateAnchors(),
				report.findingCount(), report.findings());
	}

	private void requireAdministrator() {
		if (!this.actors.current().administrator()) {
			throw RefusedException.forbidden("此操作仅限系统管理员");
		}
	}

	/**
	 * A page of the log.
	 *
	 * @param total entries there are
	 * @param page page, from 0
	 * @param size entries per page
	 * @param acts entries, the newest first
	 */
	record AuditPage(long total, int page, int size, List<AuditTrail.Entry> acts) {
	}

	/**
	 * What a check found.
	 *
	 * @param sound whether nothing was found
	 * @param acts entries read
	 * @param chains chains read
	 * @param anchors lines of the anchor file read
	 * @param lateAnchors how many of them were written at a start, after a crash
	 * @param findingCount how many findings there are
	 * @param findings the first of them
	 */
	record Verified(boolean sound, long acts, long chains, long anchors, long lateAnchors, long findingCount,
			List<AuditReport.Finding> findings) {
	}

}
