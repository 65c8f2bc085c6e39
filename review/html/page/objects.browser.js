// One changed object: a line, and what is in it once it is opened. There may be thousands.

/** All of the page, for the filters: the element, and what is filtered by. */
const objects = [];

function objectElement(application, object) {
  const address = objectAddress(application, object);
  const told = consequencesBy.object.get(objectKey(applicationKey(application), object)) ?? [];
  const severities = severitiesOf(told);
  const element = make(
    'details.object',
    { id: address, toggle: () => fill(element, object, told) },
    make(
      'summary',
      {},
      changeMark(object.change),
      ' ',
      make('strong', {}, object.kind),
      ' ',
      make('span.name', {}, objectName(object)),
      ...severities.flatMap((severity) => [' ', severityMark(severity)]),
      object.fields.length > 0 ? make('span.quiet', {}, ` · ${plural(object.fields.length, 'field')}`) : '',
    ),
  );
  objects.push({
    element,
    refresh: () => {
      if (!element.open) return;
      empty(element);
      fill(element, object, told);
    },
    application: applicationAddress(application),
    kind: kindWithGroup(object),
    change: object.change,
    severities,
    text: `${application.name} ${object.kind} ${objectName(object)} ${object.files.after ?? object.files.before ?? ''}`.toLowerCase(),
  });
  return element;
}

function empty(element) {
  while (element.children.length > 1) element.lastElementChild.remove();
}

function fill(element, object, told) {
  if (!element.open || element.children.length > 1) return;
  const { files, phase, wave, movedFrom, movedTo } = object;
  const facts = [
    object.apiVersion,
    phase === undefined ? '' : `${phase}, wave ${wave}`,
    movedFrom ? `moved here from ${movedFrom}` : '',
    movedTo ? `moved to ${movedTo}` : '',
    files.before === files.after ? files.after : [files.before, files.after].filter(Boolean).join(' → '),
  ].filter(Boolean);
  element.append(
    make(
      'div',
      {},
      make('p.quiet', {}, facts.join(' · '), ' · ', make('a', { href: `#${element.id}` }, 'link')),
      ...told.map((consequence) => consequenceElement(consequence, false)),
      fieldList(object.fields),
      object.lines === ''
        ? make('p.quiet', {}, 'The YAML of this object is not in this page: it would be too large.')
        : lineTable(object.lines),
    ),
  );
}

/** The fields that Argo CD takes for different. */
function fieldList(fields) {
  if (fields.length === 0) return undefined;
  const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
  return make(
    'ul.fields',
    {},
    ...fields.map(({ path, secret, ...values }) => {
      const item = make('li', {}, make('span.path', {}, path), ' ');
      if (secret) item.append(make('em', {}, 'changed; a secret is not shown'));
      else {
        if ('before' in values) item.append(make('del', {}, make('code', {}, shown(values.before))), ' ');
        if ('after' in values) item.append(make('ins', {}, make('code', {}, shown(values.after))));
      }
      return item;
    }),
  );
}
