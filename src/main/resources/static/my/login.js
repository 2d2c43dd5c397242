import { ask, byId, logIn } from '/my/common.js';

/** Only pages of this program: nobody is sent elsewhere by a link to the login. */
function wanted() {
  const next = new URLSearchParams(location.search).get('next') || '';
  if (!/^\/[^/\\]/.test(next)) {
    return null;
  }
  const page = new URL(next, location.origin);
  const ours = page.origin === location.origin && /^\/(my|camunda|admin|api\/docs)(\/|$)/.test(page.pathname)
    && page.pathname !== '/my/login';
  return ours ? page.pathname + page.search : null;
}

async function goOn() {
  const me = await ask('/api/me');
  location.replace(wanted() || (me.enterprise ? '/my' : '/my/tasks'));
}

async function refusal(answer) {
  if (answer.status === 401) {
    return '账号或密码不正确';
  }
  const body = await answer.json().catch(() => ({}));
  if (answer.status === 429) {
    return body.detail || body.message || '尝试次数过多，请稍后再试';
  }
  return answer.status === 403 ? '页面已过期，请刷新后重新登录' : '暂时无法登录，请稍后重试';
}

byId('login').addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = event.target.querySelector('button');
  button.disabled = true;
  byId('message').textContent = '';
  try {
    const answer = await logIn(byId('username').value.trim(), byId('password').value);
    if (answer.ok) {
      await goOn();
      return;
    }
    byId('message').textContent = await refusal(answer);
    byId('password').value = '';
    byId('password').focus();
  } catch (fault) {
    byId('message').textContent = '无法连接服务器，请检查网络后重试';
  }
  button.disabled = false;
});

// whoever is logged in already has nothing to do here
fetch('/api/me', { headers: { 'X-Requested-With': 'fetch' } }).then((answer) => answer.ok && goOn());
