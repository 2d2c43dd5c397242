package cn.huiqi.enterprise.web;

import java.util.List;
import java.util.Optional;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.core.CreditCode;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Enterprises;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells callers who they are.
 */
@RestController
class MeController {

	private static final String PREFIX = "enterprise-";

	/** What the groups end with of accounts that apply for an enterprise. */
	private static final String APPLICANT = "-enterprise";

	private final CurrentUser currentUser;

	private final Enterprises enterprises;

	MeController(CurrentUser currentUser, Enterprises enterprises) {
		this.currentUser = currentUser;
		this.enterprises = enterprises;
	}

	@GetMapping("/api/me")
	Me me() {
		return new Me(this.currentUser.id().orElse(""), this.currentUser.groups().stream().sorted().toList(),
				organisation().filter((own) -> isApplicant()).map(MyEnterprise::of).orElse(null),
				organisation().filter((own) -> !isApplicant()).map(MyEnterprise::of).orElse(null));
	}

	private boolean isApplicant() {
		return this.currentUser.groups().stream().anyMatch((group) -> group.endsWith(APPLICANT));
	}

	private Optional<Enterprise> organisation() {
		return this.currentUser.groups()
			.stream()
			.filter((group) -> group.startsWith(PREFIX))
			.map((group) -> group.substring(PREFIX.length()))
			.filter(CreditCode::isValid)
			.findFirst()
			.flatMap((code) -> this.enterprises.find(new CreditCode(code)));
	}

	/**
	 * A caller.
	 *
	 * @param user account
	 * @param groups its groups
	 * @param enterprise the enterprise it applies for
	 * @param organisation the institution it works for, where it applies for no
	 * enterprise
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Me(String user, List<String> groups, @Nullable MyEnterprise enterprise,
			@Nullable MyEnterprise organisation) {
	}

	/**
	 * The caller's enterprise or institution.
	 */
	record MyEnterprise(String creditCode, String name, @Nullable String district) {

		static MyEnterprise of(Enterprise enterprise) {
			return new MyEnterprise(enterprise.creditCode().value(), enterprise.name(), enterprise.district());
		}

	}

}
