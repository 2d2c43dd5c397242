package cn.huiqi.application.workflow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cn.huiqi.access.Rights;
import cn.huiqi.application.Case;
import cn.huiqi.application.CaseDuties;
import cn.huiqi.application.CaseTies;
import cn.huiqi.application.Cases;
import cn.huiqi.core.RefusedException;
import cn.huiqi.enterprise.Enterprise;
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

	DutySeparation(Rights rights, Cases cases, CaseDuties duties, Links links) {
		this.rights = rights;
		this.cases = cases;
		this.duties = duties;
		this.links = links;
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
		requireApart(work.applicationNumber(), work.account(), work.duty());
		this.cases.find(work.applicationNumber())
			.filter((application) -> !OF_PARTIES.contains(work.duty()))
			.ifPresent((application) -> requireNoTie(work.account(), work.groups(), application));
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
