/*
 * The forms' own messages are hard-coded in English. This puts them into Chinese where they
 * appear, inside forms and nowhere else, and lets their calendars write and read days as people do here. It never
 * throws: a script that fails would leave Tasklist blank. Where the page itself is English, it does nothing.
 */

// the choice Tasklist makes: Chinese unless the browser asks for English
const ENGLISH = /^en(-|$)/i.test((navigator.languages || [])[0] || navigator.language || '');

const SENTENCES = [
  [/^Field is required\.?$/, '此项必填。'],
  [/^Field must match pattern .*$/s, '格式不正确。'],
  [/^Field must have minimum value of (.+?)\.$/, '不得小于 $1。'],
  [/^Field must have maximum value of (.+?)\.$/, '不得大于 $1。'],
  [/^Field must have minimum length of (.+?)\.$/, '不得少于 $1 个字符。'],
  [/^Field must have maximum length of (.+?)\.$/, '不得超过 $1 个字符。'],
  [/^Field must be a valid\s+international phone number\..*$/, '请填写正确的电话号码（含国家代码，如 +8613800000000）。'],
  [/^Field must be a valid email\.?$/, '请填写正确的电子邮箱。'],
  [/^Field is not a valid email\.?$/, '请填写正确的电子邮箱。'],
  [/^Value is not a number\.?$/, '请填写数字。'],
  [/^Value is expected to be an integer\.?$/, '请填写整数。'],
  [/^Value is expected to have at most (\d+) decimal digits?\.?$/, '最多保留 $1 位小数。'],
  [/^Please select a valid value, the two nearest valid values are (.+?) and (.+?)\.$/, '数值不符合步长，最接近的是 $1 和 $2。'],
  [/^Date is in the past\.?$/, '日期不得早于今天。'],
  [/^Date and time must both be entered\.?$/, '日期和时间须同时填写。'],
  [/^External content couldn't be loaded\.?$/, '外部内容无法加载。'],
  [/^No content to show\.?$/, '暂无内容'],
  [/^No options source defined in the form definition$/, '表单未设置选项来源'],
  [/^Expand all \((\d+)\)$/, '全部展开（$1）'],
  [/^Remove list item (\d+)$/, '删除第 $1 行'],
  [/^Click to sort by (.+) ascending$/, '按“$1”升序排列'],
  [/^Click to sort by (.+) descending$/, '按“$1”降序排列']
];

const WORDS = {
  'Select': '请选择',
  'Search': '搜索',
  'No results': '没有匹配的选项',
  'Nothing found': '没有匹配的选项',
  'All values selected': '已全部选择',
  'Nothing to show.': '暂无数据',
  'Add new': '新增一行',
  'Collapse': '收起',
  'Remove tag': '移除',
  'Skip to search': '跳至搜索',
  'Loading': '正在加载',
  'iFrame': '外部内容',
  'AM': '上午',
  'PM': '下午',
  'Next page': '下一页',
  'Previous page': '上一页',
  'Click to remove sorting': '取消排序',
  'Increment': '增加',
  'Decrement': '减少',
  'This is an image placeholder': '图片',
  'yyyy/mm/dd': '如 2024年11月15日',
  'hh:mm': '时:分',
  'hh:mm ?m': '时:分',
  'Hour': '时',
  'Minute': '分',
  'Year': '年',
  'Month': '月'
};

const CALENDAR = {
  'Sun': '日', 'Mon': '一', 'Tue': '二', 'Wed': '三', 'Thu': '四', 'Fri': '五', 'Sat': '六',
  'January': '一月', 'February': '二月', 'March': '三月', 'April': '四月', 'May': '五月', 'June': '六月',
  'July': '七月', 'August': '八月', 'September': '九月', 'October': '十月', 'November': '十一月', 'December': '十二月'
};

const DAY = /^(\w+) (\d{1,2}), (\d{4})$/;

const WRITTEN = 'Y年n月j日';

const MONTHS = ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月'];

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

const ATTRIBUTES = ['placeholder', 'title', 'aria-label', 'alt'];

function inChinese(text, element) {
  const said = text.trim();
  if (!said) {
    return text;
  }
  let chinese;
  if (Object.prototype.hasOwnProperty.call(WORDS, said)) {
    chinese = WORDS[said];
  } else if (said === 'of' && element.closest('.fjs-table-nav-label')) {
    chinese = '/';
  } else if (Object.prototype.hasOwnProperty.call(CALENDAR, said) && element.closest('.flatpickr-calendar')) {
    chinese = CALENDAR[said];
  } else if (DAY.test(said) && element.closest('.flatpickr-calendar')) {
    chinese = said.replace(DAY, (whole, month, day, year) =>
      CALENDAR[month] ? `${year}年${CALENDAR[month]}${day}日` : whole);
  } else {
    const sentence = SENTENCES.find(([pattern]) => pattern.test(said));
    chinese = sentence && said.replace(sentence[0], sentence[1]);
  }
  return chinese ? text.replace(said, () => chinese) : text;
}

/** 2024年11月15日, 2024-11-15, 2024/11/15, 2024.11.15 or 20241115; anything else is no day. */
function dayOf(typed) {
  const parts = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(typed) || /^(\d{4})(\d{2})(\d{2})$/.exec(typed);
  if (!parts) {
    return undefined;
  }
  const [year, month, date] = parts.slice(1).map(Number);
  const day = new Date(year, month - 1, date);
  return day.getMonth() === month - 1 && day.getDate() === date ? day : undefined;
}

/** A calendar of the form: what is shown and typed is Chinese, what is answered stays ISO. */
function writeDaysInChinese(input) {
  const calendar = input && input._flatpickr;
  if (!calendar || calendar.config.dateFormat === WRITTEN) {
    return;
  }
  calendar.config.parseDate = dayOf;
  calendar.config.ariaDateFormat = WRITTEN;
  calendar.set('locale', {
    weekdays: {shorthand: WEEKDAYS, longhand: WEEKDAYS.map(day => '星期' + day)},
    months: {shorthand: MONTHS, longhand: MONTHS},
    firstDayOfWeek: 1,
    rangeSeparator: ' 至 ',
    scrollTitle: '滚动切换',
    toggleTitle: '点击切换',
    yearAriaLabel: '年',
    monthAriaLabel: '月',
    hourAriaLabel: '时',
    minuteAriaLabel: '分'
  });
  calendar.set('dateFormat', WRITTEN);
  if (calendar.selectedDates.length) {
    calendar.setDate(calendar.selectedDates, false);
  }
}

function translateText(node) {
  const element = node.parentElement;
  if (!element || element.closest('textarea, script, style')) {
    return;
  }
  const chinese = inChinese(node.data, element);
  if (chinese !== node.data) {
    node.data = chinese;
  }
}

function translateAttributes(element) {
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (value) {
      const chinese = inChinese(value, element);
      if (chinese !== value) {
        element.setAttribute(name, chinese);
      }
    }
  }
}

function translate(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    translateText(node);
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) {
    return;
  }
  translateAttributes(node);
  if (node.matches('.flatpickr-wrapper, .flatpickr-calendar')) {
    writeDaysInChinese(node.closest('.flatpickr-wrapper')?.querySelector('input[data-input]'));
  }
  node.childNodes.forEach(translate);
}

function safely(work) {
  return (...given) => {
    try {
      work(...given);
    } catch (failure) {
      console.warn('form-messages:', failure);
    }
  };
}

const watched = new WeakSet();

const inForm = new MutationObserver(safely((changes) => {
  for (const change of changes) {
    if (change.type === 'attributes') {
      translateAttributes(change.target);
    } else if (change.type === 'characterData') {
      translateText(change.target);
    } else {
      change.addedNodes.forEach(translate);
    }
  }
}));

function watch(form) {
  if (!watched.has(form)) {
    watched.add(form);
    translate(form);
    inForm.observe(form, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ATTRIBUTES
    });
  }
}

const forForms = new MutationObserver(safely((changes) => {
  for (const change of changes) {
    for (const node of change.addedNodes) {
      if (node.nodeType === Node.ELEMENT_NODE) {
        if (node.classList.contains('fjs-container')) {
          watch(node);
        }
        node.querySelectorAll('.fjs-container').forEach(watch);
      }
    }
  }
}));

safely(() => {
  if (ENGLISH) {
    return;
  }
  document.documentElement.classList.add('huiqi-zh');
  document.querySelectorAll('.fjs-container').forEach(watch);
  forForms.observe(document.documentElement, { subtree: true, childList: true });
})();

export default [];
