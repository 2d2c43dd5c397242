import { STATUS, ask, bar, byId, caseAddress, day, element, minute, say, subsidyLabel, yuan } from '/my/common.js';

const creditCode = decodeURIComponent(location.pathname.split('/').pop());
const LEVELS = ['未达到一级', '一级', '二级', '三级', '四级'];
const PARTIES = { provider: '数字化服务商', evaluator: '评测机构', auditor: '审计机构' };

const given = (value) => value !== null && value !== undefined;
const level = (value) => LEVELS[value] || `${value}级`;

function head(file) {
  const shown = [
    ['企业', file.name],
    ['统一社会信用代码', file.creditCode],
    ['区县', file.district],
    ['数字化水平', given(file.level) && level(file.level)],
    ['列入的名单', file.rosters.join('、')]
  ];
  byId('figures').replaceChildren(...shown.filter(([, value]) => value).map(([label, value]) =>
    element('div', {}, element('dt', {}, label), element('dd', {}, value))));
}

function fact(label, value) {
  return value ? element('span', { class: 'fact' }, element('span', { class: 'quiet' }, label), ' ', value) : null;
}

function correction(one) {
  return `第${one.round}次退回 ${minute(one.returnedAt)}`
    + (one.due ? `，截止${day(one.due)} 24时` : '') + `（${one.outcome}${one.closedAt ? ' ' + minute(one.closedAt) : ''}）`;
}

function summary(one) {
  const score = (given(one.score) ? `${Number(one.score).toFixed(2)} 分 ` : '') + (given(one.level) ? level(one.level) : '');
  const parties = {};
  one.parties.forEach((party) => {
    const label = PARTIES[party.party] || '参与单位';
    parties[label] = [...(parties[label] || []), party.name];
  });
  const facts = [
    fact('核定结果', score),
    fact('申报投入', given(one.declaredAmount) && yuan(one.declaredAmount)),
    fact('核定投入', given(one.countedAmount) && yuan(one.countedAmount)),
    fact(subsidyLabel(one), given(one.subsidyAmount) && yuan(one.subsidyAmount)),
    fact('已拨付', given(one.paidAmount) && yuan(one.paidAmount)),
    ...Object.entries(parties).map(([label, names]) => fact(label, names.join('、'))),
    fact('退回', one.corrections.map(correction).join('；'))
  ].filter(Boolean);
  return element('tr', { class: 'case' }, element('th', { colspan: 6, scope: 'rowgroup' },
    element('a', { href: caseAddress(one.number) }, one.number), ' ', one.programmeName, ' ',
    element('span', { class: 'status ' + one.status }, STATUS[one.status] || one.status),
    facts.length > 0 ? element('div', { class: 'facts' }, ...facts) : null));
}

function actors(row) {
  const shown = row.actors.map((actor) => `${actor.duty}：${actor.role}${actor.account ? `（${actor.account}）` : ''}`);
  return element('span', {}, [...new Set(shown)].join('；'));
}

function notice(row) {
  return row.notice ? element('span', {}, `《${row.notice.title}》（${row.notice.documentNumber}）`, element('br'),
    element('span', { class: 'quiet' }, `${day(row.notice.opens)} 至 ${day(row.notice.closes)} 24时`
      + (row.notice.confirmed ? '' : '，演示窗口'))) : '';
}

function line(row) {
  const title = row.ofNotice ? element('b', {}, row.stage + '阶段')
    : row.stage + (row.activity && row.activity !== row.stage ? ` · ${row.activity}` : '');
  const outcome = element('span', { class: row.to ? '' : 'soon' }, row.outcome,
    ...row.reasons.map((reason) => element('span', { class: 'reason' }, reason)));
  const cells = [['阶段', title], ['起', minute(row.from)], ['止', row.to ? minute(row.to) : ''], ['结果', outcome],
    ['办理人', actors(row)], ['依据的通知', notice(row)]];
  return element('tr', { class: row.ofNotice ? 'stage' : 'step' }, ...cells.map(([label, content]) =>
    element('td', { 'data-label': label, class: content === '' || content.textContent === '' ? 'none' : '' }, content)));
}

document.title = `${creditCode} · 惠企`;
await bar('');
try {
  const file = await ask(`/api/enterprises/${encodeURIComponent(creditCode)}/file`);
  document.title = `${file.name} · 一企一档 · 惠企`;
  byId('title').textContent = `一企一档：${file.name}`;
  head(file);
  document.querySelector('.journey').append(...file.cases.map((one) => element('tbody', { 'data-number': one.number },
    summary(one), ...one.rows.map(line))));
  byId('file').hidden = false;
} catch (fault) {
  say(fault.status === 404 ? `没有企业 ${creditCode} 的档案，或您不能查看它。` : fault.message, true);
}
