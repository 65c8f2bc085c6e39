import { fields } from './resource';
import type { Resource } from './types';

/**
 * What other programs put a value in for: `${env}` (envsubst, Terraform), `<TOKEN>`, `{{ x }}` and `{% … %}` (Helm, Jinja,
 * cookiecutter), `<%= x %>`, `#{x}#`, `@X@`, `__X__`, `%X%`, `$X`, `$(X)`. In none of the fields that are looked at is it a value.
 */
const PLACEHOLDER =
  /\$\{[^{}]{1,100}\}|\{\{[^{}]{0,200}\}\}|\{%|<%|(?<![?\w])<[A-Za-z][\w.:/#| -]{0,100}>|#\{[\w.-]{1,100}\}|@[A-Z][A-Z0-9_]{1,100}@|__[A-Z][A-Z0-9_]{0,100}__|%[A-Z][A-Z0-9_]{1,100}%|(?<![\w$])\$[A-Z][A-Z0-9_]{1,100}\b|\$\([A-Za-z][\w.-]{0,100}\)/;

/** Whether another program puts a value in for some of a text. */
export function hasPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** What an ApplicationSet itself puts values in for, and only another program where it names that. */
const OWN_PARAMETER = /\{\{(?!-?\s*cookiecutter\.)[^{}]{0,1000}\}\}/g;

/** What Argo CD itself puts in when it renders a source, as in `kustomize.commonLabels`. */
const BUILD_VARIABLE = /\$(?:ARGOCD_[A-Z0-9_]+|\{ARGOCD_[A-Z0-9_]+\})/g;

const KINDS: ReadonlySet<string> = new Set(['Application', 'ApplicationSet', 'AppProject']);

/** Fields whose text is for others: Helm's values, what is compared, filters, prose. */
const NOT_LOOKED_AT: ReadonlySet<string> = new Set([
  'helm',
  'plugin',
  'info',
  'description',
  'ignoreDifferences',
  // Globs of a directory have braces of their own.
  'include',
  'exclude',
  'patches',
  'templatePatch',
  'filters',
  'policies',
  'preserveResourcesOnDeletion',
]);

/** A value of an object that another program replaces. */
export interface Placeholder {
  /** Such as `${env}`. */
  readonly text: string;
  /** Such as `spec.source.path`. */
  readonly field: string;
}

/** The first placeholder of another program in an object of Argo CD: it is no object yet, but the template of one. */
export function placeholderIn({ group, kind, object }: Resource): Placeholder | undefined {
  if (group !== 'argoproj.io' || !KINDS.has(kind)) return undefined;
  const { name, namespace } = fields(object.metadata);
  const own = kind === 'ApplicationSet';
  const look = (value: unknown, field: string, depth: number): Placeholder | undefined => {
    if (typeof value === 'string') {
      const others = value.replace(BUILD_VARIABLE, '');
      const [text] = PLACEHOLDER.exec(own ? others.replace(OWN_PARAMETER, '') : others) ?? [];
      return text === undefined ? undefined : { text, field };
    }
    if (typeof value !== 'object' || value === null || depth > 20) return undefined;
    for (const [key, one] of Object.entries(value)) {
      if (NOT_LOOKED_AT.has(key)) continue;
      const found = look(one, Array.isArray(value) ? `${field}[${key}]` : `${field}.${key}`, depth + 1);
      if (found) return found;
    }
    return undefined;
  };
  return look(name, 'metadata.name', 0) ?? look(namespace, 'metadata.namespace', 0) ?? look(object.spec, 'spec', 0);
}
