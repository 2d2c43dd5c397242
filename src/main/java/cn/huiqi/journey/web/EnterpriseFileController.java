package cn.huiqi.journey.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import cn.huiqi.application.Case;
import cn.huiqi.application.CaseDuties;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.core.RefusedException;
import cn.huiqi.journey.EnterpriseFiles;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The enterprise's file over HTTP: for those who see at least one of its cases, and of
 * these only.
 */
@RestController
class EnterpriseFileController {

	private final EnterpriseFiles files;

	EnterpriseFileController(EnterpriseFiles files) {
		this.files = files;
	}

	@GetMapping("/api/enterprises/{creditCode}/file")
	FileView file(@PathVariable String creditCode) {
		return this.files.of(creditCode)
			.map(FileView::of)
			.orElseThrow(() -> RefusedException.notFound("没有企业 %s 的档案".formatted(creditCode)));
	}

	/**
	 * The file.
	 */
	record FileView(String creditCode, String name, @Nullable String district, @Nullable Integer level,
			List<String> rosters, List<CaseView> cases) {

		static FileView of(EnterpriseFiles.File file) {
			return new FileView(file.creditCode(), file.name(), file.district(), file.level(), file.rosters(),
					file.chapters().stream().map(CaseView::of).toList());
		}

	}

	/**
	 * One case; money in yuan with two decimals.
	 */
	record CaseView(String number, String programme, String programmeName, @Nullable String district, CaseStatus status,
			String round, Instant startedAt, @Nullable Integer selfLevel, @Nullable BigDecimal score,
			@Nullable Integer level, @Nullable String declaredAmount, @Nullable String countedAmount,
			@Nullable String subsidyAmount, @Nullable String paidAmount, List<CaseDuties.Party> parties,
			List<EnterpriseFiles.Correction> corrections, List<EnterpriseFiles.Row> rows) {

		static CaseView of(EnterpriseFiles.Chapter chapter) {
			Case one = chapter.application();
			Case.Figures figures = one.figures();
			return new CaseView(one.number(), one.programme(), chapter.programmeName(), chapter.district(),
					one.status(), one.round(), one.startedAt(), figures.selfLevel(), figures.score(), figures.level(),
					money(figures.declaredAmount()), money(figures.countedAmount()), money(figures.subsidyAmount()),
					money(figures.paidAmount()), chapter.parties(), chapter.corrections(), chapter.rows());
		}

		private static @Nullable String money(@Nullable BigDecimal amount) {
			return (amount != null) ? amount.setScale(2).toPlainString() : null;
		}

	}

}
