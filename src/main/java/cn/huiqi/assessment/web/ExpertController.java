package cn.huiqi.assessment.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.access.Rights;
import cn.huiqi.assessment.Expert;
import cn.huiqi.assessment.Experts;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.programme.Programmes;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets a department keep its register of experts.
 */
@RestController
@RequestMapping("/api/authorities/{authority}/experts")
class ExpertController {

	private static final Pattern FIELD = Pattern.compile("\\*|[A-Za-z0-9][A-Za-z0-9_-]{0,49}");

	private static final int MOST_FIELDS = 18;

	private final Experts experts;

	private final Programmes programmes;

	private final Rights rights;

	private final CurrentUser currentUser;

	ExpertController(Experts experts, Programmes programmes, Rights rights, CurrentUser currentUser) {
		this.experts = experts;
		this.programmes = programmes;
		this.rights = rights;
		this.currentUser = currentUser;
	}

	@GetMapping
	List<ExpertView> register(@PathVariable String authority) {
		requireMine(authority);
		return this.experts.of(authority).stream().map(ExpertView::of).toList();
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	ExpertView add(@PathVariable String authority, @RequestBody ExpertRequest request) {
		requireMine(authority);
		Expert expert = request.toExpert(authority, request.account());
		this.experts.register(expert);
		return ExpertView.of(expert);
	}

	@PutMapping("/{account}")
	ExpertView change(@PathVariable String authority, @PathVariable String account,
			@RequestBody ExpertRequest request) {
		requireMine(authority);
		Expert expert = request.toExpert(authority, account);
		this.experts.change(expert);
		return ExpertView.of(expert);
	}

	private void requireMine(String authority) {
		boolean mine = this.programmes.authorities().contains(authority)
				&& (this.currentUser.isAdministrator() || this.rights.may("keep-experts", authority));
		if (!mine) {
			throw RefusedException.notFound("没有主管部门 " + authority);
		}
	}

	/**
	 * What is to be registered.
	 */
	record ExpertRequest(@Nullable String account, @Nullable String name, @Nullable String employer,
			@Nullable String employerCode, @Nullable List<@Nullable String> fields, @Nullable String validFrom,
			@Nullable String validUntil) {

		Expert toExpert(String authority, @Nullable String of) {
			List<Fault> faults = new ArrayList<>();
			String account = text("account", "账号", of, 255, faults);
			String expert = text("name", "姓名", this.name, 100, faults);
			String where = text("employer", "工作单位", this.employer, 200, faults);
			String code = (this.employerCode != null && !this.employerCode.isBlank())
					? this.employerCode.strip().toUpperCase(Locale.ROOT) : null;
			if (code != null && !CreditCode.isValid(code)) {
				faults.add(new Fault("employerCode", "统一社会信用代码校验位不正确，请核对"));
			}
			List<String> keys = new ArrayList<>();
			if (this.fields != null) {
				this.fields.stream().map(String::valueOf).distinct().forEach(keys::add);
			}
			if (keys.isEmpty() || keys.size() > MOST_FIELDS
					|| !keys.stream().allMatch((key) -> FIELD.matcher(key).matches())) {
				faults.add(new Fault("fields", "评审领域为 1 至 %d 个领域代码，全部领域填 *".formatted(MOST_FIELDS)));
			}
			LocalDate from = day("validFrom", this.validFrom, faults);
			LocalDate until = day("validUntil", this.validUntil, faults);
			if (this.validFrom == null) {
				faults.add(new Fault("validFrom", "聘期起始日必填，如 2025-01-01"));
			}
			if (from != null && until != null && until.isBefore(from)) {
				faults.add(new Fault("validUntil", "聘期截止日不能早于起始日"));
			}
			if (from == null || !faults.isEmpty()) {
				throw RefusedException.invalid(faults);
			}
			return new Expert(authority, account, expert, where, code, keys, from, until);
		}

		private static String text(String field, String label, @Nullable String value, int most, List<Fault> faults) {
			String text = (value != null) ? value.strip() : "";
			if (text.isEmpty() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
				faults.add(new Fault(field, "%s必填，不超过%d字".formatted(label, most)));
			}
			return text;
		}

		private static @Nullable LocalDate day(String field, @Nullable String value, List<Fault> faults) {
			try {
				LocalDate day = (value != null && !value.isBlank()) ? LocalDate.parse(value) : null;
				if (day != null && (day.getYear() < 1900 || day.getYear() > 2999)) {
					faults.add(new Fault(field, "日期超出范围"));
				}
				return day;
			}
			catch (DateTimeParseException ex) {
				faults.add(new Fault(field, "日期格式为 yyyy-MM-dd"));
				return null;
			}
		}

	}

	/**
	 * An expert.
	 */
	record ExpertView(String account, String name, String employer, @Nullable String employerCode, List<String> fields,
			LocalDate validFrom, @Nullable LocalDate validUntil) {

		static ExpertView of(Expert expert) {
			return new ExpertView(expert.account(), expert.name(), expert.employer(), expert.employerCode(),
					expert.fields(), expert.validFrom(), expert.validUntil());
		}

	}

}
