import { areasOf, ask, bar, byId, caseAddress, claim, due, element, options, say, taskAddress } from '/my/common.js';

const SIZE = 20;
const COUNTED = 1000;
const FILTERS = { mine: '我办理的', group: '本组全部', week: '本周到期', overdue: '已逾期', enterprise: '企业待办' };
const EMPTY = {
  mine: '您还没有认领任务。到“本组全部”中认领一项，就会列在这里。',
  group: '目前没有交给您或您所在组的任务。新任务到达后会列在这里。',
  week: '本周内没有到期的任务。可到“本组全部”中办理其他任务。',
  overdue: '没有逾期的任务。',
  enterprise: '您可见的申请中，目前没有等待企业办理的事项。'
};

let me;
let programmes = [];
let state = {};

function read() {
  const given = new URLSearchParams(location.search);
  state = { filter: given.get('filter') || 'group', sort: given.get('sort') || 'created', page: Number(given.get('page')) || 0 };
  for (const name of ['q', 'programme', 'district', 'stage']) {
    state[name] = given.get(name) || '';
  }
}

function query() {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (value !== '' && !(name === 'page' && value === 0)) {
      query.set(name, value);
    }
  }
  return query;
}

function go(change) {
  state = { ...state, page: 0, ...change };
  history.pushState(null, '', '/my/tasks?' + query());
  show();
}

const many = (count) => (count > COUNTED ? `${COUNTED}+` : String(count));

function tabs(counts) {
  byId('tabs').replaceChildren(...Object.keys(FILTERS).filter((filter) => filter in counts).map((filter) =>
    element('button', {
      type: 'button', role: 'tab', 'data-filter': filter, 'aria-selected': String(filter === state.filter),
      class: filter === 'overdue' && counts[filter] > 0 ? 'late' : '', onclick: () => go({ filter, stage: '' })
    }, FILTERS[filter], ' ', element('span', { class: 'count' }, many(counts[filter])))));
}

function controls(items) {
  byId('q').value = state.q;
  byId('sort').value = state.sort;
  const chosen = programmes.filter((one) => !state.programme || one.programme === state.programme);
  options(byId('programme'), '全部项目', programmes.map((one) => [one.programme, one.name]), state.programme);
  byId('programme').hidden = programmes.length < 2;
  const areas = areasOf(chosen);
  options(byId('district'), '全部区县', areas, state.district);
  byId('district').hidden = areas.length === 0;
  const stages = [...new Set([state.stage, ...items.map((item) => item.stage)].filter(Boolean))];
  options(byId('stage'), '全部环节', stages.map((stage) => [stage, stage]), state.stage);
}

function doer(item) {
  if (item.assignee) {
    return element('span', {}, item.mine ? '我' : item.assignee);
  }
  if (state.filter === 'enterprise') {
    return element('span', { class: 'quiet' }, '企业');
  }
  return element('button', { type: 'button', class: 'claim', onclick: (event) => take(item, event.target) }, '认领');
}

async function take(item, button) {
  button.disabled = true;
  try {
    await claim(item.taskId, me.user);
    await show();
    say(`已认领 ${item.number} 的“${item.task}”`);
  } catch (fault) {
    button.disabled = false;
    say(fault.message, true);
  }
}

function row(item) {
  const mayOpen = state.filter !== 'enterprise';
  const cells = [
    ['申请编号', item.creditCode ? element('a', { href: caseAddress(item.number) }, item.number) : item.number],
    ['企业', item.enterprise],
    ['区县', item.districtName || '—'],
    ['环节', item.stage || '—'],
    ['任务', mayOpen ? element('a', { class: 'task', href: taskAddress(item.taskId) }, item.task) : item.task],
    ['补正轮次', item.round > 0 ? `第${item.round}次` : '—'],
    ['期限', due(item.due)],
    ['办理人', doer(item)]
  ];
  const made = element('tr', { 'data-task': item.taskId, class: mayOpen ? 'opens' : '' },
    ...cells.map(([label, content]) => element('td', { 'data-label': label }, content)));
  if (mayOpen) {
    made.addEventListener('click', (event) => {
      if (!event.target.closest('a, button')) {
        location.assign(taskAddress(item.taskId));
      }
    });
  }
  return made;
}

async function show() {
  say('');
  try {
    const asked = query();
    asked.set('size', SIZE);
    const found = await ask('/api/me/tasks?' + asked);
    tabs(found.counts);
    controls(found.items);
    byId('items').replaceChildren(...found.items.map(row));
    byId('list').hidden = found.items.length === 0;
    const narrowed = state.q || state.programme || state.district || state.stage;
    byId('empty').hidden = found.items.length > 0;
    byId('empty').replaceChildren(
      narrowed ? '没有符合条件的任务。' : EMPTY[state.filter] || '',
      narrowed ? element('button', { type: 'button', onclick: () => go({ q: '', programme: '', district: '', stage: '' }) },
        '清除条件') : '',
      state.filter === 'mine' && !narrowed && found.counts.group > 0
        ? element('button', { type: 'button', onclick: () => go({ filter: 'group' }) }, '查看本组全部') : '');
    byId('pages').hidden = found.total <= SIZE && state.page === 0;
    byId('place').textContent = `第 ${state.page + 1} 页，共 ${found.more ? `超过 ${COUNTED}` : found.total} 项`;
    byId('previous').disabled = state.page === 0;
    byId('next').disabled = found.items.length < SIZE || (!found.more && (state.page + 1) * SIZE >= found.total);
  } catch (fault) {
    say(fault.message, true);
  }
}

byId('search').addEventListener('submit', (event) => {
  event.preventDefault();
  go({ q: byId('q').value.trim() });
});
for (const name of ['programme', 'district', 'stage', 'sort']) {
  byId(name).addEventListener('change', () =>
    go(name === 'programme' ? { programme: byId(name).value, district: '' } : { [name]: byId(name).value }));
}
byId('previous').addEventListener('click', () => go({ page: state.page - 1 }));
byId('next').addEventListener('click', () => go({ page: state.page + 1 }));
window.addEventListener('popstate', () => { read(); show(); });

read();
me = await bar('/my/tasks');
programmes = await ask('/api/me/programmes');
byId('notices').hidden = !programmes.some((one) => one.staged);
await show();
