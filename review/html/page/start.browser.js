// Puts the page together.

function headerElement() {
  const { before, after, summary, argocdVersion, kubernetesVersion } = review;
  const stateName = ({ name, commit }) =>
    commit && !name.includes(commit.slice(0, 7)) ? `${name} (${commit.slice(0, 12)})` : name;
  const count = (counts, noun) =>
    ['created', 'changed', 'moved', 'gone']
      .filter((one) => counts[one] > 0)
      .map((one) => `${counts[one]} ${one}`)
      .join(', ') || `no ${noun} changes`;
  return [
    make(
      'div.row',
      {},
      make('h1', {}, `${stateName(before)} → ${stateName(after)}`),
      make('span.quiet.push', {}, `Argo CD ${argocdVersion} · Kubernetes ${kubernetesVersion}`),
    ),
    make(
      'div.row',
      {},
      ...severityButtons(),
      summary.allowed > 0 ? make('span.quiet', {}, `${summary.allowed} allowed`) : '',
      make(
        'span.quiet',
        {},
        `Applications: ${count(summary.applications, 'Application')} · objects: ${count(summary.objects, 'object')}`,
      ),
      make(
        'button.wide.push',
        { id: 'view', 'data-view': true, 'aria-pressed': 'false', click: turnView },
        'Side by side',
      ),
      make('button', { click: turnTheme }, 'Light / dark'),
    ),
    filterRow(),
    make(
      'details.quiet.wide',
      {},
      make('summary', {}, 'Keys'),
      KEYS.map(([key, does]) => `${key}: ${does}`).join(' · '),
    ),
  ];
}

function turnTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
}

const changing = review.applications.filter(({ change, objects: own }) => change !== 'same' || own.length > 0);
document
  .getElementById('changes')
  .append(
    consequencesElement(),
    make(
      'section',
      { id: 'applications' },
      make('h2', {}, 'What changes'),
      ...(changing.length > 0 ? changing.map(applicationElement) : [make('p', {}, 'No Application changes.')]),
    ),
    ...[findingsElement(), notComparedElement()].filter(Boolean),
  );
document.getElementById('tree').append(treeElement());
const header = document.getElementById('header');
header.append(...headerElement());
const measure = () => document.documentElement.style.setProperty('--header', `${header.offsetHeight}px`);
new ResizeObserver(measure).observe(header);
applyFilter();
addEventListener('hashchange', follow);
addEventListener('keydown', onKey);
// After the browser has gone to the address itself, which takes the focus away.
addEventListener('load', () => setTimeout(follow));
