package cn.huiqi.audit;

/**
 * What can be done to a case or to the program: the vocabulary of the log. Names are
 * stored, so they stay.
 */
public enum AuditAction {

	/** An application was opened. */
	APPLICATION_OPENED("发起申报"),
	/** A form was submitted. */
	FORM_SUBMITTED("提交表单"),
	/** The case came to another status. */
	STATUS_CHANGED("状态变更"),
	/** The case was returned for correction. */
	CORRECTION_OPENED("退回补正"),
	/** The enterprise handed in its correction. */
	CORRECTION_RECEIVED("提交补正"),
	/** The correction period was extended. */
	CORRECTION_EXTENDED("延长补正期限"),
	/** The reviewer refused the case while it was being corrected. */
	CORRECTION_REJECTED("补正期间不予通过"),
	/** The correction period ran out. */
	CORRECTION_LAPSED("逾期未补正"),
	/** A period was opened. */
	PERIOD_OPENED("开始计算期限"),
	/** A period ended with what was to be done in it not done. */
	PERIOD_OVERDUE("期限届满未办"),
	/** The eligibility table was asked. */
	ELIGIBILITY_CHECKED("核对申报条件"),
	/** A questionnaire was scored. */
	SCORED("计算得分"),
	/** A level was recorded. */
	LEVEL_RECORDED("核定等级"),
	/** Declared lines of expenditure were held against the rules. */
	LEDGER_CHECKED("核对投入明细"),
	/** Expenditure was counted. */
	EXPENDITURE_COUNTED("核定投入"),
	/** The subsidy was computed. */
	SUBSIDY_DECIDED("核算补贴"),
	/** Rate and cap that are only assumed were confirmed for the case. */
	SUBSIDY_CONFIRMED("确认补贴标准"),
	/** An amount was decided by hand. */
	AMOUNT_DECIDED("人工核定金额"),
	/** The case was put on a public notice. */
	NOTICE_OPENED("发布公示"),
	/** The notice ended with nothing against the case. */
	NOTICE_CLOSED("公示期满"),
	/** Somebody objected. */
	OBJECTION_REGISTERED("登记异议"),
	/** An objection was settled. */
	OBJECTION_SETTLED("处理异议"),
	/** A payment order was prepared. */
	PAYMENT_PREPARED("编制拨付单"),
	/** A payment order was approved. */
	PAYMENT_APPROVED("复核拨付单"),
	/** A payment order was sent back. */
	PAYMENT_SENT_BACK("退回拨付单"),
	/** A payment was recorded. */
	PAYMENT_RECORDED("登记拨付"),
	/** A material was uploaded. */
	MATERIAL_ADDED("上传材料"),
	/** A material was replaced by a newer one. */
	MATERIAL_REPLACED("替换材料"),
	/** A material was withdrawn. */
	MATERIAL_WITHDRAWN("撤回材料"),
	/** A withdrawn material was restored. */
	MATERIAL_RESTORED("恢复材料"),
	/** A material was found in order, or not. */
	MATERIAL_JUDGED("核对材料"),
	/** The selection of a round was begun. */
	SELECTION_OPENED("开始遴选"),
	/** A case came to the selection of its round. */
	SELECTION_JOINED("列入遴选"),
	/** The applications of a round were ranked. */
	SELECTION_RANKED("排定名次"),
	/** It was decided who is selected among equals. */
	SELECTION_TIE_DECIDED("决定并列"),
	/** The minutes of the meeting on a selection were handed in. */
	SELECTION_MINUTES("上传会议纪要"),
	/** The department decided the cases of a selection one by one. */
	SELECTION_DECIDED("集体决定"),
	/** The result of a selection was announced. */
	SELECTION_ANNOUNCED("宣布遴选结果"),
	/** A notice that opens a stage was published. */
	STAGE_NOTICE_PUBLISHED("发布阶段通知"),
	/** A notice that opens a stage was changed. */
	STAGE_NOTICE_CHANGED("调整阶段通知"),
	/** A case was admitted to a stage, or refused. */
	STAGE_ENTERED("核对阶段准入"),
	/** A case left a stage with a result. */
	STAGE_LEFT("登记阶段结果"),
	/** The enterprise withdrew the application. */
	WITHDRAWN("撤回申请"),
	/** The bureau revoked the application. */
	REVOKED("撤销申请"),
	/** A provisional deadline became definite. */
	DEADLINE_RECOMPUTED("重算期限"),
	/** A round was opened or got other days. */
	ROUND_SCHEDULED("设置申报轮次"),
	/** An enterprise was registered, or what is registered of it corrected. */
	ENTERPRISE_REGISTERED("登记企业"),
	/** An enterprise was put on a roster. */
	ROSTER_EXTENDED("列入拟改造企业名单"),
	/** A link between an account and an organisation was put on record. */
	LINK_DECLARED("登记利害关系"),
	/** A link was ended. */
	LINK_ENDED("解除利害关系"),
	/** A register of cases was taken away. */
	REGISTER_EXPORTED("导出汇总表"),
	/** The reference list of enterprises was replaced. */
	REFERENCE_LIST_REPLACED("更新参考名单"),
	/** An expert was put on the register, or what is registered of him changed. */
	EXPERT_REGISTERED("登记专家"),
	/**
	 * An institution was put on a register, or what is registered of it changed or ended.
	 */
	INSTITUTION_REGISTERED("登记第三方机构"),
	/** An institution was engaged in a case. */
	INSTITUTION_ENGAGED("委托第三方机构"),
	/** A panel of experts was opened. */
	PANEL_OPENED("组成评审组"),
	/** An expert was drawn. */
	EXPERT_DRAWN("抽取专家"),
	/** An expert recused himself. */
	EXPERT_RECUSED("专家回避"),
	/** An expert was replaced because his time ran out. */
	EXPERT_REPLACED("更换专家"),
	/** An expert gave his opinion. */
	EXPERT_OPINION("专家出具意见"),
	/** One more expert joins a panel. */
	PANEL_EXTENDED("增补专家"),
	/** A panel came to its result. */
	PANEL_CLOSED("形成评审结论"),
	/** A release was deployed. */
	RELEASE_DEPLOYED("发布版本"),
	/** A task was taken. */
	TASK_CLAIMED("认领任务"),
	/** A task was given back. */
	TASK_RELEASED("退回任务"),
	/** A task was given to somebody. */
	TASK_ASSIGNED("指派任务"),
	/** A task was handed to somebody to do for another. */
	TASK_DELEGATED("委托任务"),
	/** Variables were written past the forms. */
	VARIABLES_WRITTEN("直接写入变量"),
	/** Variables were removed past the forms. */
	VARIABLES_REMOVED("直接删除变量"),
	/** A message or signal was sent into a process past the forms. */
	MESSAGE_SENT("发送消息"),
	/**
	 * Any other act on the engine: modification, deletion, accounts, permissions, jobs.
	 */
	ENGINE_OPERATED("引擎操作"),
	/** The program was started. */
	PROGRAM_STARTED("程序启动");

	private final String label;

	AuditAction(String label) {
		this.label = label;
	}

	/** For people. */
	public String label() {
		return this.label;
	}

}
