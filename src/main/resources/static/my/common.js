/*
 * What all pages of participants share.
 */
export const STATUS = {
  DECLARING: '填报中', UNDER_REVIEW: '资格审查中', CORRECTING: '待补正', ASSESSING: '项目审核中', RECTIFYING: '整改中',
  AUDITING: '投入核定中', DECIDING: '审定中', IN_NOTICE: '公示中', OBJECTED: '异议处理中', AWAITING_PAYMENT: '待拨付',
  PAID: '已拨付', CONFIRMED: '已认定', REJECTED: '未通过', LAPSED: '逾期未补正，视为放弃', WITHDRAWN: '已撤回',
  REVOKED: '已撤销'
};

/* what is paid stands from the notice on; before, the amount is only what was computed */
const DECIDED = ['IN_NOTICE', 'OBJECTED', 'AWAITING_PAYMENT', 'PAID', 'CONFIRMED'];
export const subsidyLabel = (one) => (DECIDED.includes(one.status) ? '核定补贴' : '测算补贴（尚未核定）');

const ENGINE = '/camunda/api/engine/engine/default';
const LOGIN = '/camunda/api/admin/auth/user/default';
const ZONE = 'Asia/Shanghai';
const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit' });
const MINUTE = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit', hour12: false });

export const byId = (id) => document.getElementById(id);

export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export function element(name, attributes, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === 'class') {
      made.className = value;
    } else if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value);
    }
  }
  made.append(...content.filter((part) => part !== null && part !== undefined && part !== ''));
  return made;
}

export function toLogin() {
  location.assign('/my/login?next=' + encodeURIComponent(location.pathname + location.search));
}

async function reading(answer) {
  if (answer.status === 401) {
    toLogin();
  }
  const text = await answer.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch (fault) {
    body = null;
  }
  if (!answer.ok) {
    const told = body && (body.detail || body.message);
    throw new Refused(answer.status, told || '系统暂时无法处理，请稍后重试');
  }
  return body;
}

export async function ask(address) {
  return reading(await fetch(address, { headers: { 'X-Requested-With': 'fetch', Accept: 'application/json' } }));
}

/** The same, or null where there is nothing of the kind. */
export async function askIfThere(address) {
  try {
    return await ask(address);
  } catch (fault) {
    return null;
  }
}

/** The session's token: the webapps' cookie with it is not for these pages. */
export async function token() {
  const answer = await fetch(LOGIN, { headers: { 'X-Requested-With': 'fetch' } });
  return answer.headers.get('X-XSRF-TOKEN') || '';
}

export async function send(address, body, type, method) {
  return fetch(address, {
    method: method || 'POST',
    headers: {
      'X-Requested-With': 'fetch', Accept: 'application/json', 'X-XSRF-TOKEN': await token(),
      'Content-Type': type || 'application/json'
    },
    body
  });
}

export async function claim(taskId, user) {
  return reading(await send(`${ENGINE}/task/${encodeURIComponent(taskId)}/claim`, JSON.stringify({ userId: user })));
}

export async function logIn(user, password) {
  return send(`${LOGIN}/login/welcome`, new URLSearchParams({ username: user, password }),
    'application/x-www-form-urlencoded');
}

async function logOut() {
  await send(`${LOGIN}/logout`, null);
  location.assign('/my/login');
}

export const taskAddress = (taskId) => '/camunda/app/tasklist/default/#/?task=' + encodeURIComponent(taskId);
export const startAddress = (key) => '/camunda/app/tasklist/default/#/?processStart=' + encodeURIComponent(key);
export const fileAddress = (creditCode) => '/my/enterprises/' + encodeURIComponent(creditCode);
export const caseAddress = (number) => '/my/applications/' + encodeURIComponent(number);

export function day(instant) {
  const [year, month, date] = DAY.format(new Date(instant)).split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

export const minute = (instant) => `${day(instant)} ${MINUTE.format(new Date(instant))}`;

function daysFromToday(instant) {
  const start = (moment) => Date.parse(DAY.format(moment) + 'T00:00:00Z');
  return Math.round((start(new Date(instant)) - start(new Date())) / 86400000);
}

/** A due date with the days left, red when it is past. */
export function due(instant) {
  if (!instant) {
    return element('span', { class: 'quiet' }, '无期限');
  }
  const days = daysFromToday(instant);
  const late = Date.parse(instant) < Date.now();
  const left = late ? (days === 0 ? '已逾期' : `逾期${-days}天`) : days === 0 ? '今天到期' : `剩余${days}天`;
  return element('span', { class: late ? 'late' : days <= 3 ? 'soon' : '' }, day(instant), ' ',
    element('b', {}, left));
}

export function yuan(amount) {
  const [whole, cents] = String(amount).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + '.' + (cents || '').padEnd(2, '0') + ' 元';
}

/** The bar on top, for whoever is logged in. */
export async function bar(here) {
  const me = await ask('/api/me');
  const link = (address, text) => element('a', { href: address, 'aria-current': address === here ? 'page' : null }, text);
  byId('bar').replaceChildren(
    element('a', { class: 'brand', href: '/' }, '惠企'),
    element('div', { class: 'links' },
      link('/my/tasks', '我的工作'), link('/my', me.enterprise ? '我的申请' : '申请查询'),
      link('/my/institutions', '机构名录'), link('/camunda/app/tasklist/default/', '待办中心')),
    element('div', { class: 'who' }, element('span', {}, me.enterprise ? me.enterprise.name : me.organisation ? me.organisation.name : me.user),
      element('button', { type: 'button', onclick: logOut }, '退出')));
  return me;
}

export function options(select, first, entries, chosen) {
  select.replaceChildren(element('option', { value: '' }, first),
    ...entries.map(([value, text]) => element('option', { value }, text)));
  select.value = chosen || '';
}

export function areasOf(programmes) {
  return Object.entries(Object.assign({}, ...programmes.map((one) => one.areas)));
}

export function say(text, bad) {
  byId('message').textContent = text || '';
  byId('message').className = bad ? 'late' : '';
}
