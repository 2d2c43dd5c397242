'use strict';

const SIZE = 50;
const ACTIONS = {
  APPLICATION_OPENED: '发起申报', FORM_SUBMITTED: '提交表单', STATUS_CHANGED: '状态变更', CORRECTION_OPENED: '退回补正',
  CORRECTION_RECEIVED: '提交补正', CORRECTION_LAPSED: '逾期未补正', PERIOD_OPENED: '开始计算期限',
  PERIOD_OVERDUE: '期限届满未办', ELIGIBILITY_CHECKED: '核对申报条件', SCORED: '计算得分',
  LEVEL_RECORDED: '核定等级', EXPENDITURE_COUNTED: '核定投入', SUBSIDY_DECIDED: '核算补贴', SUBSIDY_CONFIRMED: '确认补贴标准',
  AMOUNT_DECIDED: '人工核定金额', SELECTION_MINUTES: '上传会议纪要', SELECTION_DECIDED: '集体决定', NOTICE_OPENED: '发布公示',
  NOTICE_CLOSED: '公示期满', OBJECTION_REGISTERED: '登记异议', OBJECTION_SETTLED: '处理异议', PAYMENT_PREPARED: '编制拨付单',
  PAYMENT_APPROVED: '复核拨付单', PAYMENT_SENT_BACK: '退回拨付单', PAYMENT_RECORDED: '登记拨付', WITHDRAWN: '撤回申请',
  MATERIAL_ADDED: '上传材料', MATERIAL_REPLACED: '替换材料', MATERIAL_WITHDRAWN: '撤回材料', MATERIAL_RESTORED: '恢复材料',
  MATERIAL_JUDGED: '核对材料',
  REVOKED: '撤销申请', DEADLINE_RECOMPUTED: '重算期限', ROUND_SCHEDULED: '设置申报轮次', RELEASE_DEPLOYED: '发布版本',
  TASK_CLAIMED: '认领任务', TASK_RELEASED: '退回任务', TASK_ASSIGNED: '指派任务', TASK_DELEGATED: '委托任务',
  VARIABLES_WRITTEN: '直接写入变量', VARIABLES_REMOVED: '直接删除变量', MESSAGE_SENT: '发送消息', ENGINE_OPERATED: '引擎操作',
  STAGE_NOTICE_PUBLISHED: '发布阶段通知', STAGE_NOTICE_CHANGED: '调整阶段通知', STAGE_ENTERED: '核对阶段准入',
  STAGE_LEFT: '登记阶段结果', PROGRAM_STARTED: '程序启动'
};

const byId = (id) => document.getElementById(id);
const when = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' });
let page = 0;

async function ask(address) {
  const answer = await fetch(address, { headers: { 'X-Requested-With': 'fetch', Accept: 'application/json' } });
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.detail || '查询失败');
  }
  return body;
}

function say(text, kind) {
  byId('message').textContent = text;
  byId('message').className = kind || '';
}

function cell(row, text) {
  row.insertCell().textContent = text === null || text === undefined ? '' : text;
}

function values(row, json) {
  const place = row.insertCell();
  if (!json) {
    return;
  }
  if (json.length <= 80) {
    place.textContent = json;
    return;
  }
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  summary.textContent = json.slice(0, 60) + '…';
  details.append(summary, json);
  place.append(details);
}

async function show() {
  const chain = byId('chain').value.trim();
  const query = new URLSearchParams({ page: String(page), size: String(SIZE) });
  if (chain) {
    query.set('chain', chain);
  }
  try {
    const found = await ask('/api/audit?' + query);
    byId('acts').replaceChildren();
    for (const act of found.acts) {
      const row = byId('acts').insertRow();
      cell(row, act.chain);
      cell(row, act.seq);
      cell(row, when.format(new Date(act.at)));
      cell(row, act.actor || '（程序）');
      cell(row, [act.via, act.source].filter(Boolean).join(' '));
      cell(row, (ACTIONS[act.action] || act.action) + '：' + act.summary);
      cell(row, act.subject);
      values(row, act.before);
      values(row, act.after);
      values(row, act.rule);
    }
    byId('place').textContent = `第 ${page + 1} 页，共 ${found.total} 条`;
    byId('newer').disabled = page === 0;
    byId('older').disabled = (page + 1) * SIZE >= found.total;
  } catch (fault) {
    say(fault.message, 'unsound');
  }
}

async function verify() {
  byId('verify').disabled = true;
  byId('findings').replaceChildren();
  say('正在核验……');
  try {
    const report = await ask('/api/audit/verification');
    say(report.sound ? `核验通过：${report.acts} 条记录、${report.chains} 条链、${report.anchors} 个锚点均相符`
        : `核验发现 ${report.findingCount} 处异常`, report.sound ? 'sound' : 'unsound');
    for (const finding of report.findings) {
      const item = document.createElement('li');
      item.textContent = `${finding.chain || '锚定文件'} #${finding.seq}：${finding.text}`;
      byId('findings').append(item);
    }
  } catch (fault) {
    say(fault.message, 'unsound');
  }
  byId('verify').disabled = false;
}

byId('filter').addEventListener('submit', (event) => {
  event.preventDefault();
  page = 0;
  say('');
  show();
});
byId('verify').addEventListener('click', verify);
byId('newer').addEventListener('click', () => { page -= 1; show(); });
byId('older').addEventListener('click', () => { page += 1; show(); });
show();
