import { fileKey } from '../model/model';
import { fields } from '../model/resource';
import type { Model, Pointer, Resource } from '../model/types';
import { ArgoCdVersion } from '../semantics/version';
import { ARGOCD_KINDS, CRD_VERSION, type UnknownField, unknownFields } from './known-fields';
import { type Reporter, type Rule, show } from './rule';
import { isHook } from './steps';
import { didYouMean, listed, nearest, some } from './words';

export const rule: Rule = {
  name: 'document-shape',
  severity: 'refuse',
  summary: 'A document is no Kubernetes object as the API server takes one.',
  check(model, report) {
    files(model, report);
    const seen = new Set<Resource>();
    for (const { resources } of model.applications) for (const { resource } of resources) seen.add(resource);
    for (const { resource } of [...model.applications, ...model.projects, ...model.applicationSets]) seen.add(resource);
    // What an ApplicationSet generates is judged by applicationset-template.
    for (const { generatedBy, resource } of model.applications) if (generatedBy) seen.delete(resource);
    for (const resource of seen) shape(resource, report);
    argocdObjects(model, report);
  },
};

/** Files that no Application reads, and keys that are given twice anywhere. */
function files(model: Model, report: Reporter): void {
  for (const problem of model.problems) {
    const { kind, message, location, template, mentionsKind, tree, path } = problem;
    const { file } = location;
    if (kind === 'duplicate-key') {
      if (template) continue;
      report.find({
        message: `${message}: the last one wins, the others have no effect`,
        fix: 'Remove all but one.',
        location,
        severity: 'silent',
      });
    } else if (!model.readFiles.has(fileKey(tree, path))) {
      if (kind === 'unreadable') report.find({ message, fix: 'Make the file readable.', location, severity: 'warn' });
      else if (mentionsKind && !template) {
        report.find({
          message: `not YAML that Argo CD could read: ${message}`,
          fix: 'Correct the syntax; no Application at hand reads the file, so nothing is refused yet.',
          location,
          severity: 'warn',
        });
      } else {
        const reason = template ? `a template, no YAML before it is rendered (${message})` : message;
        report.unchecked({ subject: `file ${file}`, reason, file });
      }
    }
  }
}

function shape(resource: Resource, report: Reporter): void {
  const { object, kind } = resource;
  if (resource.apiVersion === '') {
    report.find({
      message: `${kind} has no apiVersion: groupVersion shouldn't be empty`,
      fix: 'Add apiVersion.',
      resource,
      pointer: ['kind'],
    });
  }
  const metadata = fields(object.metadata);
  const { name, generateName } = metadata;
  if (typeof name !== 'string' || name === '') {
    const given =
      name === undefined || name === null || name === '' ? 'is missing' : `is ${show(name)}, which is not a string`;
    const hook = isHook(resource);
    if (typeof generateName !== 'string' || generateName === '') {
      report.find({
        message: `metadata.name of ${kind} ${given}: resource name may not be empty`,
        fix: typeof name === 'number' ? `Quote it: ${JSON.stringify(String(name))}.` : 'Give the object a name.',
        resource,
        pointer: ['metadata', 'name'],
      });
    } else if (!hook) {
      report.find({
        message: `${kind} has metadata.generateName and no name, which only a hook may: Argo CD would create another one at each sync`,
        fix: 'Give it metadata.name, or make it a hook with the annotation argocd.argoproj.io/hook.',
        resource,
        pointer: ['metadata', 'generateName'],
      });
    }
  }
  for (const field of ['annotations', 'labels'] as const) {
    const map = metadata[field];
    if (map !== undefined && map !== null && (typeof map !== 'object' || Array.isArray(map))) {
      report.find({
        message: `metadata.${field} is ${show(map)}, not a map`,
        fix: 'Write it as keys and values.',
        resource,
        pointer: ['metadata', field],
      });
      continue;
    }
    for (const [key, value] of Object.entries(fields(map))) {
      if (typeof value === 'string') continue;
      const type =
        value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
      // Null is dropped on the way, and so is the key.
      report.find({
        message:
          value === null
            ? `metadata.${field}[${JSON.stringify(key)}] is null: the key vanishes`
            : `metadata.${field}[${JSON.stringify(key)}] is ${show(value)}: json: cannot unmarshal ${type} into Go struct field ObjectMeta.metadata.${field} of type string`,
        fix:
          value === null ? 'Remove the key, or give it a value.' : `Quote the value: ${JSON.stringify(String(value))}.`,
        resource,
        pointer: ['metadata', field, key],
        severity: value === null ? 'silent' : undefined,
      });
    }
  }
}

/** What names an object of Argo CD wrongly, and fields that no object of Argo CD has. */
function argocdObjects(model: Model, report: Reporter): void {
  for (const resource of model.resources) names(resource, model, report);
  const newer = ArgoCdVersion.parse(model.argocdVersion)?.atLeast(CRD_VERSION.major, CRD_VERSION.minor + 1) ?? false;
  for (const { resource, generatedBy, parents } of model.applications) {
    // What an ApplicationSet generates has the fields of its template.
    if (!generatedBy) fieldsOf(resource, newer, report, parents[0]?.name);
  }
  for (const { resource } of [...model.projects, ...model.applicationSets]) fieldsOf(resource, newer, report);
}

const KINDS: ReadonlySet<string> = new Set(ARGOCD_KINDS);
const GROUP = 'argoproj.io';
const VERSION = 'v1alpha1';

/** `kind: Aplication`, `apiVersion: argoproj.io/v1`: what Argo CD and the rules do not take for its own objects. */
function names(resource: Resource, model: Model, report: Reporter): void {
  const { group, version, kind, apiVersion } = resource;
  if (KINDS.has(kind)) {
    if ((group === GROUP && version === VERSION) || apiVersion === '') return;
    // Others have an Application too.
    const theirs = model.scope(group, kind) !== 'unknown' || (group !== '' && nearest(group, [GROUP]) === undefined);
    if (group !== GROUP && theirs) return;
    report.find({
      message: `no matches for kind ${show(kind)} in version ${show(apiVersion)}. Did you mean ${GROUP}/${VERSION}?`,
      fix: `Write \`apiVersion: ${GROUP}/${VERSION}\`, the only version that Argo CD has.`,
      resource,
      pointer: ['apiVersion'],
    });
  } else if (group === GROUP) {
    const meant = nearest(kind, KINDS);
    if (meant === undefined || model.scope(group, kind) !== 'unknown') return;
    report.find({
      message: `no matches for kind ${show(kind)} in version ${show(apiVersion)}. Did you mean ${meant}?`,
      fix: `Write \`kind: ${meant}\`; nothing of this object is judged until then.`,
      resource,
      pointer: ['kind'],
    });
  }
}

function fieldsOf(resource: Resource, newer: boolean, report: Reporter, parent?: string): void {
  const { kind, object } = resource;
  const unknown = unknownFields(kind, object);
  if (unknown.length === 0) return;
  const unsure: string[] = [];
  for (const field of unknown) {
    const name = String(field.pointer.at(-1));
    // A later release may have added it.
    if (newer && nearest(name, field.known) === undefined) unsure.push(path(field.pointer));
    else
      report.find({
        ...describe(field, kind, parent),
        severity: 'silent',
        resource,
        pointer: field.pointer,
        on: 'key',
      });
  }
  if (unsure.length > 0) {
    const { major, minor } = CRD_VERSION;
    report.unchecked({
      subject: `${kind} ${resource.name}: ${some(unsure)}`,
      reason: `fields that Argo CD ${major}.${minor} does not have; the CRDs of later releases are not at hand`,
      resource,
    });
  }
}

function describe(
  { pointer, known, elsewhere }: UnknownField,
  kind: string,
  parent: string | undefined,
): { readonly message: string; readonly fix: string } {
  const name = String(pointer.at(-1));
  const hint = didYouMean(name, known);
  const place = !hint && elsewhere !== undefined ? ` Did you mean ${elsewhere}?` : hint;
  const effect =
    parent === undefined
      ? 'the API server drops it, so that it has no effect, or refuses the object where validation is strict'
      : `the sync of ${parent} fails, or, with Validate=false, the API server drops it and ${parent} stays OutOfSync`;
  const meant = nearest(name, known);
  return {
    message: `unknown field ${show(path(pointer))} of ${kind}: ${effect}.${place}`,
    fix: meant
      ? `Write ${meant}.`
      : elsewhere !== undefined
        ? `Move it to ${elsewhere}, or remove it.`
        : `Remove it, or write one of ${listed(known)}.`,
  };
}

/** As the API server writes it: `spec.sources[0].path`. */
function path(pointer: Pointer): string {
  return pointer
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');
}
