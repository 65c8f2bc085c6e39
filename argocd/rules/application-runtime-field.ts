import type { Resource } from '../model/types';
import { fields, type Reporter, type Rule } from '../rule';

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

export const rule: Rule = {
  name: 'application-runtime-field',
  severity: 'silent',
  summary: 'An Application carries fields that belong to the running Argo CD.',
  check(model, report) {
    for (const { resource, generatedBy } of model.applications) {
      // Only the template is written; `applicationset-template` judges it.
      if (!generatedBy) judge(resource, report);
    }
  },
};

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
