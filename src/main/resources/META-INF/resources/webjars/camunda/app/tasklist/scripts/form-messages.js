/*
 * The forms' own messages are hard-coded in English. This puts them into Chinese where they
 * appear, inside forms and nowhere else. It never throws: a script that fails would leave
 * Tasklist blank.
 */

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
  'Next page': '下一页',
  'Previous page': '上一页',
  'Click to remove sorting': '取消排序',
  'Increment': '增加',
  'Decrement': '减少',
  'This is an image placeholder': '图片',
  'yyyy-mm-dd': '年-月-日',
  'yyyy/mm/dd': '年/月/日',
  'mm/dd/yyyy': '月/日/年',
  'dd/mm/yyyy': '日/月/年',
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
  document.querySelectorAll('.fjs-container').forEach(watch);
  forForms.observe(document.documentElement, { subtree: true, childList: true });
})();

export default [];
