// Finds the visible element of a role whose accessible name fits best: the same words, a beginning, a part.
// Arguments: role, name ("" for any), optionally an element to look within.
const [role, wanted, within] = arguments;

const NATIVE = {
  alert: '[role=alert]',
  banner: 'header, [role=banner]',
  button: 'button, summary, [role=button], input[type=submit]',
  checkbox: 'input[type=checkbox], [role=checkbox]',
  combobox: 'select, [role=combobox]',
  dialog: 'dialog[open], [role=dialog], [role=alertdialog]',
  group: 'fieldset, details, [role=group]',
  heading: 'h1, h2, h3, h4, h5, h6, [role=heading]',
  link: 'a[href], [role=link]',
  list: 'ul, ol, [role=list]',
  listitem: 'li, [role=listitem]',
  main: 'main, [role=main]',
  menuitem: '[role=menuitem], [role=menuitemradio], [role=menuitemcheckbox]',
  navigation: 'nav, [role=navigation]',
  radio: 'input[type=radio], [role=radio]',
  region: 'section, [role=region]',
  row: 'tbody tr, tbody [role=row]',
  status: '[role=status], output',
  tab: '[role=tab]',
  table: 'table, [role=table]',
  textbox:
    'input:not([type]), input[type=text], input[type=email], input[type=search], input[type=tel],' +
    ' input[type=url], input[type=password], textarea, [contenteditable=true], [role=textbox], [role=searchbox]',
};

const squeeze = (text) => text.replace(/\s+/g, ' ').trim();

function words(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true') return '';
  if (node.hidden || node.tagName === 'SCRIPT' || node.tagName === 'STYLE') return '';
  const label = node.getAttribute('aria-label');
  if (label) return label;
  if (node.tagName === 'IMG') return node.alt;
  const inside = [...node.childNodes].map(words).join('');
  return getComputedStyle(node).display === 'inline' ? inside : ` ${inside} `;
}

function nameOf(element) {
  const ids = element.getAttribute('aria-labelledby');
  if (ids) {
    const named = ids.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
    if (named.length) return squeeze(named.map(words).join(' '));
  }
  const label = element.getAttribute('aria-label');
  if (label) return squeeze(label);
  if (element.labels && element.labels.length) return squeeze([...element.labels].map(words).join(' '));
  if (element.tagName === 'INPUT' && element.type === 'submit') return squeeze(element.value);
  return squeeze(words(element)) || squeeze(element.title || '');
}

function isThere(element) {
  const own = element.getAttribute('role');
  if (own && own.split(' ')[0] !== role && !(role === 'textbox' && own === 'searchbox')) return false;
  if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return false;
  const modal = document.querySelector('dialog:modal');
  return !modal || modal.contains(element) || element === modal;
}

const place = within || document;
let best = null;
let grade = 0;
for (const element of place.querySelectorAll(NATIVE[role])) {
  if (!isThere(element)) continue;
  if (!wanted) return element;
  const name = nameOf(element);
  const fits = name === wanted ? 3 : name.startsWith(wanted) ? 2 : name.includes(wanted) ? 1 : 0;
  if (fits > grade) {
    best = element;
    grade = fits;
  }
}
return best;
