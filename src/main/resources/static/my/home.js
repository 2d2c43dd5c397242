import {
  STATUS, areasOf, ask, bar, byId, caseAddress, due, element, fileAddress, minute, options, say, send, startAddress, subsidyLabel,
  taskAddress, yuan
} from '/my/common.js';

const SIZE = 20;
const OVER = ['PAID', 'CONFIRMED', 'REJECTED', 'LAPSED', 'WITHDRAWN', 'REVOKED'];

let programmes = [];
let tasks = [];
let enterprise = false;
let state = {};

function read() {
  const given = new URLSearchParams(location.search);
  state = { page: Number(given.get('page')) || 0 };
  for (const name of ['programme', 'district', 'status']) {
    state[name] = given.get(name) || '';
  }
}

function query() {
  const query = new URLSearchParams();
  Object.entries(state).filter(([, value]) => value).forEach(([name, value]) => query.set(name, value));
  return query;
}

function go(change) {
  state = { ...state, page: 0, ...change };
  history.pushState(null, '', '/my?' + query());
  show();
}

const nameOf = (key) => (programmes.find((one) => one.programme === key) || { name: key }).name;

function areaOf(one) {
  const programme = programmes.find((other) => other.programme === one.programme);
  return (programme && programme.areas[one.district]) || one.district;
}

function card(one) {
  const open = tasks.filter((task) => task.number === one.number);
  const next = open.map((task) => element('p', { class: 'do' },
    element('a', { class: 'button', href: taskAddress(task.taskId) }, '办理：' + task.task), due(task.due)));
  const waiting = OVER.includes(one.status) ? '已办结' : '由经办单位办理，暂无须您处理的事项';
  return element('article', { class: 'card', 'data-number': one.number },
    element('h2', {}, element('a', { href: caseAddress(one.number) }, one.number),
      element('span', { class: 'status ' + one.status }, STATUS[one.status] || one.status)),
    element('p', {}, nameOf(one.programme)),
    enterprise ? null : element('p', { class: 'quiet' }, [one.enterpriseName, areaOf(one)].filter(Boolean).join(' · ')),
    one.subsidyAmount ? element('p', {}, subsidyLabel(one) + ' ', element('b', {}, yuan(one.subsidyAmount))) : null,
    ...(next.length > 0 ? next : enterprise ? [element('p', { class: 'quiet' }, waiting)] : []));
}

function start() {
  const open = programmes.filter((one) => one.mayStart);
  byId('start').hidden = open.length === 0;
  if (open.length === 1) {
    byId('start').replaceChildren(element('a', { class: 'button big', href: startAddress(open[0].programme) }, '发起申报'),
      element('span', { class: 'quiet' }, open[0].name));
  } else {
    byId('start').replaceChildren(element('details', {}, element('summary', { class: 'button big' }, '发起申报'),
      element('ul', {}, ...open.map((one) => element('li', {}, element('a', { href: startAddress(one.programme) }, one.name))))));
  }
}

/** What is new; what was read stays a while, without its button. */
async function messages() {
  const found = await ask('/api/me/messages');
  const shown = [...found.items.filter((one) => !one.readAt), ...found.items.filter((one) => one.readAt)].slice(0, 10);
  byId('messages').hidden = shown.length === 0;
  byId('messages').querySelector('h2').textContent = found.unread > 0 ? `消息（${found.unread} 条未读）` : '消息';
  byId('messages').querySelector('ul').replaceChildren(...shown.map((one) => element('li', { class: one.readAt ? '' : 'unread' },
    element('p', {}, element('b', {}, one.title), ' ',
      one.applicationNumber ? element('a', { href: caseAddress(one.applicationNumber) }, one.applicationNumber) : '', ' ',
      element('span', { class: 'quiet' }, minute(one.sentAt))),
    element('p', {}, one.text),
    one.readAt ? null : element('button', {
      type: 'button',
      onclick: async () => {
        await send(`/api/me/messages/${one.id}/read`, null);
        await messages();
      }
    }, '知道了'))));
}

async function show() {
  say('');
  try {
    const asked = query();
    asked.set('size', enterprise ? 200 : SIZE);
    const found = await ask('/api/applications?' + asked);
    const items = found.items;
    byId('cases').replaceChildren(...items.map(card));
    const narrowed = state.programme || state.district || state.status;
    byId('empty').hidden = items.length > 0;
    byId('empty').textContent = narrowed ? '没有符合条件的申请。请放宽条件。'
      : enterprise ? '您还没有申请。点“发起申报”开始填报，填报中的内容提交前不会送审。' : '目前没有您可以查看的申请。';
    byId('pages').hidden = enterprise || (found.total <= SIZE && state.page === 0);
    byId('place').textContent = `第 ${state.page + 1} 页，共 ${found.total} 件`;
    byId('previous').disabled = state.page === 0;
    byId('next').disabled = (state.page + 1) * SIZE >= found.total;
  } catch (fault) {
    say(fault.status === 403 ? '您的账号不查看申请。' : fault.message, fault.status !== 403);
  }
  options(byId('programme'), '全部项目', programmes.map((one) => [one.programme, one.name]), state.programme);
  const areas = areasOf(programmes.filter((one) => !state.programme || one.programme === state.programme));
  options(byId('district'), '全部区县', areas, state.district);
  byId('district').hidden = areas.length === 0;
  options(byId('status'), '全部状态', Object.entries(STATUS), state.status);
}

for (const name of ['programme', 'district', 'status']) {
  byId(name).addEventListener('change', () =>
    go(name === 'programme' ? { programme: byId(name).value, district: '' } : { [name]: byId(name).value }));
}
byId('previous').addEventListener('click', () => go({ page: state.page - 1 }));
byId('next').addEventListener('click', () => go({ page: state.page + 1 }));
window.addEventListener('popstate', () => { read(); show(); });

read();
const me = await bar('/my');
enterprise = Boolean(me.enterprise);
byId('title').textContent = enterprise ? '我的申请' : '申请查询';
byId('search').hidden = enterprise;
programmes = await ask('/api/me/programmes');
if (enterprise || me.organisation) {
  tasks = (await ask('/api/me/tasks?filter=group&size=200')).items;
}
start();
await Promise.all([show(), messages()]);
if (enterprise && byId('cases').childElementCount > 0) {
  byId('file').href = fileAddress(me.enterprise.creditCode);
  byId('file').hidden = false;
}
byId('notices').hidden = !programmes.some((one) => one.staged);
