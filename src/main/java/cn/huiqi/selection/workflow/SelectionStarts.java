package cn.huiqi.selection.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import cn.huiqi.access.CurrentUser;
import cn.huiqi.access.Rights;
import cn.huiqi.application.Case;
import cn.huiqi.application.CaseTies;
import cn.huiqi.application.Rounds;
import cn.huiqi.audit.Act;
import cn.huiqi.audit.AuditAction;
import cn.huiqi.audit.AuditLog;
import cn.huiqi.core.Fault;
import cn.huiqi.core.RefusedException;
import cn.huiqi.programme.Programme;
import cn.huiqi.programme.Programmes;
import cn.huiqi.selection.Selections;
import cn.huiqi.workflow.ProcessVariables;
import cn.huiqi.workflow.StartListener;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Begins the selection of a round, once all its applications wait for it, are over, or
 * are left out with a reason; or that of a batch at one stage, for those that wait for
 * it.
 */
@Component
class SelectionStarts implements StartListener {

	private final Selections selections;

	private final Programmes programmes;

	private final Rounds rounds;

	private final SelectionCases cases;

	private final Rights rights;

	private final CaseTies ties;

	private final CurrentUser currentUser;

	private final AuditLog audit;

	SelectionStarts(Selections selections, Programmes programmes, Rounds rounds, SelectionCases cases, Rights rights,
			CaseTies ties, CurrentUser currentUser, AuditLog audit) {
		this.selections = selections;
		this.programmes = programmes;
		this.rounds = rounds;
		this.cases = cases;
		this.rights = rights;
		this.ties = ties;
		this.currentUser = currentUser;
		this.audit = audit;
	}

	@Override
	public boolean supports(String processKey) {
		return processKey.equals(Selections.PROCESS);
	}

	@Override
	public Opened open(Request request, List<Fault> faults) {
		String code = (String) request.answers().get("programme");
		String round = (String) request.answers().get("round");
		String stage = (String) request.answers().get("stage");
		String batch = (String) request.answers().get("batch");
		if (code == null || !faults.isEmpty()) {
			return new Opened("", Map.of());
		}
		Optional<Programme> programme = this.programmes.find(code);
		if (programme.isEmpty()) {
			faults.add(new Fault("programme", "没有项目 %s；现有项目：%s".formatted(code,
					this.programmes.all().stream().map(Programme::programme).collect(Collectors.joining("、")))));
			return new Opened("", Map.of());
		}
		if (!this.rights.may("start-selection", programme.get().authority())) {
			throw RefusedException.forbidden("只有主管部门可以开始遴选");
		}
		requireKnown(programme.get(), round, stage, batch, faults);
		if (!faults.isEmpty()) {
			return new Opened("", Map.of());
		}
		Selections.Key opened = new Selections.Key(code, stage,
				(batch != null) ? batch : Objects.requireNonNull(round));
		String key = opened.value();
		if (!opened.isValid()) {
			faults.add(new Fault((batch != null) ? "batch" : "round",
					"项目、环节和批次代码合计不超过%d个字符".formatted(Selections.LONGEST_KEY)));
			return new Opened("", Map.of());
		}
		if (this.selections.of(key).isPresent()) {
			throw RefusedException.conflict((batch != null) ? "batch" : "round",
					(stage != null) ? "该环节本批次的决定已经开始，每个批次只决定一次" : "本轮的遴选已经开始，每个轮次只遴选一次");
		}
		List<Case> open = this.cases.concerned(opened);
		if (request.startedBy() != null) {
			open.forEach((application) -> this.ties.requireNoTie(request.startedBy(), this.currentUser.groups(),
					application));
		}
		Map<String, String> excluded = excluded(request, open, faults);
		requireAllWaiting(opened, open, excluded, faults);
		if (!faults.isEmpty()) {
			return new Opened("", Map.of());
		}
		this.selections.begin(opened, excluded, request.startedBy());
		this.audit.record(Act
			.on(key, AuditAction.SELECTION_OPENED, key,
					"开始遴选：%s，%d 份申请参加".formatted(this.selections.of(key).orElseThrow().title(programme.get()),
							open.size() - excluded.size()))
			.after(Map.of("programme", code, "stage", (stage != null) ? stage : "", "round", opened.batch(), "excluded",
					excluded)));
		Map<String, Object> variables = new LinkedHashMap<>();
		variables.put(ProcessVariables.PROGRAMME.name(), code);
		variables.put(ProcessVariables.ROUND.name(), opened.batch());
		variables.put(ProcessVariables.BUREAU_GROUP.name(), programme.get().authority() + "-bureau");
		return new Opened(key, variables);
	}

	/**
	 * The selection of a round is for one there is; a batch is whatever cases wait for.
	 */
	private void requireKnown(Programme programme, @Nullable String round, @Nullable String stage,
			@Nullable String batch, List<Fault> faults) {
		if (stage == null && batch != null) {
			faults.add(new Fault("stage", "填写批次的，须同时填写环节"));
		}
		if (stage != null && !programme.stages().isEmpty()
				&& programme.stages().stream().noneMatch((one) -> one.key().equals(stage))) {
			faults.add(new Fault("stage", "「%s」没有环节 %s；现有环节：%s".formatted(programme.name(), stage,
					programme.stages().stream().map(Programme.Stage::key).collect(Collectors.joining("、")))));
		}
		if (round == null && batch == null) {
			faults.add(new Fault("round", "请填写申报轮次"));
		}
		List<Rounds.Round> rounds = this.rounds.of(programme.programme());
		if (round != null && rounds.stream().noneMatch((one) -> one.code().equals(round))) {
			faults.add(new Fault("round", "「%s」没有轮次 %s；现有轮次：%s".formatted(programme.name(), round,
					rounds.stream().map(Rounds.Round::code).collect(Collectors.joining("、")))));
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, String> excluded(Request request, List<Case> open, List<Fault> faults) {
		Map<String, String> excluded = new LinkedHashMap<>();
		List<Map<String, Object>> rows = (List<Map<String, Object>>) request.answers()
			.getOrDefault("excluded", List.of());
		for (int i = 0; i < rows.size(); i++) {
			String number = String.valueOf(rows.get(i).get("applicationNumber"));
			String field = "excluded[%d].applicationNumber".formatted(i + 1);
			if (open.stream().noneMatch((application) -> application.number().equals(number))) {
				faults.add(new Fault(field, "第%d行的申请 %s 不是本次遴选范围内正在办理的申请".formatted(i + 1, number)));
			}
			else if (excluded.put(number, String.valueOf(rows.get(i).get("reason"))) != null) {
				faults.add(new Fault(field, "第%d行的申请 %s 重复".formatted(i + 1, number)));
			}
		}
		return excluded;
	}

	/** All that stand in the way are named together. */
	private void requireAllWaiting(Selections.Key key, List<Case> open, Map<String, String> excluded,
			List<Fault> faults) {
		List<Case> wanted = open.stream().filter((application) -> !excluded.containsKey(application.number())).toList();
		List<Case> early = new ArrayList<>(wanted);
		early.removeIf((application) -> this.cases.isWaiting(key.value(), application.number()));
		early.forEach((application) -> faults.add(new Fault("excluded",
				"申请 %s（%s）尚未进入待遴选环节，须先办结或者说明理由不参加本次遴选".formatted(application.number(), application.enterpriseName()))));
		if (wanted.isEmpty()) {
			faults
				.add((key.stage() != null) ? new Fault("stage", "该环节和批次没有等待决定的申请") : new Fault("round", "本轮没有等待遴选的申请"));
		}
	}

}
