/*
 * Keeps what is written in a task's form on the server, so that it is there in any browser: two seconds after the
 * last change, and with the Save button. Tasklist's own copy in this browser's local storage, which would be laid
 * over whatever the server knows, is neither read nor written. Only what could not be sent yet lies here, for the
 * account that wrote it. What somebody else saved in between is shown and never overwritten unasked.
 * Nothing here throws: a script that fails leaves Tasklist blank.
 */

import {formOf} from './forms.js';

const TASKLIST_KEY = /^camunda-form:(.*)$/;

const PAUSE = 2000;

const LONGEST_WAIT = 60000;

/* form-js takes a text over some 300 ms after the last key, also when its page is gone */
const TEXT_DELAY = 500;

const KEEPALIVE_LIMIT = 60000;

const OURS = Storage.prototype;

const setItem = OURS.setItem;

const getItem = OURS.getItem;

const removeItem = OURS.removeItem;

/* whether forms can be read; if ever not, Tasklist's own way is left as it is */
let working = true;

let openTask = null;

/* the form now open, by task */
const desks = new Map();

/* saves under way, by task: a form opened again waits for them */
const underway = new Map();

function safely(work) {
  return (...given) => {
    try {
      return work(...given);
    } catch (failure) {
      console.warn('drafts:', failure);
      return undefined;
    }
  };
}

/* Tasklist's own copy */

function tasklistTask(storage, key) {
  const found = storage === window.localStorage && working && TASKLIST_KEY.exec(String(key));
  return found ? found[1] : null;
}

function replaceTasklistCopy() {
  OURS.getItem = function (key) {
    const task = tasklistTask(this, key);
    if (task === null) {
      return getItem.call(this, key);
    }
    if (task && task !== 'undefined') {
      openTask = task;
    }
    return null;
  };
  OURS.setItem = function (key, value) {
    const task = tasklistTask(this, key);
    if (task === null) {
      setItem.call(this, key, value);
      return;
    }
    safely(() => desks.get(task)?.saveNow())();
  };
  OURS.removeItem = function (key) {
    const task = tasklistTask(this, key);
    if (task !== null) {
      // handed in: there is nothing to keep any more
      safely(() => desks.get(task)?.handedIn())();
    }
    removeItem.call(this, key);
  };
}

/* what could not be sent yet */

const unsent = {
  key: (account, task) => `huiqi-draft:${account}:${task}`,
  read: (account, task) => {
    try {
      const kept = JSON.parse(getItem.call(window.localStorage, unsent.key(account, task)));
      return kept && typeof kept.answers === 'object' ? kept : null;
    } catch (failure) {
      return null;
    }
  },
  write: (account, task, version, answers) => {
    try {
      setItem.call(window.localStorage, unsent.key(account, task),
        JSON.stringify({version, answers, at: new Date().toISOString()}));
    } catch (failure) {
      console.warn('drafts: not kept here', failure);
    }
  },
  forget: (account, task) => removeItem.call(window.localStorage, unsent.key(account, task))
};

/* the server */

function token() {
  const cookie = document.cookie.split('; ').find(one => one.startsWith('XSRF-TOKEN='));
  return cookie ? decodeURIComponent(cookie.substring('XSRF-TOKEN='.length)) : '';
}

async function call(method, task, body) {
  const text = body && JSON.stringify(body);
  const answer = await fetch(`/api/tasks/${encodeURIComponent(task)}/draft`, {
    method,
    body: text,
    credentials: 'same-origin',
    cache: 'no-store',
    // a page that is being left may still send a little
    keepalive: !!text && text.length < KEEPALIVE_LIMIT / 3,
    headers: {
      'Accept': 'application/json, application/problem+json',
      'X-Requested-With': 'fetch',
      'X-XSRF-TOKEN': token(),
      ...(text ? {'Content-Type': 'application/json'} : {})
    }
  });
  let content = null;
  try {
    content = await answer.json();
  } catch (failure) {
    // an answer without content
  }
  return {status: answer.status, content};
}

/* form-js */

function written(form) {
  return JSON.parse(JSON.stringify(form._getSubmitData()));
}

/* paths of the lists whose rows are given: in them stand columns nobody writes, which no draft holds */
function givenLists(components) {
  return (components || []).flatMap(component => component.type === 'dynamiclist'
    ? (component.allowAddRemove ? [] : [component.path]) : givenLists(component.components));
}

/* answers, the rows of given lists with the columns the form shows in them */
function whole(form, answers) {
  const state = form._getState();
  const shown = {...state.initialData, ...state.data};
  const full = {...answers};
  givenLists(state.schema && state.schema.components).forEach(path => {
    if (Array.isArray(full[path]) && Array.isArray(shown[path])) {
      full[path] = shown[path].map((row, i) => ({...row, ...full[path][i]}));
    }
  });
  return full;
}

function show(form, answers) {
  const state = form._getState();
  const data = form._getInitializedFieldData(
    JSON.parse(JSON.stringify({...state.initialData, ...state.data, ...whole(form, answers)})));
  form._setState({data, errors: {}});
}

/* the same content, whether empty is said as nothing, null or an empty text */
function plain(value) {
  if (value === null || value === undefined || value === '' || value === false) {
    return null;
  }
  if (Array.isArray(value)) {
    return value.length ? value.map(plain) : null;
  }
  if (typeof value === 'object') {
    const filled = Object.keys(value).sort().map(key => [key, plain(value[key])]).filter(([, one]) => one !== null);
    return filled.length ? filled : null;
  }
  return String(value);
}

function differs(answers, data) {
  return Object.keys(answers).some(key => JSON.stringify(plain(answers[key])) !== JSON.stringify(plain(data[key])));
}

/* words */

const CLOCK = new Intl.DateTimeFormat('zh-CN', {timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hour12: false});

const DAY = new Intl.DateTimeFormat('zh-CN', {timeZone: 'Asia/Shanghai', year: 'numeric', month: 'long', day: 'numeric'});

function when(iso) {
  const moment = new Date(iso);
  return DAY.format(moment) === DAY.format(new Date()) ? CLOCK.format(moment) : `${DAY.format(moment)} ${CLOCK.format(moment)}`;
}

function element(name, className, text) {
  const made = document.createElement(name);
  made.className = className;
  if (text) {
    made.textContent = text;
  }
  return made;
}

/* one open form */

class Desk {

  constructor(task, container, form) {
    this.task = task;
    this.container = container;
    this.form = form;
    this.version = 0;
    this.account = '';
    this.touched = false;
    this.ready = false;
    this.over = false;
    this.conflict = null;
    this.failures = 0;
    this.timer = null;
    this.saving = null;
    this.kept = JSON.stringify(written(form));
    this.line = element('div', 'huiqi-draft');
    this.say = element('span', 'huiqi-draft-state');
    this.say.setAttribute('role', 'status');
    this.line.append(this.say);
    container.parentElement.insertBefore(this.line, container);
    ['input', 'change', 'click', 'keydown', 'paste'].forEach(event =>
      container.addEventListener(event, () => {
        this.touched = true;
      }, true));
    form.on('changed', safely(() => this.changed()));
  }

  tell(text, kind) {
    this.say.textContent = text;
    this.line.className = `huiqi-draft${kind ? ` huiqi-draft-${kind}` : ''}`;
  }

  async open() {
    await underway.get(this.task);
    let answer;
    try {
      answer = await call('GET', this.task);
    } catch (failure) {
      answer = {status: 0};
    }
    if (this.over) {
      return;
    }
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 401 && answer.status !== 429) {
      // to be seen, not to be done, or of no application
      this.close();
      return;
    }
    if (answer.status !== 200) {
      this.failures++;
      this.tell('未能读取已保存的草稿，将重试', 'failed');
      setTimeout(() => this.open(), this.wait());
      return;
    }
    this.failures = 0;
    this.begin(answer.content);
  }

  begin(draft) {
    this.version = draft.version;
    this.account = draft.account;
    const rest = unsent.read(this.account, this.task);
    if (draft.savedBy && Object.keys(draft.answers).length) {
      if (differs(whole(this.form, draft.answers), written(this.form))) {
        if (this.isChanged()) {
          this.ready = true;
          this.ask(draft);
          return;
        }
        // saved after the form was filled and before it was asked for
        show(this.form, draft.answers);
        this.kept = JSON.stringify(written(this.form));
      }
      this.tell(`已恢复草稿（${this.who(draft)} ${when(draft.savedAt)} 保存）`);
    }
    if (!this.touched) {
      this.kept = JSON.stringify(written(this.form));
    }
    this.ready = true;
    if (rest && differs(whole(this.form, rest.answers), written(this.form))) {
      if (rest.version === draft.version) {
        show(this.form, rest.answers);
        this.touched = true;
        this.tell(`已恢复本机 ${when(rest.at)} 未能送出的内容`);
        this.saveNow();
      } else {
        this.ask(draft, rest);
      }
      return;
    }
    unsent.forget(this.account, this.task);
    this.changed();
  }

  who(draft) {
    return draft.savedBy === this.account ? '您' : draft.savedBy;
  }

  isChanged() {
    return this.touched && JSON.stringify(written(this.form)) !== this.kept;
  }

  changed() {
    if (this.over || !this.isChanged()) {
      return;
    }
    clearTimeout(this.timer);
    if (!this.ready || this.conflict) {
      return;
    }
    if (!this.saving) {
      this.tell('有未保存的修改');
    }
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  /** What is typed this moment is taken over by the form a little later. */
  saveNow() {
    clearTimeout(this.timer);
    if (this.ready && !this.conflict && !this.over) {
      this.tell('正在保存…');
      this.timer = setTimeout(() => this.save(true), 0);
    }
  }

  wait() {
    return Math.min(LONGEST_WAIT, PAUSE * 2 ** Math.min(this.failures, 6));
  }

  save(asked) {
    clearTimeout(this.timer);
    if (this.over || this.conflict || !this.ready) {
      return this.saving || Promise.resolve();
    }
    if (this.saving) {
      return this.saving.then(() => this.save(asked));
    }
    if (!asked && !this.isChanged()) {
      if (!this.failures) {
        this.tell(this.version ? this.say.textContent.replace('有未保存的修改', '已保存') : '');
      }
      return Promise.resolve();
    }
    this.saving = this.send(this.version).finally(() => {
      this.saving = null;
      underway.delete(this.task);
      if (!this.conflict && !this.over && !this.failures && this.isChanged()) {
        this.changed();
      }
    });
    underway.set(this.task, this.saving);
    return this.saving;
  }

  async send(version) {
    const answers = written(this.form);
    const text = JSON.stringify(answers);
    unsent.write(this.account, this.task, version, answers);
    this.tell('正在保存…');
    let answer;
    try {
      answer = await call('PUT', this.task, {version, answers});
    } catch (failure) {
      answer = {status: 0};
    }
    if (this.over) {
      return;
    }
    if (answer.status === 200) {
      this.failures = 0;
      this.version = answer.content.version;
      this.kept = text;
      unsent.forget(this.account, this.task);
      this.tell(`已保存 ${when(answer.content.savedAt)}`);
    } else if (answer.status === 409 && answer.content && answer.content.current) {
      this.failures = 0;
      if (!differs(whole(this.form, answer.content.current.answers), answers)) {
        // our own, whose answer was lost on the way
        this.version = answer.content.current.version;
        this.kept = text;
        unsent.forget(this.account, this.task);
        this.tell(`已保存 ${when(answer.content.current.savedAt)}`);
      } else {
        this.ask(answer.content.current);
      }
    } else if (answer.status === 404) {
      unsent.forget(this.account, this.task);
      this.tell('未能保存：任务不存在，或已由他人办结', 'failed');
      this.over = true;
    } else if (answer.status === 400 || answer.status === 413 || (answer.status === 403 && answer.content
        && !/X-XSRF-TOKEN/.test(answer.content.detail || ''))) {
      // the same again would be refused again
      const faults = (answer.content && answer.content.errors) || [];
      this.kept = text;
      this.tell(`未能保存：${faults.map(fault => fault.message).join('；') || (answer.content && answer.content.detail) || '内容不能接受'}`,
        'failed');
    } else {
      this.failures++;
      this.tell(answer.status === 401 ? '登录已失效，未能保存；内容暂存在本机，重新登录后继续' : '未能保存，将重试', 'failed');
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(true), this.wait());
    }
  }

  /** Shows whose content there is and lets choose; until then nothing is saved. */
  ask(theirs, mine) {
    clearTimeout(this.timer);
    this.conflict = theirs;
    const own = mine ? mine.answers : null;
    if (!own) {
      unsent.write(this.account, this.task, this.version, written(this.form));
    }
    const banner = element('div', 'huiqi-draft-conflict');
    banner.setAttribute('role', 'alert');
    const other = theirs.savedBy === this.account ? '您在另一窗口' : theirs.savedBy;
    banner.append(element('p', '', Object.keys(theirs.answers).length
      ? `${other} 于 ${when(theirs.savedAt)} 保存了此表的另一份内容，与您${own ? '在本机未能送出的内容' : '现在填写的'}不同。`
        + '在您选择之前不会保存。'
      : `${other} 于 ${when(theirs.savedAt)} 清空了此表的草稿。在您选择之前不会保存。`));
    const take = element('button', 'btn btn-default', '采用对方内容');
    take.type = 'button';
    take.addEventListener('click', safely(() => {
      banner.remove();
      this.conflict = null;
      this.version = theirs.version;
      show(this.form, theirs.answers);
      this.kept = JSON.stringify(written(this.form));
      unsent.forget(this.account, this.task);
      this.tell(`已采用 ${this.who(theirs)} ${when(theirs.savedAt)} 保存的内容`);
    }));
    const keep = element('button', 'btn btn-default', '保留我的内容并覆盖');
    keep.type = 'button';
    keep.addEventListener('click', safely(() => {
      banner.remove();
      this.conflict = null;
      this.version = theirs.version;
      if (own) {
        show(this.form, own);
      }
      this.touched = true;
      this.save(true);
    }));
    banner.append(take, ' ', keep);
    this.line.querySelectorAll('.huiqi-draft-conflict').forEach(old => old.remove());
    this.line.append(banner);
    this.tell('未保存：内容有冲突', 'failed');
  }

  /** The form is no longer shown; its last words may still be on their way. */
  leave() {
    clearTimeout(this.timer);
    if (this.over) {
      return;
    }
    const last = new Promise(resolve => setTimeout(resolve, TEXT_DELAY))
      .then(() => this.save())
      .catch(failure => console.warn('drafts:', failure))
      .then(() => {
        this.close();
        if (underway.get(this.task) === last) {
          underway.delete(this.task);
        }
      });
    underway.set(this.task, last);
  }

  handedIn() {
    unsent.forget(this.account, this.task);
    this.close();
  }

  close() {
    this.over = true;
    clearTimeout(this.timer);
    this.line.remove();
    if (desks.get(this.task) === this) {
      desks.delete(this.task);
    }
  }
}

/* forms come and go */

function sit(container, task, tries) {
  if (!container.isConnected || !container.parentElement) {
    return;
  }
  const form = formOf(container);
  if (form) {
    const desk = new Desk(task, container, form);
    desks.set(task, desk);
    desk.open().catch(failure => console.warn('drafts:', failure));
  } else if (tries > 0) {
    setTimeout(safely(() => sit(container, task, tries - 1)), 100);
  } else {
    console.warn('drafts: the form cannot be read; drafts stay in this browser');
    working = false;
  }
}

const seen = new WeakSet();

function look() {
  desks.forEach(desk => {
    if (!desk.container.isConnected) {
      desks.delete(desk.task);
      desk.leave();
    }
  });
  document.querySelectorAll('.fjs-container').forEach(container => {
    if (!seen.has(container)) {
      seen.add(container);
      // a start form has no task yet
      if (openTask && !container.closest('.modal')) {
        sit(container, openTask, 100);
      }
    }
  });
}

safely(() => {
  replaceTasklistCopy();
  new MutationObserver(safely(look)).observe(document.documentElement, {subtree: true, childList: true});
  window.addEventListener('online', safely(() => desks.forEach(desk => desk.failures && desk.saveNow())));
  document.addEventListener('visibilitychange', safely(() => {
    if (document.visibilityState === 'hidden') {
      desks.forEach(desk => desk.save());
    }
  }));
})();

export default [];
