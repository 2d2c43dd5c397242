package cn.huiqi.journey.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

import cn.huiqi.access.Rights;
import cn.huiqi.core.RefusedException;
import cn.huiqi.core.WorkCalendar;
import cn.huiqi.journey.StageNotices;
import cn.huiqi.programme.Programme;
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
 * Notices that open stages: read by anybody with an account, published by the bureau.
 */
@RestController
@RequestMapping("/api/programmes/{programme}/stage-notices")
class StageNoticeController {

	private final StageNotices notices;

	private final Programmes programmes;

	private final Rights rights;

	private final Clock clock;

	StageNoticeController(StageNotices notices, Programmes programmes, Rights rights, Clock clock) {
		this.notices = notices;
		this.programmes = programmes;
		this.rights = rights;
		this.clock = clock;
	}

	@GetMapping
	NoticesView list(@PathVariable String programme) {
		Programme known = known(programme);
		return new NoticesView(this.rights.may("keep-stage-notices", known.authority()),
				known.stages()
					.stream()
					.map((stage) -> new StageView(stage.key(), stage.name(), stage.forms()))
					.toList(),
				this.notices.of(programme).stream().map((notice) -> view(known, notice)).toList());
	}

	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	NoticeView publish(@PathVariable String programme, @RequestBody NoticeRequest request) {
		Programme known = kept(programme);
		return view(known, this.notices.publish(programme, request.with(request.code())));
	}

	@PutMapping("/{code}")
	NoticeView change(@PathVariable String programme, @PathVariable String code, @RequestBody NoticeRequest request) {
		Programme known = kept(programme);
		return view(known, this.notices.change(programme, request.with(code)));
	}

	private Programme kept(String programme) {
		Programme known = known(programme);
		if (!this.rights.may("keep-stage-notices", known.authority())) {
			throw RefusedException.forbidden("阶段通知由主管部门发布");
		}
		return known;
	}

	private Programme known(String programme) {
		return this.programmes.find(programme).orElseThrow(() -> RefusedException.notFound("没有项目 " + programme));
	}

	private NoticeView view(Programme programme, StageNotices.Published notice) {
		String stageName = programme.stages()
			.stream()
			.filter((stage) -> stage.key().equals(notice.stage()))
			.map(Programme.Stage::name)
			.findFirst()
			.orElse(notice.stage());
		LocalDate today = WorkCalendar.dayOf(this.clock.instant());
		String state = notice.isOpenOn(today) ? "OPEN" : notice.opens().isAfter(today) ? "UPCOMING" : "CLOSED";
		return new NoticeView(notice.code(), notice.stage(), stageName, notice.title(), notice.documentNumber(),
				notice.opens(), notice.closes(), notice.form(), notice.confirmed(), state);
	}

	/**
	 * The notices of a programme.
	 *
	 * @param mayPublish whether the caller may publish and change them
	 * @param stages stages there are
	 * @param items the notices, the one that opens first first
	 */
	record NoticesView(boolean mayPublish, List<StageView> stages, List<NoticeView> items) {
	}

	/**
	 * A stage.
	 */
	record StageView(String key, String name, List<String> forms) {
	}

	/**
	 * A notice.
	 *
	 * @param state {@code UPCOMING}, {@code OPEN} or {@code CLOSED} today
	 */
	record NoticeView(String code, String stage, String stageName, String title, String documentNumber, LocalDate opens,
			LocalDate closes, @Nullable String form, boolean confirmed, String state) {
	}

	/**
	 * A notice to publish, or as it is to be.
	 */
	record NoticeRequest(@Nullable String code, @Nullable String stage, @Nullable String title,
			@Nullable String documentNumber, @Nullable LocalDate opens, @Nullable LocalDate closes,
			@Nullable String form) {

		StageNotices.Notice with(@Nullable String code) {
			return new StageNotices.Notice(code, this.stage, this.title, this.documentNumber, this.opens, this.closes,
					(this.form == null || this.form.isBlank()) ? null : this.form);
		}

	}

}
