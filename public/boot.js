// Runs before the first paint and before any wasm. It
//   1. applies how the person likes the portal (theme, language, text, motion, contrast),
//   2. tells the style sheet which page is asked for, so that its outline is painted,
//   3. starts the first requests, so that their answers are there when the app is,
//   4. loads the app, and
//   5. shows a plain recovery panel when the app cannot start or has stopped.
// A classic script in <head>: a module would run after the first paint. No inline code, no eval (CSP).
(() => {
  'use strict';
  const root = document.documentElement;

  // 1. Look. Written by the app; whatever is broken or unknown is as if nothing were stored.
  const stored = (() => {
    try {
      return JSON.parse(localStorage.getItem('madoguchi.look')) || {};
    } catch {
      return {};
    }
  })();
  const surface = { light: '#ffffff', dark: '#171c1e' }[stored.theme];
  if (surface) {
    root.dataset.theme = stored.theme;
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) meta.content = surface;
  }
  if (stored.language === 'ja' || stored.language === 'en') root.lang = stored.language;
  if (stored.large_text) root.dataset.text = 'large';
  if (stored.reduced_motion) root.dataset.motion = 'reduce';
  if (stored.high_contrast) root.dataset.contrast = 'high';

  // 2. Outline.
  const path = location.pathname;
  const entrance = /^\/(sign-in|password-reset|access-help|mail-confirmation)(\/|$)/.test(path);
  if (entrance) root.dataset.page = 'sign-in';
  else if (path === '/') root.dataset.page = 'home';
  else if (/^\/(cases|announcements|knowledge|knowledge\/search|search|account\/(contacts|sign-ins))\/?$/.test(path)) root.dataset.page = 'list';
  else root.dataset.page = 'document';

  let state = 'loading'; // loading → running, and from both → crashed

  // 3. First requests. The app takes an answer out of `early` instead of asking again. Whoever reads one
  //    here reads a clone: a body can be read once.
  const early = new Map();
  const start = (path) => {
    const answer = fetch(`/api/v1${path}`, { headers: { accept: 'application/json' } });
    answer.catch(() => {}); // a failure is for the one who takes the answer out
    early.set(`/api/v1${path}`, answer);
    return answer;
  };
  const read = (answer) => answer.clone().json();
  start('/session').then(read).then((session) => {
    if (state !== 'loading') return;
    if (/^(anonymous|second_factor)$/.test(session.state) && !entrance) {
      // Sign-in has a small program of its own; no need to wait for the large one.
      const wanted = path + location.search;
      location.replace(`/sign-in${wanted === '/' ? '' : `?return=${encodeURIComponent(wanted)}`}`);
      return;
    }
    if (session.state !== 'active' || entrance) return;
    start('/cases/counts');
    start('/announcements');
    if (path === '/') start('/configuration');
    if (path === '/knowledge') start('/knowledge/bases');
    // Where a page shows one thing, the API has it under the same path.
    if (/^\/(cases|announcements|knowledge\/articles)\/\w+$/.test(path)) start(path);
  }).catch(() => {});
  start('/support-hours');
  const support = start('/sign-in-options').then(read).then((options) => options.support).catch(() => null);

  // 4. The app.
  let patience;
  const progress = () => {
    clearTimeout(patience);
    patience = setTimeout(() => state === 'loading' && show('slow'), 30_000);
  };
  const ready = () => {
    if (state !== 'loading') return;
    state = 'running';
    clearTimeout(patience);
    delete root.dataset.page;
    setTimeout(() => early.clear(), 10_000); // what nobody took by now would be stale
    // While the person signs in, the portal is fetched into the browser's cache.
    const next = document.querySelector('meta[name=madoguchi-next]')?.content;
    if (next && !navigator.connection?.saveData) {
      for (const file of next.split(' ')) fetch(file, { priority: 'low' }).catch(() => {});
    }
  };
  const crashed = (message) => {
    if (state === 'crashed') return; // a dead app keeps failing at every event
    const started = state === 'running';
    state = 'crashed';
    clearTimeout(patience);
    show(started ? 'stopped' : navigator.onLine ? 'failed' : 'offline', String(message ?? ''));
  };
  globalThis.madoguchi = { early, ready, crashed };

  const trapped = (error) => error instanceof WebAssembly.RuntimeError && crashed(error.message);
  addEventListener('error', (event) => trapped(event.error));
  addEventListener('unhandledrejection', (event) => trapped(event.reason));

  const load = async () => {
    progress();
    // trunk leaves the hashed names and their digests in these two links.
    const glue = document.querySelector('link[rel=modulepreload]:not([href*="/snippets/"])');
    const wasm = document.querySelector('link[rel=preload][as=fetch]');
    // Not every browser checks the digest of a preload, every one checks that of a fetch.
    const [app, code] = await Promise.all([
      import(glue.href),
      fetch(wasm.href, { integrity: wasm.integrity }).finally(progress),
    ]);
    if (!code.ok) throw new Error(`${wasm.href}: ${code.status}`);
    await app.default({ module_or_path: code });
    if (state === 'loading') progress();
  };
  // A page that is being left loses its downloads; only who is still here a second later has a problem.
  document.addEventListener('DOMContentLoaded', () => load().catch((error) => setTimeout(() => {
    console.error(error);
    crashed(error?.message ?? error);
  }, 1_000)));

  // 5. The recovery panel.
  const WORDS = {
    ja: {
      slow: ['読み込みに時間がかかっています', 'そのままお待ちください。通信の状態がよくないときは、再読み込みで早く開くことがあります。'],
      offline: ['通信が切れています', '通信が戻ると、このページを自動で開き直します。'],
      failed: ['画面を開けませんでした', '再読み込みすると、多くの場合は開けます。'],
      stopped: ['画面が止まりました', '申し訳ありません。送信済みの内容は保存されています。再読み込みすると続けられます。'],
      reload: '再読み込み',
      kept: 'まだ送信していない内容',
      keptHelp: '再読み込みすると消えます。必要なものをコピーしてください。',
      copy: 'コピー',
      copied: 'コピーしました',
      contact: '続くときは、サポート窓口にご連絡ください。',
      detail: '窓口に伝える情報',
    },
    en: {
      slow: ['This is taking long', 'Please wait. On a poor line, reloading may be faster.'],
      offline: ['There is no connection', 'This page opens by itself when the connection is back.'],
      failed: ['The page could not be opened', 'Reloading helps in most cases.'],
      stopped: ['The page has stopped', 'We are sorry. Whatever was sent is saved. Reload to go on.'],
      reload: 'Reload',
      kept: 'What you have not sent yet',
      keptHelp: 'It is lost when you reload. Copy what you need.',
      copy: 'Copy',
      copied: 'Copied',
      contact: 'If it happens again, please contact support.',
      detail: 'What to tell support',
    },
  };

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // What was typed and would be lost, each under the name of its field. Never a password or a code.
  const typed = () => {
    const text = new Set(['text', 'search', 'email', 'tel', 'url']);
    const kept = [];
    for (const field of document.querySelectorAll('#app :is(textarea, input, [contenteditable=true])')) {
      if (field.readOnly || /password|one-time-code|username/.test(field.autocomplete ?? '')) continue;
      if (field.localName === 'input' && (!text.has(field.type) || field.value === field.defaultValue)) continue;
      const value = (field.value ?? field.innerText).trim();
      const name = field.labels?.[0]?.innerText || field.getAttribute('aria-label');
      if (value) kept.push(name ? `${name.trim()}\n${value}` : value);
    }
    return kept.join('\n\n');
  };

  function show(kind, message) {
    const words = WORDS[root.lang] ?? WORDS.ja;
    const [title, advice] = words[kind];
    const text = kind === 'stopped' ? typed() : '';

    const heading = element('h1', { tabindex: '-1' }, title);
    const reload = element('button', { type: 'button', class: 'button button--primary' }, words.reload);
    reload.addEventListener('click', () => location.reload());
    const body = element('div', { class: 'panel-body' }, heading, element('p', {}, advice));
    if (text) body.append(...keep(words, text));
    body.append(element('div', { class: 'button-row' }, reload));
    if (kind !== 'slow') body.append(contact(words));
    if (message) {
      body.append(element('details', {}, element('summary', { class: 'tall-link small' }, words.detail), element('pre', {}, message)));
    }

    const page = element('div', { class: 'recovery wrap wrap--narrow page' },
      element('section', { class: 'panel panel--roomy', role: kind === 'slow' ? 'status' : 'alert' }, body));
    if (kind === 'slow') {
      // The app may still come; it then replaces the shell with this in it.
      delete root.dataset.page;
      document.getElementById('main').append(page);
      return;
    }
    const header = element('header', { class: 'header header--plain' }, element('div', { class: 'wrap header-bar' }, mark()));
    const main = element('main', { class: 'main', id: 'main' }, page);
    document.title = title;
    // The toasts, menus and dialogs of the dead app go with it.
    document.getElementById('app').replaceChildren(header, main);
    heading.focus();
    if (kind === 'offline') addEventListener('online', () => location.reload());
  }

  function keep(words, text) {
    const area = element('textarea', { class: 'textarea', id: 'kept', readonly: '' });
    area.value = text;
    const said = element('span', { class: 'small', role: 'status' });
    const copy = element('button', { type: 'button', class: 'button' }, words.copy);
    copy.addEventListener('click', async () => {
      area.select();
      try {
        await navigator.clipboard.writeText(text);
        said.textContent = words.copied;
      } catch {
        area.focus(); // selected: the person can copy by hand
      }
    });
    return [
      element('div', { class: 'field' },
        element('label', { class: 'label', for: 'kept' }, words.kept),
        element('p', { class: 'help' }, words.keptHelp),
        area),
      element('div', { class: 'button-row' }, copy, said),
    ];
  }

  // How to reach the desk, as soon as it is known.
  function contact(words) {
    const line = element('p', { class: 'row small', hidden: '' }, words.contact);
    support.then((known) => {
      if (!known) return;
      const { telephone, mail } = known;
      if (telephone) line.append(element('a', { class: 'tall-link', href: `tel:${telephone.replace(/[^+\d]/g, '')}` }, telephone));
      if (mail) line.append(element('a', { class: 'tall-link', href: `mailto:${mail}` }, mail));
      line.hidden = false;
    });
    return line;
  }

  function mark() {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('class', 'brand-mark');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
    use.setAttribute('href', '#icon-brand');
    svg.append(use);
    return element('span', { class: 'brand' }, svg);
  }
})();
