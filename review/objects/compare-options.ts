import { fields, list, text } from '../../argocd/model/resource';
import { readFirstDocument } from '../../argocd/yaml/text';

/** What Argo CD is told about comparing objects. */
export interface CompareOptions {
  /** `spec.ignoreDifferences` of the Application. @default - nothing is ignored */
  readonly ignoreDifferences?: readonly unknown[];
  /** The keys of the ConfigMap `argocd-cm`. @default - as Argo CD compares without it */
  readonly settings?: Readonly<Record<string, string>>;
  /**
   * Hears of each part of these options that could not be applied, so that a difference may be one that Argo CD ignores.
   * The same words may come more than once. @default - nobody does
   */
  readonly notApplied?: (words: string) => void;
}

/** One thing to leave out of the comparison, and of which objects. */
export interface Ignored {
  /** Globs. */
  readonly group: string;
  readonly kind: string;
  /** `''` for every one; the same for the namespace. */
  readonly name: string;
  readonly namespace: string;
  readonly jsonPointers: readonly string[];
  readonly jqPathExpressions: readonly string[];
  readonly managers: readonly string[];
}

/** A field of a custom resource that holds a type of Kubernetes. */
export interface KnownTypeField {
  readonly group: string;
  readonly kind: string;
  readonly path: readonly string[];
  /** As Argo CD names it: `core/v1/PodSpec`, `core/Quantity`. */
  readonly type: string;
}

/** The options, read once. */
export interface Comparison {
  readonly ignored: readonly Ignored[];
  readonly knownTypes: readonly KnownTypeField[];
  readonly ignoreAggregatedRoles: boolean;
}

const read = new WeakMap<object, Comparison>();

/** Reads the options. What cannot be read in the settings is left out, as Argo CD refuses to start with it. */
export function comparisonOf(options: CompareOptions): Comparison {
  let comparison = read.get(options);
  if (!comparison) {
    comparison = readOptions(options);
    read.set(options, comparison);
  }
  return comparison;
}

/** @see https://github.com/argoproj/argo-cd/blob/v3.5.7/util/settings/settings.go GetResourceOverrides */
function readOptions({ ignoreDifferences = [], settings = {} }: CompareOptions): Comparison {
  const knownTypes: KnownTypeField[] = [];
  const ignored: Ignored[] = [];
  const override = (key: string, what: string, value: unknown) => {
    const [group, kind] = groupKind(key);
    if (what === 'ignoreDifferences') ignored.push(ignoredBy({ ...fields(value), group, kind }));
    if (what !== 'knownTypeFields') return;
    for (const one of list(value).map(fields))
      knownTypes.push({ group, kind, path: text(one.field).split('.'), type: text(one.type) });
  };
  for (const [key, value] of Object.entries(fields(yaml(settings['resource.customizations']))))
    for (const [what, one] of Object.entries(fields(value)))
      override(key, what, what === 'ignoreDifferences' ? yaml(text(one)) : one);
  for (const [key, value] of Object.entries(settings)) {
    const [, what = '', ...rest] = /^resource\.customizations\.([^.]*)\.(.*)$/s.exec(key) ?? [];
    if (what !== '') override(rest[0] === 'all' ? '*/*' : (rest[0] ?? '').replace('_', '/'), what, yaml(value));
  }
  const compare = fields(yaml(settings['resource.compareoptions']));
  const status = String(compare.ignoreResourceStatusField ?? 'all');
  if (status === 'crd') {
    ignored.push(statusOf('apiextensions.k8s.io', 'CustomResourceDefinition'));
  } else if (!['none', 'off', 'false'].includes(status)) {
    ignored.push(statusOf('*', '*'));
  }
  return {
    ignored: [...ignored, ...ignoreDifferences.map((item) => ignoredBy(fields(item)))],
    knownTypes,
    ignoreAggregatedRoles: compare.ignoreAggregatedRoles === true,
  };
}

function ignoredBy(item: Readonly<Record<string, unknown>>): Ignored {
  return {
    group: text(item.group),
    kind: text(item.kind),
    name: text(item.name),
    namespace: text(item.namespace),
    jsonPointers: stringsIn(item.jsonPointers),
    jqPathExpressions: stringsIn(item.jqPathExpressions),
    managers: stringsIn(item.managedFieldsManagers),
  };
}

const stringsIn = (value: unknown) => list(value).filter((one) => typeof one === 'string');

function statusOf(group: string, kind: string): Ignored {
  return ignoredBy({ group, kind, jsonPointers: ['/status'] });
}

function groupKind(key: string): readonly [group: string, kind: string] {
  const slash = key.indexOf('/');
  return slash < 0 ? ['', key] : [key.slice(0, slash), key.slice(slash + 1)];
}

function yaml(source: string | undefined): unknown {
  return source === undefined ? undefined : readFirstDocument(source).value;
}
