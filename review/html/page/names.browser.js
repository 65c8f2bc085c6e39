// What the review calls things, and what each is called in a link.

const review = JSON.parse(document.getElementById('review').textContent);

const SEVERITIES = ['loses data', 'fails', 'interrupts', 'note'];
const MARKS = { created: '+', changed: '~', moved: '→', gone: '−', same: '' };

const severityClass = (severity) => severity.replace(' ', '-');

const applicationKey = ({ namespace, name }) => `${namespace}/${name}`;

/** `''` is the core group, as kubectl writes it: `Service`, `Deployment.apps` */
function kindWithGroup({ apiVersion, kind }) {
  const [group] = apiVersion.includes('/') ? apiVersion.split('/') : [''];
  return group === '' ? kind : `${kind}.${group}`;
}

const objectName = ({ namespace, name }) => (namespace === '' ? name : `${namespace}/${name}`);

/** The part of the address behind `#`; two parts for an Application, five for an object. */
const addressOf = (...parts) => parts.map(encodeURIComponent).join('/');
const applicationAddress = ({ instance, namespace, name }) =>
  addressOf('app', ...(instance === '' ? [] : [instance]), namespace, name);
const objectAddress = (application, object) =>
  `${applicationAddress(application)}/${addressOf(kindWithGroup(object), object.namespace || '-', object.name)}`;

/** The consequences of each object, and of each Application. */
const consequencesBy = { object: new Map(), application: new Map() };
const objectKey = (application, { apiVersion, kind, namespace, name }) =>
  JSON.stringify([application, apiVersion.split('/').slice(0, -1).join('/'), kind, namespace, name]);
for (const consequence of review.consequences) {
  const add = (map, key) => map.set(key, [...(map.get(key) ?? []), consequence]);
  add(consequencesBy.object, objectKey(consequence.application, consequence.object));
  add(consequencesBy.application, consequence.application);
}

/** The severities of some consequences, each once, the worst first. Those that somebody allows do not count. */
function severitiesOf(consequences = []) {
  return SEVERITIES.filter((one) => consequences.some(({ severity, allowed }) => severity === one && !allowed));
}

function severityMark(severity) {
  return make(`span.severity.${severityClass(severity)}`, {}, severity);
}

function changeMark(change) {
  return make(`span.mark.${change}`, { title: change, 'aria-label': change }, MARKS[change]);
}
