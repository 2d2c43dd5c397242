package cn.huiqi.application;

import java.util.List;
import java.util.Optional;

import cn.huiqi.core.Fault;
import cn.huiqi.enterprise.Enterprise;
import cn.huiqi.programme.Programme;
import org.jspecify.annotations.Nullable;

/**
 * Opens applications and leads them through their transitions. For the models: people and
 * other systems reach it through the engine only.
 */
public interface Applications {

	/**
	 * Opens an application in the round that is open today.
	 * @param opening what was asked
	 * @param faults receives what stands against it
	 * @return the application, empty if anything stands against it
	 */
	Optional<Case> open(Opening opening, List<Fault> faults);

	/** The application a caller opened under this reference of its own. */
	Optional<Case> findByReference(String startedBy, String externalReference);

	/** Keeps a submission. */
	void keep(String number, Submissions.Stored submission);

	/** Moves the case to another status. */
	void moveTo(String number, CaseStatus status);

	/** Notes that the case has come to a stage. */
	void enterStage(String number, String visit, String stage, String activity);

	/** Notes that it has left it. */
	void leaveStage(String visit, String outcome);

	/** Replaces the conditions found not to hold. */
	void recordReasons(String number, List<CaseFile.Reason> reasons);

	/** Replaces what reviewers are to look at. */
	void recordAdvice(String number, List<CaseFile.Reason> advice);

	/** Counts a return to the enterprise. */
	void returnForCorrection(String number);

	/** Notes why the case was closed from outside. */
	void giveClosingReason(String number, String reason);

	/**
	 * What is asked for.
	 *
	 * @param programme programme
	 * @param enterprise enterprise, already found to be registered
	 * @param district area, null where the programme has none
	 * @param contact whom to ask
	 * @param externalReference reference of the caller's own, null if none
	 * @param startedBy account
	 */
	record Opening(Programme programme, Enterprise enterprise, @Nullable String district, Case.Contact contact,
			@Nullable String externalReference, String startedBy) {
	}

}
