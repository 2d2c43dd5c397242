package cn.huiqi.enterprise.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.access.Rights;
import cn.huiqi.core.CreditCode;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Enterprises;
import cn.huiqi.enterprise.Institution;
import cn.huiqi.enterprise.Institutions;
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
 * Lets a department keep its registers of institutions, and those who work with it read
 * them.
 */
@RestController
@RequestMapping("/api/authorities/{authority}/institutions")
class InstitutionController {

	private static final int LONGEST_BASIS = 500;

	private final Institutions institutions;

	private final Enterprises enterprises;

	private final Programmes programmes;

	private final Rights rights;

	private final CurrentUser currentUser;

	private final Clock clock;

	InstitutionController(Institutions institutions, Enterprises enterprises, Programmes programmes, Rights rights,
			CurrentUser currentUser, Clock clock) {
		this.institutions = institutions;
		this.enterprises = enterprises;
		this.programmes = programmes;
		this.rights = rights;
		this.currentUser = currentUser;
		this.clock = clock;
	}

	@GetMapping
	List<InstitutionView> register(@PathVariable String authority) {
		requireMine(authority, "see-institutions");
		return this.institutions.of(authority).stream().map(this::view).toList();
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	InstitutionView add(@PathVariable String authority, @RequestBody Addition request) {
		requireMine(authority, "keep-institutions");
		List<Fault> faults = new ArrayList<>();
		Institution.Kind kind = Institution.Kind.of(request.kind()).orElse(null);
		if (kind == null) {
			faults.add(new Fault("kind", "机构类型只能是 provider、evaluator 或 auditor"));
		}
		String code = (request.creditCode() != null) ? request.creditCode().strip().toUpperCase(Locale.ROOT) : "";
		boolean sound = CreditCode.isValid(code);
		if (!sound) {
			faults.add(new Fault("creditCode", "统一社会信用代码校验位不正确，请核对"));
		}
		Optional<Enterprise> known = sound ? this.enterprises.find(new CreditCode(code)) : Optional.empty();
		known.map(Enterprise::name)
			.filter((name) -> request.name() != null && !request.name().isBlank()
					&& !name.equals(request.name().strip()))
			.ifPresent((name) -> faults.add(new Fault("name", "该统一社会信用代码已登记的单位是" + name)));
		Enterprise unknown = (sound && known.isEmpty())
				? new Enterprise(new CreditCode(code), text("name", "单位名称", request.name(), 200, faults),
						text("legalRepresentative", "法定代表人", request.legalRepresentative(), 100, faults),
						text("address", "地址", request.address(), 300, faults), null)
				: null;
		Institutions.Validity validity = validity(request.validFrom(), request.validUntil(), request.basis(), faults);
		if (kind == null || validity == null || !faults.isEmpty()) {
			throw RefusedException.invalid(faults);
		}
		Institutions.Entry entry = new Institutions.Entry(authority, kind, new CreditCode(code), validity);
		return view((unknown != null) ? this.institutions.register(unknown, entry) : this.institutions.register(entry));
	}

	@PutMapping("/{id}")
	InstitutionView change(@PathVariable String authority, @PathVariable String id, @RequestBody Change request) {
		requireMine(authority, "keep-institutions");
		List<Fault> faults = new ArrayList<>();
		if (request.endReason() != null) {
			String reason = text("endReason", "终止原因", request.endReason(), LONGEST_BASIS, faults);
			if (request.validFrom() != null || request.validUntil() != null || request.basis() != null) {
				faults.add(Fault.general("终止登记和变更登记请分别办理"));
			}
			if (!faults.isEmpty()) {
				throw RefusedException.invalid(faults);
			}
			return view(this.institutions.end(authority, number(id), reason));
		}
		Institutions.Validity validity = validity(request.validFrom(), request.validUntil(), request.basis(), faults);
		if (validity == null || !faults.isEmpty()) {
			throw RefusedException.invalid(faults);
		}
		return view(this.institutions.change(authority, number(id), validity));
	}

	private void requireMine(String authority, String right) {
		if (!this.programmes.authorities().contains(authority)
				|| !(this.currentUser.isAdministrator() || this.rights.may(right, authority))) {
			throw RefusedException.notFound("没有主管部门 " + authority);
		}
	}

	private static long number(String id) {
		if (!id.matches("[0-9]{1,18}")) {
			throw RefusedException.notFound("名录中没有此项登记");
		}
		return Long.parseLong(id);
	}

	private static Institutions.@Nullable Validity validity(@Nullable String validFrom, @Nullable String validUntil,
			@Nullable String basis, List<Fault> faults) {
		LocalDate from = day("validFrom", validFrom, faults);
		LocalDate until = day("validUntil", validUntil, faults);
		if (validFrom == null || validFrom.isBlank()) {
			faults.add(new Fault("validFrom", "有效期起始日必填，如 2025-01-01"));
		}
		if (from != null && until != null && until.isBefore(from)) {
			faults.add(new Fault("validUntil", "有效期截止日不能早于起始日"));
		}
		String document = text("basis", "入库依据", basis, LONGEST_BASIS, faults);
		return (from != null) ? new Institutions.Validity(from, until, document) : null;
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
			LocalDate day = (value != null && !value.isBlank()) ? LocalDate.parse(value.strip()) : null;
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

	private InstitutionView view(Institution institution) {
		return new InstitutionView(institution.id(), institution.kind().key(), institution.creditCode().value(),
				institution.name(), institution.validFrom(), institution.validUntil(), institution.basis(),
				institution.isValidOn(WorkCalendar.dayOf(this.clock.instant())), institution.endedAt(),
				institution.endReason());
	}

	/**
	 * What is to be put on a register: of an organisation that is registered already,
	 * credit code, days and basis are enough.
	 *
	 * @param kind {@code provider}, {@code evaluator} or {@code auditor}
	 * @param creditCode credit code
	 * @param name registered name
	 * @param legalRepresentative legal representative
	 * @param address registered address
	 * @param validFrom first day
	 * @param validUntil last day, none for no end
	 * @param basis document
	 */
	record Addition(@Nullable String kind, @Nullable String creditCode, @Nullable String name,
			@Nullable String legalRepresentative, @Nullable String address, @Nullable String validFrom,
			@Nullable String validUntil, @Nullable String basis) {
	}

	/**
	 * Other days and another basis, or the reason for which the entry ends now.
	 *
	 * @param validFrom first day
	 * @param validUntil last day, none for no end
	 * @param basis document
	 * @param endReason why it ends, instead of all others
	 */
	record Change(@Nullable String validFrom, @Nullable String validUntil, @Nullable String basis,
			@Nullable String endReason) {
	}

	/**
	 * An entry.
	 *
	 * @param id id
	 * @param kind kind
	 * @param creditCode credit code
	 * @param name registered name
	 * @param validFrom first day
	 * @param validUntil last day, none for no end
	 * @param basis document
	 * @param valid whether the institution may be engaged today
	 * @param endedAt when the entry was ended
	 * @param endReason why
	 */
	record InstitutionView(long id, String kind, String creditCode, String name, LocalDate validFrom,
			@Nullable LocalDate validUntil, String basis, boolean valid, @Nullable Instant endedAt,
			@Nullable String endReason) {
	}

}
