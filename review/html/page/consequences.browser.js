// What happens, what is found by check in one state only, and what could not be compared.

/** All cards of the list, for the filters. */
const cards = [];

/** @param {boolean} named whether the object is named: not where the card is inside of it */
function consequenceElement(consequence, named = true) {
  const { severity, rule, application, object, happens, advice, details, file, line, side, allowed } = consequence;
  const subject = `${object.kind} ${objectName(object)}`;
  const address = addresses.get(objectKey(application, object));
  const place = file === '' ? '' : `${file}${line > 0 ? `:${line}` : ''}${side === 'before' ? ' (before)' : ''}`;
  return make(
    `div.consequence.${severityClass(severity)}${allowed ? '.allowed' : ''}`,
    {},
    make(
      'p',
      {},
      severityMark(severity),
      ' ',
      named ? (address ? make('a', { href: `#${address}` }, subject) : make('strong', {}, subject)) : '',
      ' ',
      happens,
      '.',
    ),
    details.length > 0 ? make('ul', {}, ...details.map((text) => make('li', {}, text))) : undefined,
    advice === '' ? undefined : make('p', {}, advice),
    allowed ? make('p', {}, `Allowed by ${allowed.by}: ${allowed.pattern}`) : undefined,
    make('p.quiet', {}, [rule, application, place].filter(Boolean).join(' · ')),
  );
}

function consequencesElement() {
  const list = review.consequences.map((consequence) => {
    const element = consequenceElement(consequence);
    const { severity, rule, application, object, happens, details } = consequence;
    const text = [rule, application, object.kind, objectName(object), happens, ...details].join(' ').toLowerCase();
    cards.push({
      element,
      severity,
      text,
      application: applicationAddresses.get(application),
      kind: kindWithGroup(object),
    });
    return element;
  });
  return make(
    'section',
    { id: 'consequences' },
    make('h2', {}, 'What happens'),
    ...(list.length > 0
      ? list
      : [make('p', {}, 'Nothing that this knows of is dangerous, interrupts anything, or is worth a note.')]),
  );
}

function findingsElement() {
  const list = (title, findings) =>
    findings.length === 0
      ? []
      : [
          make('h3', {}, title),
          make(
            'ul',
            {},
            ...findings.map(({ rule, severity, file, line, resource, message, fix }) =>
              make(
                'li',
                {},
                `${severity} ${rule}: ${resource.kind} ${objectName(resource)}: ${message} `,
                fix,
                ' ',
                make('span.quiet', {}, `${file}:${line}`),
              ),
            ),
          ),
        ];
  const found = [...list('New', review.findings.new), ...list('Mended', review.findings.mended)];
  return found.length === 0
    ? undefined
    : make('section', { id: 'findings' }, make('h2', {}, 'What check finds'), ...found);
}

function notComparedElement() {
  if (review.notCompared.length === 0) return undefined;
  return make(
    'section',
    { id: 'not-compared' },
    make('h2', {}, 'Not compared'),
    make(
      'ul',
      {},
      ...review.notCompared.map(({ side, subject, reason }) => make('li', {}, `${subject} (${side}): ${reason}`)),
    ),
  );
}
