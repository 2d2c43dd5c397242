package cn.huiqi.application.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import cn.huiqi.access.Rights;
import cn.huiqi.application.Rounds;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Rounds over HTTP: read by anybody with an account, set by the bureau.
 */
@RestController
@RequestMapping("/api/programmes/{programme}/rounds")
class RoundController {

	private final Rounds rounds;

	private final Programmes programmes;

	private final Rights rights;

	RoundController(Rounds rounds, Programmes programmes, Rights rights) {
		this.rounds = rounds;
		this.programmes = programmes;
		this.rights = rights;
	}

	@GetMapping
	List<Rounds.Round> list(@PathVariable String programme) {
		return this.rounds.of(known(programme).programme());
	}

	@PostMapping
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void schedule(@PathVariable String programme, @RequestBody RoundRequest round) {
		Programme known = known(programme);
		if (!this.rights.may("set-rounds", known.authority())) {
			throw RefusedException.forbidden("申报轮次由主管部门设置");
		}
		List<Fault> faults = new ArrayList<>();
		if (round.code() == null || !round.code().matches("[A-Za-z0-9-]{1,50}")) {
			faults.add(new Fault("code", "轮次代码为 1 至 50 个字母、数字或连字符"));
		}
		if (round.opens() == null) {
			faults.add(new Fault("opens", "开始日期不能为空"));
		}
		if (round.closes() == null) {
			faults.add(new Fault("closes", "截止日期不能为空"));
		}
		requireThisCentury("opens", round.opens(), faults);
		requireThisCentury("closes", round.closes(), faults);
		if (!faults.isEmpty()) {
			throw RefusedException.invalid(faults);
		}
		this.rounds.schedule(programme,
				new Rounds.Round(round.code(), round.opens(), round.closes(), Boolean.TRUE.equals(round.confirmed())));
	}

	private static void requireThisCentury(String field, @Nullable LocalDate day, List<Fault> faults) {
		if (day != null && (day.getYear() < 2000 || day.getYear() > 2100)) {
			faults.add(new Fault(field, "年份应在 2000 至 2100 之间"));
		}
	}

	private Programme known(String programme) {
		return this.programmes.find(programme).orElseThrow(() -> RefusedException.notFound("没有项目 " + programme));
	}

	/**
	 * A round to set.
	 */
	record RoundRequest(@Nullable String code, @Nullable LocalDate opens, @Nullable LocalDate closes,
			@Nullable Boolean confirmed) {
	}

}
