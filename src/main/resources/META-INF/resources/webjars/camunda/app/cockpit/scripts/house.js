/*
 * What our pages in Cockpit share: the language, dates, small pieces of a page, and the engine's REST interface
 * under the session that is logged in. Everything here only reads.
 */

const LANGUAGE = (((navigator.languages || [])[0] || navigator.language || '').split('-')[0] || '').toLowerCase();

/** The same choice as Cockpit's own: Chinese unless the browser asks for English. */
export const ENGLISH = LANGUAGE === 'en';

/** One text in the language of the page. */
export function say(chinese, english) {
  return ENGLISH ? english : chinese;
}

const two = number => String(number).padStart(2, '0');

/** 2024年11月15日 09:05:07, or the same as the browser writes it in English. */
export function time(iso) {
  if (!iso) {
    return '';
  }
  // the engine writes +0800, which not every browser reads
  const at = new Date(iso.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(at.getTime())) {
    return iso;
  }
  return ENGLISH
    ? at.toLocaleString('en')
    : `${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日 ` +
        `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** How long something took, to its two largest units. */
export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) {
    return '';
  }
  const seconds = Math.round(milliseconds / 1000);
  const parts = [
    [Math.floor(seconds / 86400), say('天', 'd')],
    [Math.floor(seconds / 3600) % 24, say('小时', 'h')],
    [Math.floor(seconds / 60) % 60, say('分', 'min')],
    [seconds % 60, say('秒', 's')]
  ].filter(([count]) => count > 0);
  return parts.length ? parts.slice(0, 2).map(([count, unit]) => `${count} ${unit}`).join(' ') : say('不到 1 秒', '< 1 s');
}

/** An element with attributes, listeners (on…) and children; text is always text, never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (value !== undefined && value !== null && value !== false) {
      made.setAttribute(key, value === true ? '' : value);
    }
  }
  made.append(...children.flat().filter(child => child !== null && child !== undefined));
  return made;
}

/** A table; a cell is a text or an element. */
export function table(heads, rows, nothing, name) {
  if (!rows.length) {
    return element('p', {class: 'huiqi-nothing'}, nothing);
  }
  return element(
    'table',
    {class: 'table table-hover cam-table huiqi-table', 'data-table': name},
    element('thead', {}, element('tr', {}, heads.map(head => element('th', {}, head)))),
    element('tbody', {}, rows.map(row => element('tr', {}, row.map(cell => element('td', {}, cell ?? '')))))
  );
}

/** The engine's REST interface; an answer that is not good becomes an error with a text for people. */
export function engine(api) {
  return async (path, parameters = {}) => {
    const query = new URLSearchParams(
      Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '')
    ).toString();
    const answer = await fetch(api.engineApi + path + (query ? '?' + query : ''), {
      headers: {Accept: 'application/json'},
      credentials: 'same-origin'
    });
    if (!answer.ok) {
      throw new Error(
        answer.status === 401
          ? say('登录已过期，请重新登录。', 'Your session has expired, please log in again.')
          : answer.status === 403
            ? say('您没有查看权限。', 'You may not see this.')
            : answer.status === 404
              ? say('没有找到，可能已被清理。', 'Not found; it may have been cleaned up.')
              : say(`读取失败（${answer.status}），请稍后重试。`, `Reading failed (${answer.status}), please try again.`)
      );
    }
    return answer.json();
  };
}

const latest = new WeakMap();

/** Fills a place when the work is done, and says in it when the work failed. */
export async function fill(place, work) {
  latest.set(place, work);
  // what was asked for last is shown, whatever comes in last
  const put = (...content) => latest.get(place) === work && place.replaceChildren(...content);
  place.replaceChildren(element('p', {class: 'huiqi-nothing'}, say('正在加载…', 'Loading…')));
  try {
    put(...[await work()].flat());
  } catch (failure) {
    put(element('p', {class: 'alert alert-danger', role: 'alert'}, failure.message));
  }
}

/** Back, where we are, forward. */
export function pager(page, size, total, go) {
  const last = Math.max(0, Math.ceil(total / size) - 1);
  return element(
    'p',
    {class: 'huiqi-pager'},
    element('button', {type: 'button', class: 'btn btn-default btn-sm', disabled: page <= 0, onclick: () => go(page - 1)},
      say('上一页', 'Previous')),
    ` ${say(`第 ${page + 1} / ${last + 1} 页，共 ${total} 条`, `Page ${page + 1} of ${last + 1}, ${total} in all`)} `,
    element('button', {type: 'button', class: 'btn btn-default btn-sm', disabled: page >= last, onclick: () => go(page + 1)},
      say('下一页', 'Next'))
  );
}

const models = new Map();

/** The model of a process or table, read once: names of its elements, rules of its table. */
export function model(get, kind, definitionId) {
  const key = `/${kind}/${encodeURIComponent(definitionId)}/xml`;
  if (!models.has(key)) {
    models.set(
      key,
      get(key).then(answer => {
        const xml = answer.bpmn20Xml || answer.dmnXml;
        return {xml, document: new DOMParser().parseFromString(xml, 'application/xml')};
      })
    );
    models.get(key).catch(() => models.delete(key));
  }
  return models.get(key);
}

/** The element of a model with an id. */
export function byId({document: parsed}, id) {
  return Array.from(parsed.getElementsByTagName('*')).find(each => each.getAttribute('id') === id);
}

/** Wraps a drawing function so that a fault of ours never reaches Cockpit. */
export function safely(draw) {
  return (node, given, scope) => {
    try {
      node.classList.add('huiqi');
      draw(node, given, scope);
    } catch (failure) {
      console.warn('huiqi:', failure);
      node.replaceChildren(element('p', {class: 'alert alert-danger'}, say('页面显示失败。', 'The page could not be shown.')));
    }
  };
}
