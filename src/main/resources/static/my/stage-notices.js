import { ask, bar, byId, day, element, options, say, send } from '/my/common.js';

const STATES = { OPEN: '办理中', UPCOMING: '尚未开始', CLOSED: '已截止' };
const FIELDS = ['stage', 'code', 'title', 'documentNumber', 'opens', 'closes', 'form'];

let programmes = [];
let found = { mayPublish: false, stages: [], items: [] };
let changed = null;

const form = () => byId('notice');
const field = (name) => form().elements.namedItem(name);
const address = () => `/api/programmes/${encodeURIComponent(byId('programme').value)}/stage-notices`;

function faults(errors) {
  const by = {};
  errors.forEach((fault) => { by[fault.field] = [...(by[fault.field] || []), fault.message]; });
  FIELDS.forEach((name) => {
    form().querySelector(`[data-for=${name}]`).textContent = (by[name] || []).join('；');
    field(name).setAttribute('aria-invalid', String(Boolean(by[name])));
  });
  const first = FIELDS.find((name) => by[name]);
  if (first) {
    field(first).focus();
  }
}

function forms() {
  const stage = found.stages.find((one) => one.key === field('stage').value);
  const chosen = field('form').value;
  options(field('form'), '本阶段的默认表单', (stage ? stage.forms : []).map((name) => [name, name]), '');
  field('form').value = stage && stage.forms.includes(chosen) ? chosen : '';
}

function edit(notice) {
  changed = notice;
  byId('heading').textContent = notice ? `调整通知 ${notice.code}` : '发布通知';
  options(field('stage'), '请选择', found.stages.map((one) => [one.key, one.name]), notice ? notice.stage : '');
  forms();
  FIELDS.filter((name) => name !== 'stage').forEach((name) => { field(name).value = (notice && notice[name]) || ''; });
  field('code').readOnly = Boolean(notice);
  faults([]);
  form().hidden = false;
  form().scrollIntoView({ block: 'nearest' });
  field(notice ? 'closes' : 'stage').focus();
}

function line(notice) {
  const cells = [['阶段', notice.stageName], ['通知', `${notice.title}（${notice.code}）`], ['发文字号', notice.documentNumber],
    ['开始', day(notice.opens)], ['截止', day(notice.closes) + ' 24时'],
    ['窗口', STATES[notice.state] + (notice.confirmed ? '' : '（演示）')],
    ['', found.mayPublish ? element('button', { type: 'button', onclick: () => edit(notice) }, '调整') : '']];
  return element('tr', { 'data-code': notice.code }, ...cells.map(([label, content]) =>
    element('td', { 'data-label': label }, content)));
}

async function show() {
  form().hidden = true;
  if (!byId('programme').value) {
    byId('empty').hidden = false;
    byId('empty').textContent = '没有分阶段办理的申报项目。';
    return;
  }
  found = await ask(address());
  byId('publish').hidden = !found.mayPublish;
  byId('items').replaceChildren(...found.items.map(line));
  byId('empty').hidden = found.items.length > 0;
  byId('empty').textContent = '还没有发布阶段通知。';
}

async function save(event) {
  event.preventDefault();
  const notice = Object.fromEntries(FIELDS.map((name) => [name, field(name).value.trim() || null]));
  const answer = await send(changed ? `${address()}/${encodeURIComponent(changed.code)}` : address(), JSON.stringify(notice),
    'application/json', changed ? 'PUT' : 'POST');
  const body = await answer.json();
  if (answer.ok) {
    await show();
    say(changed ? '通知已调整。' : '通知已发布，等待本阶段的企业可以办理了。');
    return;
  }
  faults(body.errors || []);
  say(body.errors ? '请改正标出的各项。' : body.detail, true);
}

await bar('/my/stage-notices');
try {
  programmes = (await ask('/api/me/programmes')).filter((one) => one.staged);
  byId('programme').replaceChildren(...programmes.map((one) => element('option', { value: one.programme }, one.name)));
  byId('programme').hidden = programmes.length < 2;
  byId('programme').addEventListener('change', () => { say(''); show(); });
  byId('publish').addEventListener('click', () => { say(''); edit(null); });
  byId('cancel').addEventListener('click', () => { form().hidden = true; });
  field('stage').addEventListener('change', forms);
  form().addEventListener('submit', save);
  await show();
} catch (fault) {
  say(fault.message, true);
}
