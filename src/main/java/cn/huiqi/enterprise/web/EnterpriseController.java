package cn.huiqi.enterprise.web;

import java.util.ArrayList;
import java.util.List;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.access.Rights;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.enterprise.Links;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets an administrator register enterprises and a bureau put them on its programme's
 * roster.
 */
@RestController
@RequestMapping("/api/enterprises/{creditCode}")
class EnterpriseController {

	private final Enterprises enterprises;

	private final Programmes programmes;

	private final Links links;

	private final Rights rights;

	private final CurrentUser currentUser;

	EnterpriseController(Enterprises enterprises, Programmes programmes, Links links, Rights rights,
			CurrentUser currentUser) {
		this.enterprises = enterprises;
		this.programmes = programmes;
		this.links = links;
		this.rights = rights;
		this.currentUser = currentUser;
	}

	@PutMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void register(@PathVariable String creditCode, @RequestBody Registration registration) {
		if (!this.currentUser.isAdministrator()) {
			throw RefusedException.forbidden("企业由系统管理员登记");
		}
		List<Fault> faults = new ArrayList<>();
		if (!CreditCode.isValid(creditCode)) {
			faults.add(new Fault("creditCode", "统一社会信用代码校验位不正确，请核对"));
		}
		require("name", registration.name(), 200, faults);
		require("legalRepresentative", registration.legalRepresentative(), 100, faults);
		require("address", registration.address(), 300, faults);
		if (!faults.isEmpty()) {
			throw RefusedException.invalid(faults);
		}
		this.enterprises.register(new Enterprise(new CreditCode(creditCode), registration.name(),
				registration.legalRepresentative(), registration.address(), registration.district()));
	}

	@PutMapping("/rosters/{programme}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void putOnRoster(@PathVariable String creditCode, @PathVariable String programme) {
		Programme known = this.programmes.find(programme)
			.orElseThrow(() -> RefusedException.notFound("没有项目 " + programme));
		if (!this.rights.may("keep-roster", known.authority())) {
			throw RefusedException.forbidden("拟改造企业名单由主管部门维护");
		}
		Enterprise enterprise = CreditCode.isValid(creditCode)
				? this.enterprises.find(new CreditCode(creditCode)).orElse(null) : null;
		if (enterprise == null) {
			throw RefusedException.notFound("该统一社会信用代码的企业未登记");
		}
		String caller = this.currentUser.id().orElse("");
		if (this.currentUser.isIn(enterprise.group()) || this.links.of(caller)
			.stream()
			.anyMatch((link) -> link.ties(enterprise.creditCode(), List.of(enterprise.name())))) {
			throw RefusedException.forbidden("您与该企业有已登记的关系，请回避");
		}
		this.enterprises.putOnRoster(enterprise.creditCode(), programme);
	}

	private static void require(String field, @Nullable String value, int maxLength, List<Fault> faults) {
		if (value == null || value.isBlank() || value.length() > maxLength) {
			faults.add(new Fault(field, "必填，不超过" + maxLength + "字"));
		}
	}

	/**
	 * What is registered.
	 */
	record Registration(String name, String legalRepresentative, String address, @Nullable String district) {
	}

}
