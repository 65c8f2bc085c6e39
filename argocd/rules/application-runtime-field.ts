import { exportedFields } from '../analysis/cluster-export';
import type { Resource } from '../model/types';
import { fields, list, type Reporter, type Rule, text } from '../rule';

/** Annotations of an Application that Argo CD, its API or its CLI write and remove while they run. */
const ANNOTATIONS = Object.entries({
  'argocd.argoproj.io/refresh':
    'asks for one refresh and is removed after it; from Git it comes back, so the parent is OutOfSync again after each',
  'argocd.argoproj.io/refresh-timestamp':
    'belongs to one refresh (Argo CD 3.6 and later) and is removed after it; from Git it comes back',
  'argocd.argoproj.io/hydrate':
    'asks for one hydration and is removed after it; from Git it comes back, so the parent is OutOfSync again after each',
  'argocd.argoproj.io/tracking-id':
    'says which Application put this object on the cluster; Argo CD writes it, and a copy of another object claims it for the wrong one',
});

/** Fields beside `spec`, with what an apply of them does. */
const FIELDS = Object.entries({
  status: 'is what the controller last saw; applied from Git it overwrites what it sees now',
  operation: 'is a request to sync now; applied from Git it starts a sync at every apply',
});

/** What an apply does with fields of an export. */
const EFFECTS: Readonly<Record<string, string>> = {
  'metadata.resourceVersion':
    'the API server refuses to create an object with a resourceVersion, and to change one whose resourceVersion is another',
  operation: 'the operation starts a sync at every apply',
  status: 'the status overwrites what the controller sees now',
};

export const rule: Rule = {
  name: 'application-runtime-field',
  severity: 'silent',
  summary: 'An Application carries fields that belong to the running Argo CD.',
  check(model, report) {
    for (const { resource, generatedBy } of model.applications) {
      // Only the template is written; `applicationset-template` judges it.
      if (!generatedBy && !exported(resource, report)) judge(resource, report);
    }
    for (const { resource } of model.applicationSets) exported(resource, report);
    for (const { resource } of model.projects) exported(resource, report);
  },
};

/** One finding for what came from a cluster as a whole, whatever fields it brought. */
function exported(resource: Resource, report: Reporter): boolean {
  const found = exportedFields(resource);
  const [first] = found;
  if (first === undefined) return false;
  const names = found.map((pointer) => pointer.join('.'));
  const effects = Object.entries(EFFECTS).flatMap(([name, effect]) => (names.includes(name) ? [effect] : []));
  const owner = list(fields(resource.object.metadata).ownerReferences)
    .map(fields)
    .find(({ kind }) => kind === 'ApplicationSet');
  report.find({
    gather: true,
    message: `${resource.kind} is an export from a cluster (kubectl get -o yaml), with ${names.join(', ')}${effects.length === 0 ? '' : `: ${effects.join('; ')}`}`,
    fix:
      owner === undefined
        ? 'Keep apiVersion, kind, spec, and of metadata the name, the namespace and the labels, annotations and finalizers that somebody wrote; remove all else.'
        : `Remove the file: ApplicationSet ${text(owner.name)} generates this Application (metadata.ownerReferences).`,
    resource,
    pointer: first,
    on: 'key',
  });
  return true;
}

function judge(resource: Resource, report: Reporter): void {
  const { object, annotations } = resource;
  for (const [field, effect] of FIELDS) {
    if (Object.keys(fields(object[field])).length === 0) continue;
    report.find({
      message: `${field} ${effect}`,
      fix: `Remove ${field} from the file.`,
      resource,
      pointer: [field],
      on: 'key',
    });
  }
  if (Object.keys(fields(fields(object.spec).operation)).length > 0) {
    report.find({
      message: 'spec.operation is no field of an Application and is dropped; an operation is not for declarative use',
      fix: 'Remove spec.operation; set spec.syncPolicy.automated to sync without a request.',
      resource,
      pointer: ['spec', 'operation'],
      on: 'key',
    });
  }
  for (const [annotation, effect] of ANNOTATIONS) {
    if (annotations[annotation] === undefined) continue;
    report.find({
      message: `annotation ${annotation} ${effect}`,
      fix: 'Remove the annotation from the file.',
      resource,
      pointer: ['metadata', 'annotations', annotation],
      on: 'key',
    });
  }
}
