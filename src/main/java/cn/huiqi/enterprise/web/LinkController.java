package cn.huiqi.enterprise.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import cn.huiqi.access.Accounts;
import cn.huiqi.access.CurrentUser;
import cn.huiqi.access.Rights;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.enterprise.Links;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets participants declare what ties them to an organisation, and the department note it
 * for others and end it: nobody frees himself.
 */
@RestController
class LinkController {

	private final Links links;

	private final Accounts accounts;

	private final Rights rights;

	private final CurrentUser currentUser;

	LinkController(Links links, Accounts accounts, Rights rights, CurrentUser currentUser) {
		this.links = links;
		this.accounts = accounts;
		this.rights = rights;
		this.currentUser = currentUser;
	}

	@GetMapping("/api/me/links")
	List<LinkView> mine() {
		return this.links.of(caller()).stream().map(LinkView::of).toList();
	}

	@PostMapping("/api/me/links")
	@ResponseStatus(HttpStatus.CREATED)
	LinkView declare(@RequestBody LinkRequest link) {
		return declare(caller(), link);
	}

	@GetMapping("/api/accounts/{account}/links")
	List<LinkView> of(@PathVariable String account) {
		requireMine(account);
		return this.links.of(account).stream().map(LinkView::of).toList();
	}

	@PostMapping("/api/accounts/{account}/links")
	@ResponseStatus(HttpStatus.CREATED)
	LinkView declareFor(@PathVariable String account, @RequestBody LinkRequest link) {
		requireMine(account);
		return declare(account, link);
	}

	@PostMapping("/api/accounts/{account}/links/{link}/end")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void end(@PathVariable String account, @PathVariable long link, @RequestBody EndRequest end) {
		requireMine(account);
		if (account.equals(caller())) {
			throw RefusedException.forbidden("本人的利害关系须由他人核实后解除");
		}
		if (end.reason() == null || end.reason().isBlank() || end.reason().length() > 500 || !isPlain(end.reason())) {
			throw RefusedException.invalid("reason", "解除理由必填，不超过500字");
		}
		this.links.end(account, link, caller(), end.reason().strip());
	}

	private String caller() {
		return this.currentUser.id().orElseThrow(() -> RefusedException.forbidden("需要登录"));
	}

	/** A department looks after the people it works with, an administrator after all. */
	private void requireMine(String account) {
		boolean mine = isPlain(account) && this.accounts.groupsOf(account)
			.stream()
			.anyMatch((group) -> group.contains("-")
					&& this.rights.may("keep-links", group.substring(0, group.indexOf('-'))));
		if (!mine && !this.currentUser.isAdministrator()) {
			throw RefusedException.notFound("没有账号 " + account);
		}
	}

	private LinkView declare(String account, LinkRequest link) {
		List<Fault> faults = new ArrayList<>();
		Links.Kind kind = null;
		for (Links.Kind candidate : Links.Kind.values()) {
			if (candidate.name().equals(link.kind())) {
				kind = candidate;
			}
		}
		if (kind == null) {
			faults.add(new Fault("kind", "关系类型为 EMPLOYED（任职）或 LINKED（其他利害关系）"));
		}
		String organisation = (link.organisation() != null) ? link.organisation().strip() : "";
		if (organisation.isEmpty() || organisation.length() > 200 || !isPlain(organisation)) {
			faults.add(new Fault("organisation", "单位名称必填，不超过200字"));
		}
		String code = (link.creditCode() != null && !link.creditCode().isBlank())
				? link.creditCode().strip().toUpperCase(Locale.ROOT) : null;
		if (code != null && !CreditCode.isValid(code)) {
			faults.add(new Fault("creditCode", "统一社会信用代码校验位不正确，请核对"));
		}
		if (kind == null || !faults.isEmpty()) {
			throw RefusedException.invalid(faults);
		}
		return LinkView.of(this.links.declare(account, kind, (code != null) ? new CreditCode(code) : null, organisation,
				caller()));
	}

	private static boolean isPlain(String text) {
		return text.chars().noneMatch(Character::isISOControl);
	}

	/**
	 * A link to note.
	 */
	record LinkRequest(@Nullable String kind, @Nullable String creditCode, @Nullable String organisation) {
	}

	/**
	 * Why a link ends.
	 */
	record EndRequest(@Nullable String reason) {
	}

	/**
	 * A link.
	 */
	record LinkView(long id, Links.Kind kind, @Nullable String creditCode, String organisation, String declaredBy,
			Instant declaredAt, @Nullable String endedBy, @Nullable Instant endedAt, @Nullable String endReason) {

		static LinkView of(Links.Link link) {
			return new LinkView(link.id(), link.kind(), link.creditCode(), link.organisation(), link.declaredBy(),
					link.declaredAt(), link.endedBy(), link.endedAt(), link.endReason());
		}

	}

}
