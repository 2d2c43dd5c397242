package cn.huiqi.application.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Optional;
import java.util.stream.Collectors;

import cn.huiqi.access.Rights;
import cn.huiqi.application.Case;
import cn.huiqi.application.CaseDuties;
import cn.huiqi.application.CaseTies;
import cn.huiqi.application.Cases;
import cn.huiqi.application.Engagements;
import cn.huiqi.core.RefusedException;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.enterprise.Institution;
import cn.huiqi.enterprise.Links;
import cn.huiqi.workflow.FormField;
import cn.huiqi.workflow.FormSchema;
import cn.huiqi.workflow.Submission;
import cn.huiqi.workflow.SubmissionListener;
import cn.huiqi.workflow.TaskRules;

import org.springframework.stereotype.Component;

/**
 * Keeps the duties of a case with different people, and people away from the cases of
 * those they are tied to. It asks what somebody has done, not what groups he is in now.
 */
@Component
class DutySeparation implements TaskRules, SubmissionListener, CaseTies {

	private static final String DECLARE = "declare";

	/** What the enterprise, or who works for it, does in its own case. */
	private static final Set<String> OF_PARTIES = Set.of(DECLARE, "report");

	/**
	 * Custom property of a form's field that names an organisation with a part in the
	 * case.
	 */
	private static final String PARTY = "party";

	private final Rights rights;

	private final Cases cases;

	private final CaseDuties duties;

	private final Links links;

	private final Engagements engagements;

	DutySeparation(Rights rights, Cases cases, CaseDuties duties, Links links, Engagements engagements) {
		this.rights = rights;
		this.cases = cases;
		this.duties = duties;
		this.links = links;
		this.engagements = engagements;
	}

	@Override
	public boolean isDuty(String duty) {
		return this.rights.isDuty(duty);
	}

	@Override
	public void requireMayDo(Work work) {
		if (work.duty().isEmpty()) {
			// from a release made before tasks had duties
			return;
		}
		if (!work.administrator() && !this.rights.mayDo(work.duty(), work.groups())) {
			throw RefusedException.forbidden("您的角色不能办理此类任务");
		}
		if (!work.administrator()) {
			requireEngaged(work.applicationNumber(), work.duty(), work.groups());
		}
		requireApart(work.applicationNumber(), work.account(), work.duty());
		this.cases.find(work.applicationNumber())
			.filter((application) -> !OF_PARTIES.contains(work.duty()))
			.ifPresent((application) -> requireNoTie(work.account(), work.groups(), application));
	}

	/**
	 * In a case with an engaged institution of a kind nobody else is one of that kind;
	 * and an institution that was engaged for the enterprise as one kind is of no other
	 * there.
	 */
	private void requireEngaged(String applicationNumber, String duty, Collection<String> groups) {
		Case application = groups.stream().anyMatch((group) -> kindOf(group).isPresent())
				? this.cases.find(applicationNumber).orElse(null) : null;
		if (application == null) {
			return;
		}
		List<Engagements.Engagement> engagements = this.engagements.forEnterprise(application.creditCode());
		List<Engagements.Engagement> standing = engagements.stream()
			.filter((engagement) -> engagement.replacedAt() == null
					&& engagement.applicationNumber().equals(applicationNumber))
			.toList();
		List<Engagements.Engagement> own = engagements.stream()
			.filter((engagement) -> groups.contains(engagement.group()))
			.toList();
		List<String> left = groups.stream()
			.filter((group) -> kindOf(group)
				.map((kind) -> own.stream().allMatch((engagement) -> engagement.kind() == kind)
						&& (own.stream().anyMatch(standing::contains)
								|| standing.stream().noneMatch((engagement) -> engagement.kind() == kind)))
				.orElse(true))
			.toList();
		if (!this.rights.mayDo(duty, left)) {
			throw RefusedException.forbidden(own.isEmpty() || own.stream().anyMatch(standing::contains) ? own.stream()
				.findFirst()
				.map((engagement) -> "贵机构是%s的%s，不能办理此类任务".formatted(application.enterpriseName(),
						engagement.kind().label()))
				.orElse("本申请已委托%s，只能由受托机构的账号办理".formatted(standing.stream()
					.map((engagement) -> "%s（%s）".formatted(engagement.name(), engagement.kind().label()))
					.collect(Collectors.joining("、")))) : "贵机构已不是本申请的受托机构，不能办理此类任务");
		}
	}

	/** What the members of a group are by their role. */
	private static Optional<Institution.Kind> kindOf(String group) {
		int dash = group.lastIndexOf('-');
		return (dash < 0) ? Optional.empty() : Institution.Kind.of(group.substring(dash + 1));
	}

	private void requireApart(String applicationNumber, String account, String duty) {
		this.rights.reasonAgainst(duty, this.duties.dutiesOf(applicationNumber, account)).ifPresent((reason) -> {
			throw RefusedException.forbidden(reason);
		});
	}

	@Override
	public void requireNoTie(String account, Collection<String> groups, Case application) {
		boolean ofEnterprise = groups.contains(Enterprise.groupOf(application.creditCode()))
				|| this.duties.casesOf(account, DECLARE)
					.stream()
					.map(this.cases::get)
					.anyMatch((other) -> other.creditCode().equals(application.creditCode()));
		if (ofEnterprise) {
			throw RefusedException.forbidden("您代表或曾代表申报企业%s办理申报，不能办理其申请，请回避".formatted(application.enterpriseName()));
		}
		List<String> organisations = new ArrayList<>(this.duties.parties(application.number()));
		// whoever is engaged is tied to himself
		this.engagements.of(application.number())
			.stream()
			.filter((engagement) -> groups.contains(engagement.group()))
			.forEach((engagement) -> organisations.remove(engagement.name()));
		organisations.add(application.enterpriseName());
		this.links.of(account)
			.stream()
			.filter((link) -> link.ties(application.creditCode(), organisations))
			.findFirst()
			.ifPresent((link) -> {
				throw RefusedException.forbidden("您与%s有已登记的%s，不能办理其申请，请回避".formatted(link.organisation(),
						(link.kind() == Links.Kind.EMPLOYED) ? "任职关系" : "利害关系"));
			});
	}

	@Override
	public void offered(String applicationNumber, String taskKey, String account) {
		this.duties.noteOffer(applicationNumber, account, taskKey);
	}

	@Override
	public void accept(Submission submission) {
		String number = submission.task().applicationNumber();
		if (submission.submittedBy() != null && !submission.task().duty().isEmpty()) {
			// once more, now that no other submission of the case goes on at the same
			// time
			requireApart(number, submission.submittedBy(), submission.task().duty());
			this.duties.note(number, submission.submittedBy(), submission.task().duty(), submission.task().taskKey());
		}
		noteParties(number, submission.task().form(), submission.answers());
	}

	private void noteParties(String number, FormSchema form, Map<?, ?> answers) {
		for (FormField field : form.fields()) {
			String party = field.property(PARTY);
			Object answer = answers.get(field.key());
			if (party != null && answer instanceof String name) {
				this.duties.noteParty(number, party, name);
			}
			else if (field.rows() != null && answer instanceof List<?> rows) {
				rows.forEach((row) -> noteParties(number, field.rows().columns(), (Map<?, ?>) row));
			}
		}
	}

}
