/*
 * Whoever logs in here without a task in the address goes on to the list of his work; a link in the header leads
 * there too. It never throws: a script that fails would leave Tasklist blank.
 */
const WORK = '/my/tasks';

function isLogin(address) {
  return /#\/login(\?|$)/.test(address);
}

function namesSomething(address) {
  return /[?&](task|processStart|detailsTab)=/.test(address.split('#')[1] || '');
}

let wasAtLogin = isLogin(location.href);

function look() {
  const atLogin = isLogin(location.href);
  if (wasAtLogin && !atLogin && !namesSomething(location.href)) {
    location.replace(WORK);
  }
  wasAtLogin = atLogin;
}

function link() {
  const place = document.querySelector('[cam-widget-header] nav.cam-nav ul');
  if (!place || isLogin(location.href) || document.getElementById('huiqi-work')) {
    return;
  }
  const item = document.createElement('li');
  item.id = 'huiqi-work';
  const anchor = document.createElement('a');
  anchor.href = WORK;
  anchor.textContent = '我的工作';
  item.appendChild(anchor);
  place.insertBefore(item, place.firstChild);
}

function quietly(work) {
  return () => {
    try {
      work();
    } catch (ignored) {
      // Tasklist goes on without
    }
  };
}

// a single-page application: the address and the header change without a load
setInterval(quietly(() => {
  look();
  link();
}), 200);
window.addEventListener('hashchange', quietly(look));

export default [];
