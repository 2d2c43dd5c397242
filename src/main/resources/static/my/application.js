import {
  STATUS, ask, askIfThere, bar, byId, day, due, element, fileAddress, minute, say, subsidyLabel, taskAddress, yuan
} from '/my/common.js';

/* global BpmnJS */

const number = decodeURIComponent(location.pathname.split('/').pop());
const own = '/api/applications/' + encodeURIComponent(number);
const ROLES = [
  [/^enterprise-/, '受托机构'], [/-district-/, '区县工信部门'], [/-bureau$/, '主管部门'], [/-evaluator$/, '第三方评测机构'],
  [/-expert$/, '评审专家'], [/-auditor$/, '审计机构'], [/-supervisor$/, '监督机构'], [/-provider$/, '数字化服务商'],
  [/-finance$/, '资金拨付岗']
];
const OUTCOMES = { approve: '通过', return: '退回补正', reject: '不予通过', rectify: '限期整改', completed: '已办理', cancelled: '已终止' };
const LEVELS = ['未达到一级', '一级', '二级', '三级', '四级'];

const given = (value) => value !== null && value !== undefined;

/** What a task's group is called; an institution's accounts are grouped as an enterprise's are. */
function roleOf(group, creditCode) {
  if ((group || '').split(',').includes('enterprise-' + creditCode)) {
    return '申报企业';
  }
  const role = ROLES.find(([pattern]) => (group || '').split(',').some((one) => pattern.test(one)));
  return role ? role[1] : '经办单位';
}

function figures(one, programme) {
  const score = (value, level) => (given(value) ? `${Number(value).toFixed(2)} 分` : '')
    + (given(level) ? `（${LEVELS[level] || level + '级'}）` : '');
  const shown = [
    ['企业', element('a', { href: fileAddress(one.creditCode), title: '一企一档' }, one.enterpriseName)],
    ['申报项目', programme ? programme.name : one.programme],
    ['区县', one.district && ((programme && programme.areas[one.district]) || one.district)],
    ['状态', element('span', { class: 'status ' + one.status }, STATUS[one.status] || one.status)],
    ['自评结果', one.selfScoreEstimate
      ? `${given(one.selfLevel) ? '所填等级' + (LEVELS[one.selfLevel] || '') + '；' : ''}按问卷估算 ${score(one.selfScore)}（仅供参考）`
      : score(one.selfScore, one.selfLevel)],
    ['核定结果', score(one.score, one.level)],
    ['申报投入', given(one.declaredAmount) && yuan(one.declaredAmount)],
    ['核定投入', given(one.countedAmount) && yuan(one.countedAmount)],
    [subsidyLabel(one), given(one.subsidyAmount) && yuan(one.subsidyAmount)],
    ['已拨付', given(one.paidAmount) && yuan(one.paidAmount)],
    ...(one.outcomes || []).map((outcome) => [outcome.label, outcome.value])
  ];
  byId('figures').replaceChildren(...shown.filter(([, value]) => value).map(([label, value]) =>
    element('div', {}, element('dt', {}, label), element('dd', {}, value))));
}

function next(one, mine) {
  const left = [...mine];
  const items = one.openTasks.map((task) => {
    const at = left.findIndex((other) => other.task === task.name);
    const my = at >= 0 ? left.splice(at, 1)[0] : null;
    return element('li', {},
      my ? element('a', { class: 'button', href: taskAddress(my.taskId) }, '办理：' + task.name) : element('b', {}, task.name),
      element('span', { class: 'quiet' }, `由${roleOf(task.group, one.creditCode)}办理`), due(task.due));
  });
  byId('next').replaceChildren(...(items.length > 0 ? items
    : [element('li', { class: 'quiet' }, '没有待办理的事项：申请已办结、在等待整轮的结果，或系统正在处理。')]));
}

function timeline(stages) {
  byId('stages').replaceChildren(...stages.map((stage) => element('li', { class: stage.leftAt ? '' : 'open' },
    element('b', {}, stage.stage), ' ', stage.activity && stage.activity !== stage.stage ? stage.activity : '',
    element('p', { class: 'quiet' }, minute(stage.enteredAt) + (stage.leftAt
      ? ` 至 ${minute(stage.leftAt)} · ${OUTCOMES[stage.outcome] || '已办理'}` : ' 起，办理中')))));
}

function look(viewer, active) {
  const canvas = viewer.get('canvas');
  canvas.zoom('fit-viewport', 'auto');
  const box = canvas.viewbox();
  const least = 0.6;
  const elements = active.map((id) => viewer.get('elementRegistry').get(id)).filter(Boolean);
  if (box.scale >= least || elements.length === 0) {
    return;
  }
  // too small to read as a whole: what is going on, in the middle
  const [at] = elements;
  const width = box.outer.width / least;
  const height = box.outer.height / least;
  canvas.viewbox({ x: at.x + at.width / 2 - width / 2, y: at.y + at.height / 2 - height / 2, width, height });
}

async function draw(diagram, place, open) {
  const container = element('div', { class: 'diagram' });
  const viewer = new BpmnJS({ container, zoomScroll: { enabled: false } });
  const zoom = (factor) => () => viewer.get('canvas').zoom(viewer.get('canvas').zoom() * factor);
  place.append(container, element('p', { class: 'zoom' },
    element('button', { type: 'button', onclick: zoom(1.25) }, '放大'),
    element('button', { type: 'button', onclick: zoom(0.8) }, '缩小'),
    element('button', { type: 'button', onclick: () => viewer.get('canvas').zoom('fit-viewport', 'auto') }, '全图')));
  await viewer.importXML(diagram.xml);
  const registry = viewer.get('elementRegistry');
  const mark = (ids, marker) => ids.filter((id) => registry.get(id))
    .forEach((id) => viewer.get('canvas').addMarker(id, marker));
  mark(diagram.finished, 'finished');
  mark(diagram.active, 'active');
  look(viewer, diagram.active);
  viewer.get('eventBus').on('element.click', (event) => open(event.element.id));
}

async function progress() {
  const found = await askIfThere(own + '/diagram');
  if (!found || found.diagrams.length === 0 || typeof BpmnJS === 'undefined') {
    return;
  }
  byId('progress').hidden = false;
  const places = {};
  const open = (activity) => {
    const place = places[activity];
    if (place) {
      place.open = true;
      place.scrollIntoView({ behavior: 'smooth', block: 'nearest' });
    }
  };
  for (const diagram of found.diagrams) {
    if (!given(diagram.calledBy)) {
      const place = element('div', { 'data-process': diagram.processKey }, element('h3', {}, diagram.name));
      byId('diagrams').append(place);
      await draw(diagram, place, open);
      continue;
    }
    const place = element('details', { 'data-process': diagram.processKey },
      element('summary', {}, diagram.name, diagram.active.length > 0 ? '（正在办理）' : '（已办理）'));
    let drawn = false;
    place.addEventListener('toggle', () => {
      if (place.open && !drawn) {
        drawn = true;
        draw(diagram, place, open);
      }
    });
    places[diagram.calledBy] = place;
    byId('diagrams').append(place);
    place.open = diagram.active.length > 0;
  }
}

const size = (bytes) => (bytes >= 1048576 ? (bytes / 1048576).toFixed(1) + ' MB' : Math.ceil(bytes / 1024) + ' KB');

async function materials() {
  const found = await askIfThere(own + '/materials');
  if (!found) {
    return;
  }
  const labels = Object.fromEntries(found.asked.map((one) => [one.kind, one.label]));
  const items = found.materials.filter((one) => one.state === 'CURRENT').map((one) => element('li', {},
    element('a', { href: `${own}/materials/${encodeURIComponent(one.id)}` }, one.name),
    element('span', { class: 'quiet' }, [labels[one.kind], size(one.size), day(one.uploadedAt),
      one.verdict ? (one.verdict.inOrder ? '核对符合' : `核对不符合：${one.verdict.remark}`) : ''].filter(Boolean).join(' · '))));
  byId('materials').hidden = false;
  byId('materials').querySelector('ul').replaceChildren(...(items.length > 0 ? items
    : [element('li', { class: 'quiet' }, '还没有上传材料。在待办任务中上传。')]));
}

const ENDS = { CORRECTED: (term) => '已提交' + term, LAPSED: (term) => '逾期未' + term, REJECTED: () => '审查人不予通过' };

function table(heads, rows) {
  return element('div', { class: 'wide' }, element('table', {},
    element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', {}, head)))),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map((cell) => element('td', {}, cell)))))));
}

function round(one) {
  const reasons = Object.fromEntries(one.items.map((item) => [item.item, item.reason]));
  return element('details', { open: one.closedAt ? null : '' },
    element('summary', {}, `第${one.ordinal}次退回${one.term} · ${minute(one.returnedAt)}`
      + (one.closedAt ? ` · ${ENDS[one.outcome](one.term)} ${minute(one.closedAt)}` : ` · 等待${one.term}`)),
    element('p', {}, '退回原因：' + one.comment),
    ...one.extensions.map((extension) => element('p', {},
      `延期${extension.length}，至${day(extension.lastDay)}：${extension.reason}`)),
    one.items.length === 0 ? element('p', { class: 'quiet' }, '整份申报退回，未逐项列明。')
      : table([`要求${one.term}的事项`, `${one.term}要求`], one.items.map((item) => [item.label, item.reason])),
    one.changes.length === 0 ? null
      : table(['改动的内容', `${one.term}前`, `${one.term}后`, `${one.term}要求`], one.changes.map((change) => [change.label, change.before,
        change.before === change.after ? change.after + '（未改动）' : change.after, reasons[change.item] || ''])));
}

async function corrections() {
  const found = await askIfThere(own + '/corrections');
  if (!found || found.rounds.length === 0) {
    return;
  }
  const until = !found.lastDay ? null : element('p', {}, element('b', {},
    `请于${day(found.lastDay)} 24时前${found.rounds.at(-1).term}${found.provisional ? '（暂定）' : ''}，${found.left}。`),
    found.remark);
  byId('corrections').querySelector('h2').textContent = [...new Set(found.rounds.map((one) => one.term))].join('、');
  byId('corrections').hidden = false;
  byId('corrections').querySelector('div').replaceChildren(...[until, ...found.rounds.map(round).reverse()].filter(Boolean));
}

document.title = `${number} · 惠企`;
byId('title').textContent = number;
await bar('');
try {
  const [one, programmes, mine] = await Promise.all([
    ask(own), ask('/api/me/programmes'), ask('/api/me/tasks?size=50&q=' + encodeURIComponent(number))]);
  byId('case').hidden = false;
  figures(one, programmes.find((other) => other.programme === one.programme));
  next(one, mine.items.filter((task) => task.number === number));
  timeline(one.stages);
  await Promise.all([corrections(), progress(), materials()]);
} catch (fault) {
  say(fault.status === 404 ? `没有申请 ${number}，或您不能查看它。` : fault.message, true);
}
