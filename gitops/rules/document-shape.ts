import { fileKey } from '../model/model';
import { fields } from '../model/resource';
import type { Model, Resource } from '../model/types';
import { type Reporter, type Rule, show } from './rule';
import { isHook } from './steps';

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
