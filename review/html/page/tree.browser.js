// The Applications as a tree, by wave, with what changes marked.

function treeElement() {
  const { applications } = review;
  const byKey = new Map(applications.map((one) => [applicationKey(one), one]));
  const below = new Map();
  const roots = [];
  for (const application of applications) {
    const parents = application.parents.filter((parent) => byKey.has(parent) && parent !== applicationKey(application));
    if (parents.length === 0) roots.push(application);
    // The first is enough to find it: one of several parents is a mistake that check tells.
    else below.set(parents[0], [...(below.get(parents[0]) ?? []), application]);
  }
  const shown = new Set();
  const list = (some) => {
    const entries = make('ul');
    let last;
    for (const application of [...some].sort((a, b) => a.wave - b.wave || a.name.localeCompare(b.name))) {
      if (shown.has(application)) continue;
      shown.add(application);
      if (application.wave !== last) entries.append(make('li.wave', {}, `wave ${application.wave}`));
      last = application.wave;
      const children = below.get(applicationKey(application)) ?? [];
      entries.append(entry(application, children.length > 0 ? list(children) : undefined));
    }
    return entries;
  };
  const tree = list(roots);
  // Those that bring each other hang below no root.
  const rest = applications.filter((one) => !shown.has(one));
  if (rest.length > 0) tree.append(...list(rest).children);
  return tree;
}

function entry(application, children) {
  const { change, name, objects: own } = application;
  const severities = severitiesOf(consequencesBy.application.get(applicationKey(application)));
  return make(
    'li',
    {},
    changeMark(change),
    ' ',
    make('a', { href: `#${applicationAddress(application)}` }, name),
    own.length > 0 ? make('span.quiet', {}, ` ${own.length}`) : '',
    ...severities.slice(0, 1).flatMap((severity) => [' ', severityMark(severity)]),
    children,
  );
}
