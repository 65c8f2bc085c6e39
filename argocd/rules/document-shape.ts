import {
  ARGOCD_KINDS,
  CRD_VERSION,
  fieldPath,
  type InvalidField,
  judgeFields,
  type UnknownField,
} from '../analysis/known-fields';
import { appliesServerSide } from '../analysis/server-side-apply';
import { isHook } from '../analysis/steps';
import { didYouMean, listed, nearest, some } from '../analysis/words';
import { KUSTOMIZATIONS } from '../model/directory';
import { fileKey } from '../model/file-key';
import { fields } from '../model/resource';
import type { Application, Model, Resource, Severity } from '../model/types';
import { type Reporter, type Rule, show } from '../rule';
import { ArgoCdVersion } from '../semantics/version';
import type { FileTree } from '../tree/file-tree';
import { join, parentOf } from '../tree/tree-path';

export const rule: Rule = {
  name: 'document-shape',
  severity: 'refuse',
  summary: 'A document is no Kubernetes object as the API server takes one.',
  check(model, report) {
    files(model, report);
    // The Application that applies it; none for files that are applied by hand.
    const seen = new Map<Resource, Application | undefined>();
    for (const application of model.applications) {
      for (const { resource } of application.resources) seen.set(resource, application);
    }
    for (const { resource } of [...model.projects, ...model.applicationSets]) {
      if (!seen.has(resource)) seen.set(resource, undefined);
    }
    for (const { generatedBy, resource } of model.applications) {
      // What an ApplicationSet generates is judged by applicationset-template.
      if (generatedBy) seen.delete(resource);
      else if (!seen.has(resource)) seen.set(resource, undefined);
    }
    const tracking = model.settings.cm['application.resourceTrackingMethod'] ?? '';
    for (const [resource, application] of seen) shape(resource, application, tracking, report);
    argocdObjects(model, seen, report);
  },
};

/** Files that no Application reads, and duplicate keys in any file. */
function files(model: Model, report: Reporter): void {
  for (const problem of model.problems) {
    const { kind, message, repair = 'Correct the syntax', location, template, mentionsKind, tree, path } = problem;
    const { file } = location;
    if (kind === 'cut') {
      if (template) continue;
      report.find({
        message,
        fix: 'Indent all keys of the document as the first one, close its braces at its end, or begin a new document with `---`.',
        location,
        severity: 'silent',
      });
    } else if (kind === 'duplicate-key') {
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
          fix: `${repair}; whoever applies the file, kubectl or an Application, is refused.`,
          location,
          // A kustomization may leave it out on purpose. If it does not, building it fails, which is told by itself.
          severity: besideKustomization(tree, path) ? 'warn' : undefined,
        });
      } else {
        const reason = template ? `a template, no YAML before it is rendered (${message})` : message;
        report.unchecked({ subject: `file ${file}`, reason, file });
      }
    }
  }
}

/** Whether the folder of a file, or one above it, has a kustomization. */
function besideKustomization(tree: FileTree, file: string): boolean {
  for (let at = parentOf(file); ; at = parentOf(at)) {
    if (KUSTOMIZATIONS.some((name) => tree.type(join(at, name)) === 'file')) return true;
    if (at === '') return false;
  }
}

function shape(resource: Resource, application: Application | undefined, tracking: string, report: Reporter): void {
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
  if (metadata.finalizers != null) finalizers(resource, metadata.finalizers, report);
  for (const field of ['annotations', 'labels'] as const) {
    const map = metadata[field];
    if (map === undefined || map === null) continue;
    // Where Argo CD writes its own tracking into the map, it refuses the manifest before the API server sees it.
    const tracked =
      application !== undefined &&
      kind !== 'CustomResourceDefinition' &&
      (field === 'annotations' ? tracking !== 'label' : tracking === 'label' || tracking === 'annotation+label');
    if (typeof map !== 'object' || Array.isArray(map)) {
      report.find({
        message: tracked
          ? `metadata.${field} is ${show(map)}, not a map: .metadata.${field} accessor error: … is of the type ${goType(map)}, expected map[string]interface{}`
          : `metadata.${field} is ${show(map)}, not a map: json: cannot unmarshal ${jsonType(map)} into Go struct field ObjectMeta.metadata.${field} of type map[string]string`,
        fix: 'Write it as keys and values.',
        resource,
        pointer: ['metadata', field],
      });
      continue;
    }
    for (const key of Object.keys(map)) {
      const value = (map as Record<string, unknown>)[key];
      if (typeof value === 'string') continue;
      const at = `metadata.${field}[${JSON.stringify(key)}]`;
      let message: string;
      if (tracked) {
        message = `${at} is ${show(value)}: .metadata.${field} accessor error: contains non-string value in the map under key ${JSON.stringify(key)}: ${goValue(value)} is of the type ${goType(value)}, expected string; nothing of Application ${application.name} is synced`;
      } else if (value === null) message = `${at} is null: the API server makes an empty string of it`;
      else {
        message = `${at} is ${show(value)}: json: cannot unmarshal ${jsonType(value)} into Go struct field ObjectMeta.metadata.${field} of type string`;
      }
      report.find({
        message,
        fix:
          value === null
            ? 'Remove the key, or give it a value.'
            : typeof value === 'object'
              ? 'Write it as one string, in quotes.'
              : `Quote the value: ${JSON.stringify(String(value))}.`,
        resource,
        pointer: ['metadata', field, key],
        severity: value === null && !tracked ? 'silent' : undefined,
      });
    }
  }
}

function finalizers(resource: Resource, written: unknown, report: Reporter): void {
  const wrong = Array.isArray(written) ? written.findIndex((one) => typeof one !== 'string' && one !== null) : -1;
  if (Array.isArray(written) && wrong < 0) return;
  const [value, expected] = wrong < 0 ? [written, '[]string'] : [(written as unknown[])[wrong], 'string'];
  report.find({
    message: `metadata.finalizers is ${show(written)}: json: cannot unmarshal ${jsonType(value)} into Go struct field ObjectMeta.metadata.finalizers of type ${expected}`,
    fix: 'Write a list of strings: begin each finalizer with `- `.',
    resource,
    pointer: wrong < 0 ? ['metadata', 'finalizers'] : ['metadata', 'finalizers', wrong],
  });
}

/** The type of a value as Go's JSON decoder names it. */
function jsonType(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
}

/** The type of a value as Go prints it. */
function goType(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int64' : 'float64';
    default:
      return value === null ? '<nil>' : Array.isArray(value) ? '[]interface {}' : 'map[string]interface {}';
  }
}

function goValue(value: unknown): string {
  return value === null ? '<nil>' : typeof value === 'object' ? '…' : String(value);
}

/** Objects of Argo CD with a wrong kind or apiVersion, and fields that their CRD does not know or refuses. */
function argocdObjects(
  model: Model,
  appliedBy: ReadonlyMap<Resource, Application | undefined>,
  report: Reporter,
): void {
  for (const resource of model.resources) names(resource, model, report);
  const version = ArgoCdVersion.orLatest(model.argocdVersion);
  const newer = version.atLeast(CRD_VERSION.major, CRD_VERSION.minor + 1);
  const minor = version.major < 3 ? 0 : version.minor;
  const judge = (resource: Resource, others?: RegExp): void => {
    if (resource.version !== VERSION) return;
    const { unknown, invalid } = judgeFields(resource.kind, resource.object, minor);
    if (unknown.length > 0) unknownFields(resource, unknown, newer, appliedBy.get(resource), report);
    if (invalid.length === 0) return;
    const whole = appliedBy.get(resource) !== undefined || isWhole(resource);
    for (const field of invalid) {
      if (others?.test(field.message) || (!whole && isMissing(field))) continue;
      invalidField(resource, field, report);
    }
  };
  for (const { resource, generatedBy } of model.applications) {
    // What an ApplicationSet generates has the fields of its template.
    if (!generatedBy) judge(resource);
  }
  for (const { resource } of model.projects) judge(resource);
  for (const { resource, applications } of model.applicationSets) {
    judge(resource, applications.length > 0 ? JUDGED_AS_GENERATED : undefined);
  }
}

const KINDS: ReadonlySet<string> = new Set(ARGOCD_KINDS);
const GROUP = 'argoproj.io';
const VERSION = 'v1alpha1';

/** `kind: Aplication`, `apiVersion: argoproj.io/v1`: objects that neither Argo CD nor the rules recognise. */
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

function unknownFields(
  resource: Resource,
  unknown: readonly UnknownField[],
  newer: boolean,
  parent: Application | undefined,
  report: Reporter,
): void {
  const { kind } = resource;
  const unsure: string[] = [];
  for (const field of unknown) {
    const name = String(field.pointer.at(-1));
    // A later release may have added it.
    if (newer && nearest(name, field.known) === undefined) unsure.push(fieldPath(field.pointer));
    else report.find({ ...describe(field, resource, parent), resource, pointer: field.pointer, on: 'key' });
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
  { pointer, known, elsewhere, since }: UnknownField,
  resource: Resource,
  parent: Application | undefined,
): { readonly message: string; readonly fix: string; readonly severity: Severity } {
  const name = String(pointer.at(-1));
  const path = fieldPath(pointer);
  const hint = didYouMean(name, known);
  const place = !hint && elsewhere !== undefined ? ` Did you mean ${elsewhere}?` : hint;
  const refused = parent !== undefined && appliesServerSide(parent, resource);
  let effect: string;
  if (parent === undefined) {
    effect =
      'kubectl apply refuses the object (strict decoding error), and whatever applies it without strict validation loses the field';
  } else if (refused) {
    effect = `the sync of ${parent.name} fails, because it applies server-side: .${path}: field not declared in schema`;
  } else effect = `the API server drops it in the sync of ${parent.name}, which stays OutOfSync`;
  if (since !== undefined) {
    return {
      message: `unknown field ${show(path)} of ${resource.kind}, which is there since Argo CD ${since}: ${effect}`,
      fix: 'Remove it, or say with --argocd-version which release the cluster has.',
      severity: refused ? 'refuse' : 'silent',
    };
  }
  const meant = nearest(name, known);
  return {
    message: `unknown field ${show(path)} of ${resource.kind}: ${effect}.${place}`,
    fix: meant
      ? `Write ${meant}.`
      : elsewhere !== undefined
        ? `Move it to ${elsewhere}, or remove it.`
        : `Remove it, or write one of ${listed(known)}.`,
    severity: refused ? 'refuse' : 'silent',
  };
}

/** Places that other rules report already, mostly because Argo CD itself requires the field. */
const JUDGED_BY_OTHERS: readonly RegExp[] = [
  /^Application spec(?:\.destination|\.source\.repoURL|\.sources\[\d+\]\.repoURL)?: Required/,
  /^Application spec\.sourceHydrator\.(?:drySource|drySource\.repoURL|syncSource|\w+\.targetBranch): Required/,
  /^Application spec\.ignoreDifferences\[\d+\]\.kind: Required/,
  /^Application spec\.syncPolicy\.syncOptions: /,
  /^AppProject spec\.description: Too long/,
];

/** The same for an ApplicationSet whose Applications are known. */
const JUDGED_AS_GENERATED =
  /^spec\.template\.spec\.(?:destination|project|source\.repoURL|sources\[\d+\]\.repoURL): Required/;

function invalidField(resource: Resource, field: InvalidField, report: Reporter): void {
  const { kind, group, name } = resource;
  const judged = `${kind} ${field.message}`;
  if (JUDGED_BY_OTHERS.some((one) => one.test(judged))) return;
  report.find({
    message: `${kind}.${group} ${JSON.stringify(name)} is invalid: ${field.message}`,
    fix: isMissing(field) ? `Add ${String(field.pointer.at(-1))}.` : typeFix(field),
    resource,
    pointer: field.pointer,
    // What was to be a string may be a secret.
    confidential: field.pointer.at(-1) === 'value' || field.pointer.includes('values'),
  });
}

function isMissing({ expected, message }: InvalidField): boolean {
  return expected === undefined && message.endsWith(': Required value');
}

/**
 * Whether an object can be meant to be applied as it is. A kustomize patch, or the expectation of a test, is only a
 * part of an object.
 */
function isWhole({ kind, object }: Resource): boolean {
  const { destination, source, sources, sourceHydrator, generators, template } = fields(object.spec);
  if (kind === 'ApplicationSet') return Array.isArray(generators) && template != null;
  if (kind === 'AppProject') return object.spec != null;
  const sourced = fields(source).repoURL != null || sources != null || sourceHydrator != null;
  return destination != null && sourced;
}

function typeFix({ expected, actual, known, pointer }: InvalidField): string {
  const name = String(pointer.at(-1));
  if (actual === 'null') return 'Remove the empty element, or give it a value.';
  switch (expected) {
    case 'string':
      if (actual === 'array') return 'Write one string.';
      if (actual !== 'object') return 'Put the value in quotes.';
      return name === 'values'
        ? 'Write it as a block of text (`values: |`), or name it valuesObject.'
        : 'Write one string.';
    case 'boolean':
      return actual === 'string' ? 'Write true or false, without quotes.' : 'Write true or false.';
    case 'integer':
      return 'Write a whole number, without quotes.';
    case 'integer,string':
      return 'Write a whole number, or a string.';
    case 'array':
      return actual === 'object' ? 'Write a list: begin each element with `- `.' : `Write a list: \`${name}: [...]\`.`;
    case 'object':
      if (known.length > 0) return `Write a map of what is wanted of ${listed(known)}.`;
      return 'Write a map of keys and values.';
    default:
      return 'Change the value to one that the CRD permits.';
  }
}
