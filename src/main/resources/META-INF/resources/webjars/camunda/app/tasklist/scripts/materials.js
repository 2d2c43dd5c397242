/*
 * The tab 材料 of a task: what is asked for, what is there, what is missing. Files are dropped or chosen, many at
 * once, and go up two at a time, also while another tab or task is open. A failed one keeps its row and can be sent
 * again: the server takes the same bytes for the same material only once.
 */

const AT_ONCE = 2;

const SHOWN_IN_PAGE = ['application/pdf', 'image/png', 'image/jpeg'];

const LONGEST_REMARK = 500;

const DAY_AND_TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai', year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false
});

/* one board per application, so that what is under way goes on when its tab is left */
const boards = new Map();

/* elements: element('button', {class: 'x', onclick: f}, 'text', child) */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => {
    if (value === null || value === undefined || value === false) {
      return;
    }
    if (key.startsWith('on')) {
      made.addEventListener(key.substring(2), value);
    } else {
      made.setAttribute(key, value === true ? '' : value);
    }
  });
  made.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return made;
}

function button(label, key, work, kind) {
  return element('button', {type: 'button', class: `btn btn-${kind || 'default'} btn-xs`, 'data-key': key, onclick: work}, label);
}

function size(bytes) {
  if (bytes < 1024) {
    return `${bytes} B`;
  }
  const units = ['KB', 'MB', 'GB'];
  let amount = bytes / 1024;
  let unit = 0;
  while (amount >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${amount.toFixed(amount < 10 ? 1 : 0).replace(/\.0$/, '')} ${units[unit]}`;
}

function when(iso) {
  const part = {};
  DAY_AND_TIME.formatToParts(new Date(iso)).forEach(one => {
    part[one.type] = one.value;
  });
  return `${part.year}年${parseInt(part.month, 10)}月${part.day}日 ${part.hour}:${part.minute}`;
}

function ending(name) {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? '' : name.substring(dot + 1).toLowerCase();
}

function token() {
  const cookie = document.cookie.split('; ').find(one => one.startsWith('XSRF-TOKEN='));
  return cookie ? decodeURIComponent(cookie.substring('XSRF-TOKEN='.length)) : '';
}

function reasonOf(status, problem) {
  if (problem && Array.isArray(problem.errors) && problem.errors.length) {
    return problem.errors.map(fault => fault.message).join('；');
  }
  if (status === 401) {
    return '登录已失效，请重新登录后重试';
  }
  if (problem && problem.detail) {
    return problem.detail;
  }
  return status === 0 ? '网络中断，未能传完' : `未能处理（${status}）`;
}

async function call(method, address, body) {
  let answer;
  try {
    answer = await fetch(address, {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      body: body && JSON.stringify(body),
      headers: {
        'Accept': 'application/json, application/problem+json',
        'X-Requested-With': 'fetch',
        'X-XSRF-TOKEN': token(),
        ...(body ? {'Content-Type': 'application/json'} : {})
      }
    });
  } catch (failure) {
    throw new Error(reasonOf(0));
  }
  let content = null;
  try {
    content = await answer.json();
  } catch (failure) {
    // an answer without content
  }
  if (!answer.ok) {
    throw new Error(reasonOf(answer.status, content));
  }
  return content;
}

class Board {

  constructor(number) {
    this.number = number;
    this.address = `/api/applications/${encodeURIComponent(number)}/materials`;
    this.data = null;
    this.failure = null;
    this.uploads = [];
    this.next = 1;
    this.views = new Set();
    this.notes = new Map();
  }

  async load() {
    try {
      this.data = await call('GET', this.address);
      this.failure = null;
    } catch (failure) {
      this.failure = failure.message;
    }
    this.show();
  }

  show() {
    this.views.forEach(view => view.show());
  }

  /* uploads */

  current(kind) {
    return this.data.materials.filter(one => one.kind === kind && one.state === 'CURRENT');
  }

  add(asked, files, replaces) {
    const waiting = () => this.uploads.filter(one => one.kind === asked.kind && !one.replaces
      && (one.state === 'waiting' || one.state === 'sending')).length;
    let alone = replaces || null;
    if (!alone && asked.maxFiles === 1 && files.length === 1 && this.current(asked.kind).length === 1 && !waiting()) {
      alone = this.current(asked.kind)[0].id;
    }
    for (const file of files) {
      const upload = {id: this.next++, kind: asked.kind, file, replaces: alone, state: 'waiting', sent: 0, reason: null, final: false};
      const types = asked.types.map(type => type.toLowerCase());
      if (!types.includes(ending(file.name)) && !(ending(file.name) === 'jpeg' && types.includes('jpg'))) {
        upload.reason = `只收 ${types.join('、').toUpperCase()} 文件`;
      } else if (file.size === 0) {
        upload.reason = '文件是空的';
      } else if (file.size > asked.maxSize) {
        upload.reason = `单个文件不超过 ${size(asked.maxSize)}，此文件 ${size(file.size)}`;
      } else if (!alone && this.current(asked.kind).length + waiting() >= asked.maxFiles) {
        upload.reason = `此项最多 ${asked.maxFiles} 个文件，请先撤回或替换已有文件`;
      }
      if (upload.reason) {
        upload.state = 'failed';
        upload.final = true;
      }
      this.uploads.push(upload);
    }
    this.show();
    this.pump();
  }

  pump() {
    while (this.uploads.filter(one => one.state === 'sending').length < AT_ONCE) {
      const upload = this.uploads.find(one => one.state === 'waiting');
      if (!upload) {
        break;
      }
      this.send(upload);
    }
  }

  send(upload) {
    upload.state = 'sending';
    upload.sent = 0;
    upload.reason = null;
    const body = new FormData();
    body.append('kind', upload.kind);
    if (upload.replaces) {
      body.append('replaces', upload.replaces);
    }
    body.append('file', upload.file, upload.file.name);
    const request = new XMLHttpRequest();
    upload.request = request;
    request.open('POST', this.address);
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    request.setRequestHeader('X-Requested-With', 'fetch');
    request.setRequestHeader('X-XSRF-TOKEN', token());
    request.upload.onprogress = event => {
      if (event.lengthComputable) {
        upload.sent = event.total ? event.loaded / event.total : 0;
        this.views.forEach(view => view.progress(upload));
      }
    };
    request.onloadend = () => {
      let content = null;
      try {
        content = JSON.parse(request.responseText);
      } catch (failure) {
        // no answer, or none of ours
      }
      upload.request = null;
      if (request.status === 200 || request.status === 201) {
        upload.state = 'done';
        this.took(upload, content);
      } else {
        upload.state = 'failed';
        upload.reason = upload.cancelled ? '已取消' : reasonOf(request.status, content);
      }
      this.finished();
    };
    request.send(body);
    this.show();
  }

  /* shown at once; what else it changed is read when all are through */
  took(upload, material) {
    if (!this.data || !material || !material.id) {
      return;
    }
    this.data.materials = this.data.materials.filter(one => one.id !== material.id);
    this.data.materials.filter(one => one.id === material.replaces).forEach(one => {
      one.state = 'REPLACED';
    });
    this.data.materials.push(material);
    this.data.missing = this.data.missing.filter(kind => kind !== material.kind);
  }

  finished() {
    this.pump();
    if (this.isBusy()) {
      this.show();
    } else {
      this.load();
    }
  }

  isBusy() {
    return this.uploads.some(one => one.state === 'waiting' || one.state === 'sending');
  }

  retry(uploads) {
    uploads.filter(one => one.state === 'failed' && !one.final).forEach(one => {
      one.state = 'waiting';
      one.cancelled = false;
      one.reason = null;
    });
    this.show();
    this.pump();
  }

  drop(upload) {
    if (upload.request) {
      upload.cancelled = true;
      upload.request.abort();
      return;
    }
    this.uploads = this.uploads.filter(one => one !== upload);
    this.show();
  }

  forgetFinished() {
    this.uploads = this.uploads.filter(one => one.state !== 'done');
    this.show();
  }

  /* acts on what is there */

  async act(material, work) {
    this.notes.delete(material.id);
    try {
      await work();
    } catch (failure) {
      this.notes.set(material.id, failure.message);
    }
    await this.load();
  }

  withdraw(material) {
    return this.act(material, () => call('DELETE', `${this.address}/${encodeURIComponent(material.id)}`));
  }

  restore(material) {
    return this.act(material, () => call('POST', `${this.address}/${encodeURIComponent(material.id)}/restoration`));
  }

  judge(material, inOrder, remark) {
    return this.act(material, () => call('POST', `${this.address}/${encodeURIComponent(material.id)}/verdict`, {inOrder, remark}));
  }

  link(material, inline) {
    return `${this.address}/${encodeURIComponent(material.id)}${inline ? '?inline=true' : ''}`;
  }
}

class View {

  constructor(node, board) {
    this.node = node;
    this.board = board;
    this.remarks = new Map();
    this.summary = element('div', {class: 'huiqi-m-summary', role: 'status', 'aria-live': 'polite'});
    this.overall = element('div', {class: 'huiqi-m-overall'});
    this.list = element('div', {});
    node.replaceChildren(this.summary, this.overall, this.list);
    // a file that misses its row must not take the place of the page
    ['dragover', 'drop'].forEach(name => node.addEventListener(name, event => event.preventDefault()));
    board.views.add(this);
  }

  isGone() {
    // not in the page before it is first shown
    if (this.node.isConnected) {
      this.wasShown = true;
    }
    return this.wasShown && !this.node.isConnected;
  }

  show() {
    if (this.isGone()) {
      this.board.views.delete(this);
      return;
    }
    const focused = document.activeElement && this.node.contains(document.activeElement)
      && document.activeElement.getAttribute('data-key');
    const opened = new Set([...this.node.querySelectorAll('details[open]')].map(one => one.getAttribute('data-key')));
    this.summary.replaceChildren(...this.headline());
    this.overall.replaceChildren(...this.uploadsInAll());
    this.list.replaceChildren(...this.table());
    this.node.querySelectorAll('details').forEach(one => {
      one.open = opened.has(one.getAttribute('data-key'));
    });
    if (focused) {
      const again = [...this.node.querySelectorAll('[data-key]')].find(one => one.getAttribute('data-key') === focused);
      if (again) {
        again.focus();
      }
    }
  }

  progress(upload) {
    const bar = this.node.querySelector(`progress[data-upload="${upload.id}"]`);
    if (bar) {
      bar.value = upload.sent;
      const said = bar.parentElement.querySelector('.huiqi-m-percent');
      said.textContent = upload.sent < 1 ? `${Math.floor(upload.sent * 100)}%` : '正在检查…';
    }
    this.totals();
  }

  headline() {
    const {data, failure} = this.board;
    const lines = [];
    if (failure) {
      lines.push(element('p', {class: 'huiqi-m-failure'}, `未能读取材料：${failure} `,
        button('重新读取', 'reload', () => this.board.load())));
    }
    if (!data) {
      return failure ? lines : [element('p', {}, '正在读取材料…')];
    }
    if (!data.asked.length) {
      return [...lines, element('h3', {}, '此项目不要求上传材料')];
    }
    const missing = data.asked.filter(asked => data.missing.includes(asked.kind));
    const counted = missing.filter(asked => this.isDue(asked)).length;
    const later = missing.length - counted;
    lines.push(element('h3', {class: counted ? 'huiqi-m-missing' : 'huiqi-m-complete'},
      counted ? `还缺 ${counted} 项必交材料` : '必交材料已齐'));
    lines.push(element('p', {class: 'huiqi-m-note'},
      later ? `另有 ${later} 项由其他单位在其环节提交。` : '',
      `本企业材料空间已用 ${size(data.quota.used)} / ${size(data.quota.limit)}。`));
    return lines;
  }

  /* to be there by now: what one may hand in oneself, or else what is declared with */
  isDue(asked) {
    return this.board.data.asked.some(one => one.mayUpload) ? asked.mayUpload : asked.duty === 'declare';
  }

  uploadsInAll() {
    const uploads = this.board.uploads;
    if (!uploads.length) {
      return [];
    }
    const failed = uploads.filter(one => one.state === 'failed');
    const again = failed.filter(one => !one.final);
    return [
      element('progress', {class: 'huiqi-m-bar', max: '1', 'aria-label': '全部上传进度', 'data-total': true}),
      element('span', {class: 'huiqi-m-count', role: 'status'}),
      again.length ? button('全部重试', 'retry-all', () => this.board.retry(again), 'primary') : null,
      !this.board.isBusy() && uploads.some(one => one.state === 'done')
        ? button('清除已完成的记录', 'forget', () => this.board.forgetFinished()) : null
    ].filter(Boolean).map((one, index) => {
      if (index === 1) {
        queueMicrotask(() => this.totals());
      }
      return one;
    });
  }

  totals() {
    const uploads = this.board.uploads;
    const bar = this.overall.querySelector('progress');
    if (!bar) {
      return;
    }
    const bytes = uploads.reduce((sum, one) => sum + one.file.size, 0);
    const sent = uploads.reduce((sum, one) => sum + one.file.size
      * (one.state === 'done' || one.state === 'failed' ? 1 : one.state === 'sending' ? one.sent : 0), 0);
    bar.value = bytes ? sent / bytes : 1;
    const done = uploads.filter(one => one.state === 'done').length;
    const failed = uploads.filter(one => one.state === 'failed').length;
    const text = `已上传 ${done} / ${uploads.length} 个文件${failed ? `，${failed} 个未成功` : ''}`;
    const said = this.overall.querySelector('.huiqi-m-count');
    if (said.textContent !== text) {
      said.textContent = text;
    }
  }

  table() {
    const {data} = this.board;
    if (!data || !data.asked.length) {
      return [];
    }
    return [element('table', {class: 'huiqi-m-table', role: 'table', 'aria-label': '申请材料'},
      element('thead', {role: 'rowgroup'}, element('tr', {role: 'row'},
        ['材料', '要求', '已交文件'].map(title => element('th', {scope: 'col', role: 'columnheader'}, title)))),
      // what came back for correction stands first
      element('tbody', {role: 'rowgroup'}, [...data.asked.filter(asked => asked.correction), ...data.asked.filter(asked => !asked.correction)]
        .map(asked => this.row(asked))))];
  }

  row(asked) {
    const {data} = this.board;
    const all = data.materials.filter(one => one.kind === asked.kind);
    const isMissing = data.missing.includes(asked.kind);
    const isDue = isMissing && this.isDue(asked);
    const current = all.filter(one => one.state === 'CURRENT');
    const shown = all.filter(one => one.state !== 'REPLACED');
    const told = new Set();
    const files = shown.map(one => this.file(asked, one, all, told));
    const rest = all.filter(one => one.state === 'REPLACED' && !told.has(one.id));
    const row = element('tr', {role: 'row', class: isDue ? 'huiqi-m-row huiqi-m-row-missing' : 'huiqi-m-row', 'data-kind': asked.kind},
      element('th', {scope: 'row', role: 'rowheader'},
        element('span', {class: 'huiqi-m-label'}, asked.label),
        element('span', {class: 'huiqi-m-by'}, `由${asked.by}提供`),
        isMissing ? element('span', {class: `huiqi-m-tag${isDue ? ' huiqi-m-tag-missing' : ''}`}, isDue ? '未交' : '尚未提交')
          : current.length ? element('span', {class: 'huiqi-m-tag huiqi-m-tag-there'}, '已交') : null),
      element('td', {role: 'cell'},
        element('span', {class: `huiqi-m-tag ${asked.required ? 'huiqi-m-tag-required' : ''}`}, asked.required ? '必交' : '选交'),
        element('span', {class: 'huiqi-m-rule'}, `${asked.types.join('、').toUpperCase()}，单个不超过 ${size(asked.maxSize)}`
          + (asked.maxFiles > 1 ? `，最多 ${asked.maxFiles} 个` : '')),
        asked.correction ? element('p', {class: 'huiqi-m-correction'}, `退回要求：${asked.correction}`) : null,
        asked.template ? element('a', {href: asked.template, download: true, class: 'huiqi-m-template'}, '下载模板') : null),
      element('td', {role: 'cell'},
        element('ul', {class: 'huiqi-m-files'}, files,
          this.board.uploads.filter(one => one.kind === asked.kind && one.state !== 'done').map(one => this.upload(one))),
        rest.length ? this.history(`kind-${asked.kind}`, rest) : null,
        asked.mayUpload ? this.chooser(asked, current)
          : isMissing && asked.reason ? element('p', {class: 'huiqi-m-note'}, asked.reason) : null));
    if (asked.mayUpload) {
      this.takeDrops(row, files => this.board.add(asked, files));
    }
    return row;
  }

  chooser(asked, current, material) {
    const single = asked.maxFiles === 1 || !!material;
    const input = element('input', {
      type: 'file', class: 'huiqi-m-input', tabindex: '-1', 'aria-hidden': 'true', multiple: !single,
      accept: asked.types.flatMap(type => type === 'jpg' ? ['.jpg', '.jpeg'] : [`.${type}`]).join(','),
      onchange: event => {
        const files = [...event.target.files];
        event.target.value = '';
        if (files.length) {
          this.board.add(asked, files, material && material.id);
        }
      }
    });
    if (material) {
      input.setAttribute('data-replaces', material.id);
      return element('span', {}, input, button('替换', `replace-${material.id}`, () => input.click()));
    }
    if (current.length >= asked.maxFiles && !single) {
      return element('p', {class: 'huiqi-m-note'}, `已有 ${current.length} 个文件，不能再添加；可以替换或撤回。`);
    }
    const label = single && current.length ? '换一个文件' : single ? '选择文件' : '选择文件（可多选）';
    return element('div', {class: 'huiqi-m-choose'}, input,
      element('button', {type: 'button', class: 'btn btn-default btn-sm', 'data-key': `choose-${asked.kind}`,
        'aria-label': `${label}：${asked.label}`, onclick: () => input.click()}, label),
      element('span', {class: 'huiqi-m-hint'}, '或拖放到这里'));
  }

  takeDrops(row, take) {
    let over = 0;
    const mark = () => row.classList.toggle('huiqi-m-over', over > 0);
    row.addEventListener('dragenter', event => {
      event.preventDefault();
      over++;
      mark();
    });
    row.addEventListener('dragover', event => {
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    });
    row.addEventListener('dragleave', () => {
      over--;
      mark();
    });
    row.addEventListener('drop', event => {
      event.preventDefault();
      over = 0;
      mark();
      const files = [...event.dataTransfer.files];
      if (files.length) {
        take(files);
      }
    });
  }

  upload(upload) {
    const failed = upload.state === 'failed';
    return element('li', {class: `huiqi-m-file huiqi-m-upload${failed ? ' huiqi-m-failed' : ''}`, 'data-upload-row': upload.id},
      element('span', {class: 'huiqi-m-name'}, upload.file.name),
      element('span', {class: 'huiqi-m-facts'}, size(upload.file.size), upload.replaces ? '，替换原文件' : ''),
      failed ? element('span', {class: 'huiqi-m-reason', role: 'alert'}, `未上传：${upload.reason}`)
        : element('span', {class: 'huiqi-m-progress'},
          element('progress', {class: 'huiqi-m-bar', max: '1', value: String(upload.sent), 'data-upload': upload.id, 'aria-label': `${upload.file.name} 上传进度`}),
          element('span', {class: 'huiqi-m-percent'}, upload.state === 'waiting' ? '等待上传' : `${Math.floor(upload.sent * 100)}%`)),
      element('span', {class: 'huiqi-m-acts'},
        failed && !upload.final ? button('重试', `retry-${upload.id}`, () => this.board.retry([upload]), 'primary') : null,
        button(upload.state === 'sending' ? '取消' : '移除', `drop-${upload.id}`, () => this.board.drop(upload))));
  }

  file(asked, material, all, told) {
    const older = [];
    for (let id = material.replaces; id;) {
      const before = all.find(one => one.id === id && !told.has(one.id));
      if (!before || before.state !== 'REPLACED') {
        break;
      }
      told.add(before.id);
      older.push(before);
      id = before.replaces;
    }
    const withdrawn = material.state === 'WITHDRAWN';
    const lost = material.state === 'MISSING';
    const isCurrent = material.state === 'CURRENT';
    const note = this.board.notes.get(material.id);
    return element('li', {class: `huiqi-m-file${withdrawn ? ' huiqi-m-withdrawn' : ''}${lost ? ' huiqi-m-failed' : ''}`, 'data-id': material.id},
      element('span', {class: 'huiqi-m-name'}, lost ? material.name
        : element('a', {href: this.board.link(material), download: material.name, 'data-key': `name-${material.id}`}, material.name)),
      element('span', {class: 'huiqi-m-facts'}, this.facts(material)),
      withdrawn ? element('span', {class: 'huiqi-m-tag'}, '已撤回') : null,
      lost ? element('span', {class: 'huiqi-m-reason'}, '文件缺失，请重新上传') : null,
      material.verdict ? this.verdict(material.verdict) : null,
      element('span', {class: 'huiqi-m-acts'},
        !lost && SHOWN_IN_PAGE.includes(material.type)
          ? button('预览', `preview-${material.id}`, event => this.preview(material, event.currentTarget)) : null,
        isCurrent && asked.mayUpload && asked.maxFiles > 1 ? this.chooser(asked, [], material) : null,
        isCurrent && asked.mayUpload ? button('撤回', `back-${material.id}`, () => this.board.withdraw(material)) : null,
        withdrawn && asked.mayUpload ? button('恢复', `back-${material.id}`, () => this.board.restore(material), 'primary') : null),
      isCurrent && this.board.data.mayJudge ? this.judgement(material) : null,
      note ? element('span', {class: 'huiqi-m-reason', role: 'alert'}, note) : null,
      older.length ? this.history(material.id, older) : null);
  }

  facts(material) {
    return `${size(material.size)}，${when(material.uploadedAt)}，第 ${material.version} 版，`
      + `${material.scanned ? '已查毒' : '未查毒'}${material.uploadedBy ? `，${material.uploadedBy}` : ''}`;
  }

  verdict(verdict) {
    return element('span', {class: `huiqi-m-verdict ${verdict.inOrder ? 'huiqi-m-verdict-good' : 'huiqi-m-verdict-bad'}`},
      verdict.inOrder ? '符合' : '不符合', verdict.remark ? `：${verdict.remark}` : '',
      element('span', {class: 'huiqi-m-by'}, `${verdict.by}，${when(verdict.at)}`));
  }

  history(key, older) {
    return element('details', {class: 'huiqi-m-history', 'data-key': `history-${key}`},
      element('summary', {'data-key': `summary-${key}`}, `历史版本（${older.length}）`),
      element('ul', {}, older.map(one => element('li', {},
        element('a', {href: this.board.link(one), download: one.name}, one.name), ' ', this.facts(one),
        one.verdict ? this.verdict(one.verdict) : null))));
  }

  judgement(material) {
    const open = this.remarks.get(material.id);
    const given = material.verdict;
    const good = button('符合', `good-${material.id}`, () => {
      this.remarks.delete(material.id);
      this.board.judge(material, true, null);
    });
    good.setAttribute('aria-pressed', String(!!given && given.inOrder));
    good.setAttribute('aria-label', `符合：${material.name}`);
    const bad = button('不符合…', `bad-${material.id}`, () => {
      this.remarks.set(material.id, (given && given.remark) || '');
      this.show();
      const field = this.node.querySelector(`[data-key="remark-${material.id}"]`);
      if (field) {
        field.focus();
      }
    });
    bad.setAttribute('aria-pressed', String(!!given && !given.inOrder));
    bad.setAttribute('aria-label', `不符合：${material.name}`);
    const box = element('span', {class: 'huiqi-m-judge', role: 'group', 'aria-label': '核对'}, good, bad);
    if (open !== undefined) {
      const field = element('textarea', {
        class: 'form-control', rows: '2', maxlength: String(LONGEST_REMARK), 'data-key': `remark-${material.id}`,
        'aria-label': `不符合的原因：${material.name}`, placeholder: '请说明不符合的原因',
        oninput: event => this.remarks.set(material.id, event.target.value)
      });
      field.value = open;
      box.append(field,
        button('确定不符合', `judge-${material.id}`, () => {
          const remark = (this.remarks.get(material.id) || '').trim();
          if (!remark) {
            field.setAttribute('aria-invalid', 'true');
            field.focus();
            return;
          }
          this.remarks.delete(material.id);
          this.board.judge(material, false, remark);
        }, 'primary'),
        button('取消', `leave-${material.id}`, () => {
          this.remarks.delete(material.id);
          this.show();
        }));
    }
    return box;
  }

  preview(material, from) {
    const address = this.board.link(material, true);
    const dialog = element('dialog', {class: 'huiqi-m-preview', 'aria-label': `预览：${material.name}`},
      element('div', {class: 'huiqi-m-preview-bar'},
        element('strong', {}, material.name),
        element('a', {href: this.board.link(material), download: material.name, class: 'btn btn-default btn-sm'}, '下载'),
        element('button', {type: 'button', class: 'btn btn-default btn-sm', onclick: () => dialog.close()}, '关闭')),
      material.type === 'application/pdf'
        ? element('iframe', {src: address, title: material.name})
        : element('img', {src: address, alt: material.name}));
    dialog.addEventListener('close', () => {
      dialog.remove();
      if (from && from.isConnected) {
        from.focus();
      }
    });
    document.body.append(dialog);
    dialog.showModal();
  }
}

/* the minutes of a selection, which is of many applications: one file counts, the latest */
class Minutes {

  constructor(node, key) {
    this.node = node;
    this.address = `/api/selections/${encodeURIComponent(key)}/minutes`;
    this.note = null;
    this.sending = false;
  }

  async load() {
    this.data = await call('GET', this.address);
    this.show();
  }

  show() {
    const {mayUpload, types, files} = this.data;
    const current = files.find(one => one.state === 'CURRENT');
    const older = files.filter(one => one.state === 'REPLACED').reverse();
    const lost = files.find(one => one.state === 'MISSING');
    this.node.replaceChildren(
      element('div', {class: 'huiqi-m-summary', role: 'status', 'aria-live': 'polite'},
        element('h3', {class: current ? 'huiqi-m-complete' : 'huiqi-m-missing'}, current ? '会议纪要已上传' : '还缺会议纪要'),
        element('p', {class: 'huiqi-m-note'}, `提交决定前须上传会议纪要（${types.join('、').toUpperCase()}，一个文件）；再次上传的替换原文件。`)),
      element('ul', {class: 'huiqi-m-files'}, current ? this.file(current) : null,
        lost ? element('li', {class: 'huiqi-m-file huiqi-m-failed'}, element('span', {class: 'huiqi-m-reason'}, `${lost.name}：文件缺失，请重新上传`)) : null),
      ...[
        older.length ? element('details', {class: 'huiqi-m-history'}, element('summary', {}, `历史版本（${older.length}）`),
          element('ul', {}, older.map(one => this.file(one)))) : null,
        this.note ? element('p', {class: 'huiqi-m-reason', role: 'alert'}, `未上传：${this.note}`) : null,
        this.sending ? element('p', {role: 'status'}, '正在上传…') : mayUpload ? this.chooser(types, current) : null
      ].filter(Boolean));
  }

  file(file) {
    return element('li', {class: 'huiqi-m-file', 'data-id': file.id},
      element('span', {class: 'huiqi-m-name'},
        element('a', {href: `${this.address}/${encodeURIComponent(file.id)}`, download: file.name}, file.name)),
      element('span', {class: 'huiqi-m-facts'}, `${size(file.size)}，${when(file.uploadedAt)}，第 ${file.version} 版，`
        + `${file.scanned ? '已查毒' : '未查毒'}${file.uploadedBy ? `，${file.uploadedBy}` : ''}`));
  }

  chooser(types, current) {
    const input = element('input', {
      type: 'file', class: 'huiqi-m-input', tabindex: '-1', 'aria-hidden': 'true', accept: types.map(type => `.${type}`).join(','),
      onchange: event => {
        const file = event.target.files[0];
        if (file) {
          this.send(file);
        }
      }
    });
    return element('div', {class: 'huiqi-m-choose'}, input,
      button(current ? '换一个文件' : '选择文件', 'choose-minutes', () => input.click(), 'primary'));
  }

  async send(file) {
    this.sending = true;
    this.note = null;
    this.show();
    const body = new FormData();
    body.append('file', file, file.name);
    try {
      const answer = await fetch(this.address, {method: 'POST', credentials: 'same-origin', body,
        headers: {'Accept': 'application/json, application/problem+json', 'X-Requested-With': 'fetch', 'X-XSRF-TOKEN': token()}});
      if (!answer.ok) {
        this.note = reasonOf(answer.status, await answer.json().catch(() => null));
      }
    } catch (failure) {
      this.note = reasonOf(0);
    }
    this.sending = false;
    await this.load();
  }
}

async function open(node, taskId) {
  try {
    const task = await call('GET', `/api/tasks/${encodeURIComponent(taskId)}`);
    if (!task.programme && task.applicationNumber.includes('.')) {
      await new Minutes(node, task.applicationNumber).load();
      return;
    }
    if (!task.programme) {
      node.replaceChildren(element('p', {}, '此任务涉及多份申请，材料请在各申请中查看。'));
      return;
    }
    let board = boards.get(task.applicationNumber);
    if (!board) {
      board = new Board(task.applicationNumber);
      boards.set(task.applicationNumber, board);
    }
    const view = new View(node, board);
    view.show();
    if (!board.isBusy()) {
      await board.load();
    }
  } catch (failure) {
    node.replaceChildren(element('p', {class: 'huiqi-m-failure', role: 'alert'}, failure.message));
  }
}

window.addEventListener('beforeunload', event => {
  if ([...boards.values()].some(board => board.isBusy())) {
    event.preventDefault();
    event.returnValue = '';
  }
});

export default {
  id: 'huiqi-materials',
  pluginPoint: 'tasklist.task.detail',
  priority: 900,
  properties: {label: '材料'},
  render: (node, {taskId}) => {
    node.classList.add('huiqi-materials');
    node.replaceChildren(element('p', {}, '正在读取材料…'));
    open(node, taskId);
  },
  unmount: () => {
    // what is under way goes on
  }
};
