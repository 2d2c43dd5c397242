package cn.huiqi.reporting;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cn.huiqi.application.Case;
import cn.huiqi.application.CaseStatus;
import cn.huiqi.application.Cases;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.document.SheetReader;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The book of reference lists.
 */
@Service
@Transactional
class ReferenceBook implements ReferenceLists {

	private static final int MOST_ROWS = 5000;

	private static final int MOST_COLUMNS = 20;

	private static final int MOST_FAULTS = 200;

	private static final String NAME = "企业名称";

	private static final String DISTRICT = "所属区县";

	private static final String SECTOR = "行业";

	/** Not passed on by a district, or over without having been. */
	private static final Set<CaseStatus> NOT_REPORTED = Set.of(CaseStatus.DECLARING, CaseStatus.UNDER_REVIEW,
			CaseStatus.CORRECTING, CaseStatus.REJECTED, CaseStatus.LAPSED, CaseStatus.WITHDRAWN, CaseStatus.REVOKED);

	private final ReferenceRecords records;

	private final Programmes programmes;

	private final Cases cases;

	private final AuditLog audit;

	private final ApplicationEventPublisher events;

	private final Clock clock;

	ReferenceBook(ReferenceRecords records, Programmes programmes, Cases cases, AuditLog audit,
			ApplicationEventPublisher events, Clock clock) {
		this.records = records;
		this.programmes = programmes;
		this.cases = cases;
		this.audit = audit;
		this.events = events;
		this.clock = clock;
	}

	@Override
	public int replace(String programme, InputStream workbook, @Nullable String importedBy) throws IOException {
		List<SheetReader.Row> rows = SheetReader.read(workbook, MOST_ROWS, MOST_COLUMNS);
		int header = 0;
		while (header < rows.size() && !rows.get(header).cells().containsAll(List.of(NAME, DISTRICT, SECTOR))) {
			header++;
		}
		if (header == rows.size()) {
			throw RefusedException.invalid("file", "没有找到含有“企业名称”“所属区县”“行业”的表头");
		}
		List<String> columns = rows.get(header).cells();
		Map<String, String> areas = new HashMap<>();
		for (Programme.Area area : this.programmes.get(programme).areas()) {
			areas.put(area.name(), area.code());
		}
		List<Fault> faults = new ArrayList<>();
		Map<String, Integer> seen = new HashMap<>();
		List<ReferenceRecord> listed = new ArrayList<>();
		Instant now = this.clock.instant();
		for (SheetReader.Row row : rows.subList(header + 1, rows.size())) {
			String where = "rows[%d].".formatted(row.number());
			String name = row.cell(columns.indexOf(NAME));
			String district = row.cell(columns.indexOf(DISTRICT));
			String sector = row.cell(columns.indexOf(SECTOR));
			int before = faults.size();
			requireText(where + "name", row, NAME, name, 200, faults);
			requireText(where + "sector", row, SECTOR, sector, 100, faults);
			if (!areas.containsKey(district)) {
				faults.add(new Fault(where + "district", "第%d行的所属区县“%s”不在本项目的区县中".formatted(row.number(), district)));
			}
			Integer first = seen.putIfAbsent(key(name), row.number());
			if (first != null && !name.isEmpty()) {
				faults.add(new Fault(where + "name", "第%d行与第%d行的企业名称重复".formatted(row.number(), first)));
			}
			if (faults.size() == before) {
				listed.add(new ReferenceRecord(programme, listed.size() + 1, name, areas.get(district), sector, now,
						importedBy));
			}
		}
		if (listed.isEmpty() && faults.isEmpty()) {
			faults.add(new Fault("file", "表中没有企业"));
		}
		if (!faults.isEmpty()) {
			throw RefusedException.invalid(faults.subList(0, Math.min(MOST_FAULTS, faults.size())));
		}
		int former = this.records.clear(programme);
		listed.forEach(this.records::save);
		this.audit
			.record(Act.on(null, AuditAction.REFERENCE_LIST_REPLACED, programme, "参考名单 %d 家企业".formatted(listed.size()))
				.before(Map.of("enterprises", former))
				.after(Map.of("enterprises", listed.size())));
		this.events.publishEvent(new ReportingEvent.ListReplaced(programme));
		return listed.size();
	}

	private static void requireText(String field, SheetReader.Row row, String column, String text, int most,
			List<Fault> faults) {
		if (text.isEmpty() || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
			faults.add(new Fault(field, "第%d行的%s必填，不超过%d字".formatted(row.number(), column, most)));
		}
	}

	@Override
	@Transactional(readOnly = true)
	public List<Listed> of(String programme) {
		Map<String, Case> applied = new LinkedHashMap<>();
		for (Case one : this.cases.inProgramme(programme)) {
			// the latest, unless an earlier one got further
			applied.merge(key(one.enterpriseName()), one,
					(first, second) -> (isReported(first) && !isReported(second)) ? first : second);
		}
		return this.records.findByProgrammeOrderByRowNo(programme).stream().map((record) -> {
			Case one = applied.get(key(record.enterpriseName()));
			return record.toListed((one != null) ? one.number() : null, one != null && isReported(one));
		}).toList();
	}

	private static boolean isReported(Case one) {
		return !NOT_REPORTED.contains(one.status());
	}

	/** Brackets are typed in two ways. */
	private static String key(String name) {
		return name.replaceAll("\\s", "").replace('（', '(').replace('）', ')');
	}

}
