import { IGNORE_DIFFERENCES, ignoredByObject, readsAnnotation } from '../analysis/ignored-by-object';
import { scalar } from '../analysis/words';
import type { Application, Fields, Model, Pointer, Resource } from '../model/types';
import { fields, list, type Reporter, type Rule, show, text } from '../rule';
import { jqError } from '../semantics/jq';

/** The three ways to say what is ignored. */
const WAYS = ['jsonPointers', 'jqPathExpressions', 'managedFieldsManagers'] as const;

export const rule: Rule = {
  name: 'ignore-differences-invalid',
  severity: 'silent',
  summary: 'An item of ignoreDifferences matches nothing, or names fields in a way that Argo CD does not understand.',
  check(model, report) {
    const groups = new Map<string, readonly string[]>();
    for (const application of model.applications) {
      list(application.spec.ignoreDifferences).forEach((item, index) => {
        judgeItem(application, fields(item), ['spec', 'ignoreDifferences', index], model, groups, report);
      });
    }
    const annotated = model.applications.flatMap(({ resources }) => resources.map(({ resource }) => resource));
    for (const resource of new Set(annotated.filter(({ annotations }) => annotations[IGNORE_DIFFERENCES])))
      judgeAnnotation(resource, model, report);
  },
};

/** What an object says itself, from Argo CD 3.6 on. */
function judgeAnnotation(resource: Resource, model: Model, report: Reporter): void {
  const pointer = ['metadata', 'annotations', IGNORE_DIFFERENCES];
  const pointers = ignoredByObject(resource);
  if (!readsAnnotation(model)) {
    report.find({
      message: `Argo CD ${model.argocdVersion} does not read the annotation ${IGNORE_DIFFERENCES}: nothing is ignored`,
      fix: 'Write it into spec.ignoreDifferences of the Application; Argo CD 3.6 is the first that reads it here.',
      resource,
      pointer,
    });
  } else if (pointers.length === 0) {
    report.find({
      message: `the annotation ${IGNORE_DIFFERENCES} ignores nothing: it is no YAML with a list jsonPointers`,
      fix: 'Write it as text: `jsonPointers: [/spec/replicas]`. jqPathExpressions and managedFieldsManagers stand only in the Application.',
      resource,
      pointer,
    });
  }
  for (const one of pointers) judgePointer(resource, one, pointer, report);
}

function judgeItem(
  application: Application,
  item: Fields,
  pointer: Pointer,
  model: Model,
  groups: Map<string, readonly string[]>,
  report: Reporter,
): void {
  const { resource } = application;
  const kind = text(item.kind);
  if (kind === '') {
    report.find({
      message: `${pointer.join('.').replace(/\.(\d+)/, '[$1]')}.kind: Required value`,
      fix: "Add kind; `kind: '*'` means every kind.",
      severity: 'refuse',
      resource,
      pointer,
    });
  } else if (text(item.group) === '') {
    judgeGroup(application, kind, pointer, model, groups, report);
  }
  if (WAYS.every((way) => list(item[way]).length === 0)) {
    report.find({
      message: `this item of ignoreDifferences ignores nothing: it has none of ${WAYS.join(', ')}`,
      fix: 'Add jsonPointers (`- /spec/replicas`), jqPathExpressions or managedFieldsManagers, or remove the item.',
      resource,
      pointer,
    });
  }
  list(item.jsonPointers).forEach((path, index) => {
    if (typeof path === 'string') judgePointer(resource, path, [...pointer, 'jsonPointers', index], report);
  });
  list(item.jqPathExpressions).forEach((expression, index) => {
    const error = typeof expression === 'string' ? jqError(expression) : undefined;
    if (error === undefined) return;
    report.find({
      message: `Failed to compare desired state to live state: ${error}: the jq path expression is ${show(expression)}`,
      fix: `Write a jq path such as \`.spec.template.spec.containers[] | select(.name == "app") | .image\`; it is compiled as del(…).`,
      severity: 'refuse',
      resource,
      pointer: [...pointer, 'jqPathExpressions', index],
    });
  });
}

/** An absent group means the core group alone, which has no Deployment. */
function judgeGroup(
  application: Application,
  kind: string,
  pointer: Pointer,
  model: Model,
  groups: Map<string, readonly string[]>,
  report: Reporter,
): void {
  if (/[*?[\]{}\\!]/.test(kind)) return;
  const known = groups.get(kind) ?? groupsOf(kind, model);
  groups.set(kind, known);
  if (known.length === 0 || known.includes('')) return;
  report.find({
    message: `this item of ignoreDifferences matches nothing: without group it means the core group, where there is no ${kind}`,
    fix: `Add \`group: ${known[0]}\`.`,
    resource: application.resource,
    pointer: [...pointer, 'kind'],
  });
}

/** The groups in which a kind is known: built in, or among the files. */
function groupsOf(kind: string, model: Model): readonly string[] {
  const groups = ['', ...BUILT_IN_GROUPS].filter((group) => model.scope(group, kind) !== 'unknown');
  for (const resource of model.resources) {
    if (resource.kind === kind && !groups.includes(resource.group)) groups.push(resource.group);
  }
  return groups;
}

/** The groups that an API server has by itself, those with common kinds first. */
const BUILT_IN_GROUPS = [
  'apps',
  'batch',
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
  'autoscaling',
  'policy',
  'apiextensions.k8s.io',
  'admissionregistration.k8s.io',
  'apiregistration.k8s.io',
  'storage.k8s.io',
  'scheduling.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'node.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'argoproj.io',
];

/** RFC 6901. Argo CD silently ignores a pointer that leads nowhere. */
function judgePointer(resource: Resource, path: string, pointer: Pointer, report: Reporter): void {
  const find = (message: string, fix: string) => report.find({ message, fix, resource, pointer });
  const [first, ...parts] = path.split('/');
  if (first !== '' || path === '') {
    find(
      `JSON pointer ${show(path)} names no field: a pointer starts with "/"`,
      `Write ${scalar(path === '' ? '/spec/replicas' : suggestion(path))}.`,
    );
  } else if (/~(?![01])/.test(path)) {
    find(
      `JSON pointer ${show(path)} is not valid: "~" stands only in ~0 (for "~") and ~1 (for "/")`,
      `Write ${scalar(path.replace(/~(?![01])/g, '~0'))}.`,
    );
  } else if (parts.some((part) => part === '*' || /\[.*\]$/.test(part))) {
    find(
      `JSON pointer ${show(path)} names no field: a pointer has no wildcards and no brackets, an element of a list is its number`,
      `Write the number of the element, or use jqPathExpressions: ${scalar(jqPath(parts))}.`,
    );
  }
}

/** A path with dots, or one that lacks its slash, as a pointer. */
function suggestion(path: string): string {
  if (path.includes('/') || !path.includes('.')) return `/${path}`;
  return `/${path.replace(/^\$?\./, '').replace(/\./g, '/')}`;
}

function jqPath(parts: readonly string[]): string {
  return parts
    .map((part) => {
      const key = part.replace(/~1/g, '/').replace(/~0/g, '~');
      if (key === '*' || key === '[*]' || key === '[]') return '[]';
      if (/^\d+$/.test(key)) return `[${key}]`;
      return /^[A-Za-z_]\w*(?:\[\d*\])?$/.test(key)
        ? `.${key}`
        : `."${key.replace(/\[\*\]$/, '"[]').replace(/"$/, '')}"`;
    })
    .join('');
}
