import { ask, bar, byId, day, element, options, say, token } from '/my/common.js';

const KINDS = { provider: '数字化服务商', evaluator: '第三方评测机构', auditor: '审计机构' };
const VALIDITY = [
  { key: 'validFrom', label: '有效期起始日', type: 'date', required: true },
  { key: 'validUntil', label: '有效期截止日（不填为长期）', type: 'date' },
  { key: 'basis', label: '入库依据（文件名称和文号）', type: 'text', required: true, maxlength: 500 }
];
const ADDITION = [
  { key: 'kind', label: '机构类型', type: 'select', required: true },
  { key: 'creditCode', label: '统一社会信用代码', type: 'text', required: true, maxlength: 18 },
  { key: 'name', label: '单位名称（单位已登记的可不填）', type: 'text', maxlength: 200 },
  { key: 'legalRepresentative', label: '法定代表人（单位已登记的可不填）', type: 'text', maxlength: 100 },
  { key: 'address', label: '地址（单位已登记的可不填）', type: 'text', maxlength: 300 },
  ...VALIDITY
];
const ENDING = [{ key: 'endReason', label: '终止原因', type: 'text', required: true, maxlength: 500 }];

let me = {};
let institutions = [];

const authority = () => byId('authority').value;
const address = () => `/api/authorities/${encodeURIComponent(authority())}/institutions`;
const mayKeep = () => me.groups.includes(authority() + '-bureau') || me.groups.includes('camunda-admin');
const asDay = (text) => day(text + 'T12:00:00+08:00');

function stateOf(one) {
  if (one.endedAt) {
    return element('span', { class: 'late' }, `${day(one.endedAt)}终止：${one.endReason}`);
  }
  if (one.valid) {
    return element('span', { class: 'status CONFIRMED' }, '有效');
  }
  const over = one.validUntil && Date.parse(one.validUntil + 'T23:59:59+08:00') < Date.now();
  return element('span', { class: 'quiet' }, over ? '已到期' : '尚未生效');
}

/** Sends the form, and says at each field what is wrong with it. */
async function submit(event, method, target) {
  event.preventDefault();
  const form = byId('edit');
  const body = {};
  for (const input of form.querySelectorAll('input, select')) {
    if (input.value.trim()) {
      body[input.name] = input.value.trim();
    }
  }
  form.querySelectorAll('.late').forEach((fault) => fault.remove());
  const answer = await fetch(target, {
    method,
    headers: {
      'X-Requested-With': 'fetch', Accept: 'application/json', 'Content-Type': 'application/json',
      'X-XSRF-TOKEN': await token()
    },
    body: JSON.stringify(body)
  });
  if (answer.ok) {
    form.hidden = true;
    await load();
    say('已保存。');
    return;
  }
  const told = await answer.json().catch(() => ({}));
  const general = [];
  for (const fault of told.errors || []) {
    const input = fault.field ? form.querySelector(`[name="${fault.field}"]`) : null;
    if (input) {
      input.after(element('span', { class: 'late' }, fault.message));
    } else {
      general.push(fault.message);
    }
  }
  say(general.join('；') || (told.errors ? '请更正所列各项。' : told.detail || '系统暂时无法处理，请稍后重试'), true);
}

function input(field, value) {
  if (field.type === 'select') {
    return element('select', { name: field.key, required: true },
      ...Object.entries(KINDS).map(([key, label]) => element('option', { value: key }, label)));
  }
  return element('input', { name: field.key, type: field.type, required: field.required, maxlength: field.maxlength, value: value || '' });
}

function edit(title, fields, method, target, values) {
  const form = byId('edit');
  form.replaceChildren(element('h2', {}, title),
    ...fields.map((field) => element('label', {}, field.label, element('br'), input(field, values[field.key]))),
    element('p', {}, element('button', { class: 'primary', type: 'submit' }, '保存'), ' ',
      element('button', { type: 'button', onclick: () => { form.hidden = true; } }, '取消')));
  form.onsubmit = (event) => submit(event, method, target);
  form.hidden = false;
  say('');
  form.querySelector('input, select').focus();
}

function row(one) {
  const cell = (label, ...content) => element('td', { 'data-label': label }, ...content);
  const target = `${address()}/${one.id}`;
  return element('tr', { 'data-id': one.id },
    cell('类型', KINDS[one.kind]), cell('单位名称', one.name), cell('信用代码', one.creditCode),
    cell('有效期', `${asDay(one.validFrom)}至${one.validUntil ? asDay(one.validUntil) : '长期'}`),
    cell('依据', one.basis), cell('状态', stateOf(one)),
    mayKeep() ? cell('办理', one.endedAt ? '' : element('button', {
      type: 'button', onclick: () => edit(`变更登记：${one.name}`, VALIDITY, 'PUT', target, one)
    }, '变更'), ' ', one.endedAt ? '' : element('button', {
      type: 'button', onclick: () => edit(`终止登记：${one.name}`, ENDING, 'PUT', target, {})
    }, '终止')) : null);
}

function show() {
  const kind = byId('kind').value;
  const state = byId('state').value;
  const shown = institutions.filter((one) => (!kind || one.kind === kind)
    && (!state || (state === 'valid') === one.valid));
  byId('items').replaceChildren(...shown.map(row));
  byId('list').hidden = shown.length === 0;
  byId('empty').hidden = shown.length > 0;
  byId('add').hidden = !mayKeep();
  byId('acts').hidden = !mayKeep();
}

async function load() {
  say('');
  try {
    institutions = await ask(address());
  } catch (fault) {
    institutions = [];
    say(fault.message, true);
  }
  show();
}

me = await bar('/my/institutions');
const programmes = await ask('/api/me/programmes');
const authorities = [...new Map(programmes.map((one) => [one.authority, one.authorityName])).entries()];
byId('authority').replaceChildren(...authorities.map(([key, name]) => element('option', { value: key }, name)));
byId('authority').hidden = authorities.length < 2;
options(byId('kind'), '全部类型', Object.entries(KINDS), '');
byId('authority').addEventListener('change', () => { byId('edit').hidden = true; load(); });
byId('kind').addEventListener('change', show);
byId('state').addEventListener('change', show);
byId('search').addEventListener('submit', (event) => event.preventDefault());
byId('add').addEventListener('click', () => edit('列入名录', ADDITION, 'POST', address(), {}));
await load();
