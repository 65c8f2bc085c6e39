import type { Files } from '../model/files';
import { documentOfValues, readValues } from '../model/helm-value-file';
import { fields, isMap, list, text } from '../model/resource';
import type { ApplicationSource, Fields } from '../model/types';
import type { ArgoCdVersion } from '../semantics/version';
import { resolveLink } from '../tree/resolve-link';
import { merged } from './chart-text';
import { apiVersionsOf, type ClusterFacts } from './helm-arguments';
import type { GivenFile } from './source-files';

/** The values that a chart is given by an Application. */
export interface GivenValues {
  /** Of the value files and of the Application, merged as Helm does. */
  readonly values: Fields;
  /** What parameters set, by their names. */
  readonly parameters: ReadonlyMap<string, { readonly path: readonly string[]; readonly value: string }>;
  /** What parameters set in another way: an item of a list, the content of a file. */
  readonly others: readonly (readonly string[])[];
}

/** The values of a source, changed for a trial. */
export interface Variant {
  /** In the place of all value files and the values of the Application. */
  readonly values: Fields;
  /** Parameters by their names: another value, or `undefined` to leave one out. */
  readonly parameters: ReadonlyMap<string, string | undefined>;
  /** APIs that the cluster has beside those that are given. */
  readonly apiVersions?: readonly string[];
}

/** Puts them together; `undefined` if a file is one that Helm reads in a way of its own. */
export function givenValues(
  files: Files,
  given: readonly GivenFile[],
  { fields: source }: ApplicationSource,
  version: ArgoCdVersion,
): GivenValues | undefined {
  const helm = fields(source.helm);
  let values: Fields = {};
  for (const { tree, path } of given) {
    const real = resolveLink(tree, path).path;
    if (real === undefined || tree.type(real) !== 'file') return undefined;
    const file = files.file(tree, real);
    const value = file.values[documentOfValues(file)] ?? {};
    if (file.problems.length > 0 || file.values.length > 2 || !isMap(value)) return undefined;
    values = merged(values, value);
  }
  if (isMap(helm.valuesObject)) values = merged(values, helm.valuesObject);
  else if (text(helm.values) !== '') {
    const own = readValues(text(helm.values), version.atLeast(3, 5) ? 4 : 3);
    if (own.mistake) return undefined;
    values = merged(values, fields(own.values));
  }
  const parameters = new Map<string, { readonly path: readonly string[]; readonly value: string }>();
  const others = list(helm.fileParameters).map((one) => pathOf(text(fields(one).name)));
  for (const { name, value } of list(helm.parameters).map(fields)) {
    const called = text(name);
    const plain = /^[\w.-]+$/.test(called) && !/[$,{}[\]]/.test(text(value));
    if (plain) parameters.set(called, { path: pathOf(called), value: text(value) });
    else others.push(pathOf(called));
  }
  return { values, parameters, others };
}

/** The way that the name of a parameter says, up to an item of a list. */
function pathOf(name: string): readonly string[] {
  const [keys = ''] = name.split('[');
  return keys.split(/(?<!\\)\./).map((key) => key.replace(/\\(.)/g, '$1'));
}

/** The source as a trial has it. */
export function variantOf(source: ApplicationSource, variant: Variant, cluster: ClusterFacts): ApplicationSource {
  const helm = fields(source.fields.helm);
  const parameters = list(helm.parameters).flatMap((one) => {
    const name = text(fields(one).name);
    if (!variant.parameters.has(name)) return [one];
    const value = variant.parameters.get(name);
    return value === undefined ? [] : [{ ...fields(one), value }];
  });
  const { apiVersions } = variant;
  const apis = apiVersions && { apiVersions: [...apiVersionsOf(source, cluster), ...apiVersions] };
  return { ...source, fields: { ...source.fields, helm: { ...helm, parameters, ...apis } } };
}
