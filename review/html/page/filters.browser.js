// What is shown: by severity, by Application, by kind, by change, by words. Filters are joined by "and".

const filter = { severities: new Set(), application: '', kind: '', change: '', words: '' };

function applyFilter() {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ application, kind, text }) =>
    (filter.application === '' || application === filter.application) &&
    (filter.kind === '' || kind === filter.kind) &&
    words.every((word) => text.includes(word));
  const anySeverity = filter.severities.size === 0;
  let shown = 0;
  for (const object of objects) {
    const visible =
      fits(object) &&
      (filter.change === '' || object.change === filter.change) &&
      (anySeverity || object.severities.some((one) => filter.severities.has(one)));
    object.element.hidden = !visible;
    if (visible) shown++;
  }
  for (const card of cards)
    card.element.hidden = !(
      fits(card) &&
      filter.change === '' &&
      (anySeverity || filter.severities.has(card.severity))
    );
  const filtered =
    !anySeverity || [filter.application, filter.kind, filter.change, filter.words].some((one) => one !== '');
  for (const section of document.querySelectorAll('[data-application]'))
    section.hidden =
      filtered && section.id !== filter.application && !section.querySelector('details.object:not([hidden])');
  for (const id of ['findings', 'not-compared']) {
    const section = document.getElementById(id);
    if (section) section.hidden = filtered;
  }
  document.getElementById('shown').textContent = filtered
    ? `${shown} of ${plural(objects.length, 'object')}`
    : plural(objects.length, 'object');
}

function filterRow() {
  const choice = (label, key, options) => {
    const select = make(
      'select',
      { 'aria-label': label, id: `filter-${key}`, change: () => set(key, select.value) },
      make('option', { value: '' }, `any ${label}`),
      ...options.map(([value, text]) => make('option', { value }, text)),
    );
    return select;
  };
  const set = (key, value) => {
    filter[key] = value;
    applyFilter();
  };
  const search = make('input', {
    type: 'search',
    id: 'search',
    placeholder: 'Search ( / )',
    'aria-label': 'Search',
    input: () => set('words', search.value),
  });
  const kinds = [...new Set(objects.map(({ kind }) => kind))].sort();
  return make(
    'div.row',
    {},
    search,
    choice(
      'application',
      'application',
      review.applications.map((one) => [applicationAddress(one), applicationKey(one)]),
    ),
    choice(
      'kind',
      'kind',
      kinds.map((kind) => [kind, kind]),
    ),
    choice(
      'change',
      'change',
      ['created', 'changed', 'moved', 'gone'].map((one) => [one, one]),
    ),
    make('span.quiet', { id: 'shown', role: 'status' }),
  );
}

/** The severities as buttons, each with how many there are. */
function severityButtons() {
  return SEVERITIES.map((severity) => {
    const count = review.summary.consequences[severity];
    const button = make(
      'button',
      {
        'aria-pressed': 'false',
        disabled: count === 0,
        click: () => {
          const on = !filter.severities.has(severity);
          filter.severities[on ? 'add' : 'delete'](severity);
          button.setAttribute('aria-pressed', String(on));
          applyFilter();
        },
      },
      severityMark(severity),
      ` ${count}`,
    );
    return button;
  });
}

function clearFilter() {
  Object.assign(filter, { severities: new Set(), application: '', kind: '', change: '', words: '' });
  for (const button of document.querySelectorAll('button[aria-pressed]:not([data-view])'))
    button.setAttribute('aria-pressed', 'false');
  for (const field of document.querySelectorAll('header input, header select')) field.value = '';
  applyFilter();
}
