// The keyboard: what a mouse can do, without one.

const KEYS = [
  ['/', 'search'],
  ['j, k', 'the next object, the one before'],
  ['Enter', 'open or close it'],
  ['e', 'open or close all that are shown, up to 50'],
  ['s', 'side by side, or unified'],
  ['Escape', 'no filter'],
];

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Escape') {
    document.activeElement?.blur();
    clearFilter();
    return;
  }
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
  const act = {
    '/': () => document.getElementById('search').focus(),
    j: () => step(1),
    k: () => step(-1),
    e: openAll,
    s: turnView,
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

const shownObjects = () => objects.map(({ element }) => element).filter((element) => !element.hidden);

function step(by) {
  const shown = shownObjects();
  const at = shown.findIndex((element) => element.contains(document.activeElement));
  const next = shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(shown.length - 1, Math.max(0, at + by))];
  next?.querySelector('summary').focus();
}

function openAll() {
  const shown = shownObjects();
  const open = !shown.some((element) => element.open);
  for (const element of shown.slice(0, open ? 50 : undefined)) element.open = open;
}

function turnView() {
  view.sideBySide = !view.sideBySide;
  document.getElementById('view').setAttribute('aria-pressed', String(view.sideBySide));
  for (const { refresh } of objects) refresh();
}
