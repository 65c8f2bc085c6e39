import * as path from 'node:path';
import { matchFilepath } from '../../semantics/filepath-match';
import { decode, isFatal, readFirstDocument } from '../../yaml/text';
import { secretValue } from '../nodes';
import { fields, list, strings, text } from '../resource';
import type { ApplicationSetProblem, Cluster, Fields, Pointer, Repository } from '../types';
import { ANYTHING, isUnknown, mayHave } from '../unknown';
import { directoriesOf, filesOf, matchesPathspec } from './git-paths';
import { TemplateError, UnsupportedTemplate } from './go-template';
import { normalize } from './go-template-functions';
import { isMap, print, truth, type Value } from './go-values';
import { type Parameters, renderDeep, renderString, type TemplateMode } from './render';
import { flatten, isEmptySelector, matchesSelector } from './selector';
import { isSymbolic, mergedSymbolic, symbolicParameters } from './symbolic';

/** What generators read from. */
export interface GeneratorContext {
  readonly mode: TemplateMode;
  readonly clusters: readonly Cluster[];
  repository(repoURL: string, revision: string): { readonly repository?: Repository; readonly reason: string };
  /** Records that a generator sees only the files at hand. */
  partial(reason: string): void;
  /** Records that a generator gives parameters whose values are not known. */
  unknown(reason: string): void;
  /** Records something that is no error for Argo CD. */
  note(problem: ApplicationSetProblem): void;
}

/** Something that a generator needs and that is not at hand, or not understood here. */
export class NotAtHand extends Error {}

/** Something that Argo CD refuses in a generator. */
export class GeneratorError extends Error {
  constructor(
    readonly pointer: Pointer,
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}

/** What one generator gives. */
export interface Generated {
  readonly parameters: readonly Parameters[];
  /** The template of the generator itself, which wins over that of the ApplicationSet. */
  readonly template: unknown;
}

/** The kinds of generators in the order in which the controller looks for them. */
export const KINDS = [
  'list',
  'clusters',
  'git',
  'scmProvider',
  'clusterDecisionResource',
  'pullRequest',
  'matrix',
  'merge',
  'plugin',
  // Since Argo CD 3.6; before, `document-shape` says that the field is unknown.
  'oci',
] as const;

/** No ApplicationSet means to make more. */
const MAX_PARAMETERS = 20_000;

/** Runs the generators of one element of `spec.generators`. */
export function generate(
  generator: unknown,
  context: GeneratorContext,
  pointer: Pointer,
  outer: Parameters = {},
): readonly Generated[] {
  const given = fields(generator);
  const kinds = KINDS.filter((kind) => given[kind] !== undefined && given[kind] !== null);
  if (kinds.length === 0) {
    throw new GeneratorError(
      pointer,
      `unrecognized generator: ${Object.keys(given).join(', ') || 'none'}`,
      `Use one of ${KINDS.join(', ')}.`,
    );
  }
  return kinds.map((kind) => {
    const at = [...pointer, kind];
    const { template, values, ...rest } = fields(given[kind]);
    const inner = Object.keys(outer).length > 0 ? interpolate(rest, values, outer, context, at) : { ...rest, values };
    let parameters = run(kind, inner, context, at);
    const { selector } = given;
    if (selector !== undefined && selector !== null)
      parameters = parameters.filter((one) => isSymbolic(one) || matchesSelector(selector, flatten(one)));
    if (parameters.length > MAX_PARAMETERS)
      throw new NotAtHand(`it generates more than ${MAX_PARAMETERS} Applications`);
    return { parameters, template };
  });
}

/** The second generator of a matrix sees the parameters of the first. Values that need its own wait for these. */
function interpolate(
  rest: Fields,
  values: unknown,
  outer: Parameters,
  { mode }: GeneratorContext,
  pointer: Pointer,
): Fields {
  const rendered = renderDeep(rest, outer, { ...mode, symbolic: isSymbolic(outer) }, [], pointer) as Fields;
  const early: Record<string, string> = {};
  for (const [key, value] of Object.entries(strings(values))) {
    try {
      early[key] = renderString(
        value,
        outer,
        { ...mode, missingKeyIsError: true, symbolic: isSymbolic(outer) },
        () => {},
      );
    } catch (error) {
      if (!(error instanceof TemplateError) || !/map has no entry|can't evaluate field/.test(error.message))
        throw error;
      early[key] = value;
    }
  }
  return { ...rendered, values: values === undefined ? undefined : early };
}

function run(
  kind: (typeof KINDS)[number],
  spec: Fields,
  context: GeneratorContext,
  pointer: Pointer,
): readonly Parameters[] {
  switch (kind) {
    case 'list':
      return runList(spec, context, pointer);
    case 'clusters':
      return runClusters(spec, context);
    case 'git':
      return runGit(spec, context, pointer);
    case 'matrix':
      return runMatrix(spec, context, pointer);
    case 'merge':
      return runMerge(spec, context, pointer);
    default:
      context.unknown(`its ${kind} generator asks a server`);
      return runUnknown(kind, spec, context);
  }
}

/** The one set of parameters that stands for all that a server, or a repository that is not at hand, would give. */
function runUnknown(
  kind: Exclude<(typeof KINDS)[number], 'list' | 'matrix' | 'merge'>,
  spec: Fields,
  { mode }: GeneratorContext,
): readonly Parameters[] {
  const own = symbolicParameters(kind, spec, mode);
  // These are not rendered.
  if (kind === 'clusterDecisionResource') return [withRendered(own, strings(spec.values), mode)];
  return [withValues(own, spec.values, { ...mode, symbolic: true })];
}

function runList(
  { elements, elementsYaml }: Fields,
  context: GeneratorContext,
  pointer: Pointer,
): readonly Parameters[] {
  const { mode } = context;
  const found: Parameters[] = list(elements).map((element, index) => {
    const given = fields(element) as Parameters;
    if (mode.goTemplate) return given;
    const flat: Record<string, string> = {};
    for (const [key, value] of Object.entries(given)) {
      const at = [...pointer, 'elements', index, key];
      const put = (name: string, one: Value): void => {
        if (typeof one !== 'string') {
          throw new GeneratorError(
            at,
            `error parsing value as string: ${name} is ${print(one)}`,
            'Quote the value, or set goTemplate: true.',
          );
        }
        flat[name] = one;
      };
      if (key !== 'values') put(key, value);
      else if (isMap(value)) for (const [name, one] of Object.entries(value)) put(`values.${name}`, one);
      else throw new GeneratorError(at, 'error parsing values map', 'Give values as a map.');
    }
    return flat;
  });
  if (isUnknown(elementsYaml)) {
    context.unknown('the elements of its list generator are not known');
    found.push(symbolicParameters('plugin', {}, mode));
  } else if (text(elementsYaml) !== '') {
    const { value, problems } = readFirstDocument(text(elementsYaml));
    if (problems.some(isFatal) || !Array.isArray(value)) {
      throw new GeneratorError(
        [...pointer, 'elementsYaml'],
        'error unmarshling decoded ElementsYaml',
        'Give a YAML list of maps.',
      );
    }
    found.push(...value.map((one) => fields(one) as Parameters));
  }
  return found;
}

function runClusters({ selector, values, flatList }: Fields, context: GeneratorContext): readonly Parameters[] {
  const { mode } = context;
  context.partial('the clusters generator sees the cluster Secrets in the files at hand, and no others');
  const secrets = context.clusters.filter(
    ({ resource, labels }) => resource !== undefined && matchesSelector(selector, labels),
  );
  const found = secrets.map(({ resource, name, server, project, labels, annotations }) => {
    const own: Record<string, Value> = {
      name,
      nameNormalized: normalize(name),
      server: resource ? secretValue(resource, 'server') : server,
      project,
    };
    if (mode.goTemplate) {
      own.metadata = {
        ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
        ...(Object.keys(labels).length > 0 ? { labels } : {}),
      };
    } else {
      for (const [key, value] of Object.entries(annotations)) own[`metadata.annotations.${key}`] = value;
      for (const [key, value] of Object.entries(labels)) own[`metadata.labels.${key}`] = value;
    }
    return withValues(own, values, mode);
  });
  const local = context.clusters.find(({ resource }) => resource === undefined);
  if (local && isEmptySelector(selector)) {
    found.push(
      withValues({ name: local.name, nameNormalized: local.name, server: local.server, project: '' }, values, mode),
    );
  }
  if (flatList !== true) found.push(...runUnknown('clusters', { values }, context));
  return flatList === true ? [{ clusters: found as Value }] : found;
}

/** `values` may use the parameters of the generator, not each other. */
function withValues(parameters: Record<string, Value>, values: unknown, mode: TemplateMode): Parameters {
  const rendered: Record<string, string> = {};
  for (const [key, value] of Object.entries(strings(values))) rendered[key] = renderValue(value, parameters, mode);
  return withRendered(parameters, rendered, mode);
}

function renderValue(value: string, parameters: Parameters, mode: TemplateMode): string {
  try {
    return renderString(value, parameters, mode, () => {});
  } catch (error) {
    if (mode.symbolic && error instanceof UnsupportedTemplate) return ANYTHING;
    throw error;
  }
}

function withRendered(
  parameters: Record<string, Value>,
  rendered: Readonly<Record<string, string>>,
  mode: TemplateMode,
): Parameters {
  if (Object.keys(rendered).length === 0) return parameters;
  if (mode.goTemplate) return { ...parameters, values: rendered };
  return {
    ...parameters,
    ...Object.fromEntries(Object.entries(rendered).map(([key, value]) => [`values.${key}`, value])),
  };
}

function runGit(spec: Fields, context: GeneratorContext, pointer: Pointer): readonly Parameters[] {
  if (isUnknown(spec)) {
    context.unknown('what its git generator reads depends on another generator');
    return runUnknown('git', spec, context);
  }
  const { repository, reason } = context.repository(text(spec.repoURL), text(spec.revision));
  if (!repository) {
    context.unknown(reason);
    return runUnknown('git', spec, context);
  }
  const { tree } = repository;
  const directories = list(spec.directories).map(fields);
  const files = list(spec.files).map(fields);
  const prefix = text(spec.pathParamPrefix);
  const { mode } = context;

  if (directories.length > 0) {
    const matches = (one: Fields, dir: string): boolean => matchFilepath(text(one.path), dir);
    return directoriesOf(tree)
      .filter((dir) => directories.some((one) => one.exclude !== true && matches(one, dir)))
      .filter((dir) => !directories.some((one) => one.exclude === true && matches(one, dir)))
      .map((dir) => withValues(pathParameters(dir, undefined, prefix, mode), spec.values, mode));
  }
  if (files.length === 0)
    throw new GeneratorError(pointer, 'ApplicationSet is empty', 'Give the git generator directories or files.');

  const matches = (one: Fields, file: string): boolean => matchesPathspec(text(one.path), file);
  const chosen = filesOf(tree)
    .filter((file) => files.some((one) => one.exclude !== true && matches(one, file)))
    .filter((file) => !files.some((one) => one.exclude === true && matches(one, file)))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return chosen.flatMap((file) => {
    const { value } = readFirstDocument(decode(tree.read(file)));
    // An empty file counts as an empty map.
    const objects = Array.isArray(value) ? value : [value === null ? {} : value];
    if (objects.some((one) => typeof one !== 'object' || one === null || Array.isArray(one))) {
      throw new GeneratorError(
        [...pointer, 'files'],
        `unable to process file '${file}': unable to parse file`,
        'Give the file a map, or a list of maps.',
      );
    }
    return objects.map((object) => {
      const own = mode.goTemplate ? (object as Parameters) : flatten(object as Parameters);
      return withValues(
        { ...own, ...pathParameters(path.posix.dirname(file), path.posix.basename(file), prefix, mode) },
        spec.values,
        mode,
      );
    });
  });
}

/** The parameters that say where something was found. */
function pathParameters(
  dir: string,
  file: string | undefined,
  prefix: string,
  mode: TemplateMode,
): Record<string, Value> {
  const segments = dir.split('/');
  const basename = path.posix.basename(dir);
  const known: Record<string, string> = { basename, basenameNormalized: normalize(basename) };
  if (file !== undefined) Object.assign(known, { filename: file, filenameNormalized: normalize(file) });
  if (mode.goTemplate) {
    const inner = { path: dir, ...known, segments };
    return prefix === '' ? { path: inner } : { [prefix]: { path: inner } };
  }
  const name = prefix === '' ? 'path' : `${prefix}.path`;
  const flat: Record<string, Value> = { [name]: dir };
  for (const [key, value] of Object.entries(known)) flat[`${name}.${key}`] = value;
  for (const [at, segment] of segments.entries()) if (segment !== '') flat[`${name}[${at}]`] = segment;
  return flat;
}

function runNested(
  generator: unknown,
  context: GeneratorContext,
  pointer: Pointer,
  outer?: Parameters,
): readonly Parameters[] {
  if (pointer.length > 12) throw new NotAtHand('its generators are nested deeper than Argo CD reads');
  const found = generate(generator, context, pointer, outer);
  if (found.length > 1) {
    throw new GeneratorError(
      pointer,
      'found more than one generator in one element',
      'Give each generator an element of its own.',
    );
  }
  return found[0]?.parameters ?? [];
}

function runMatrix({ generators }: Fields, context: GeneratorContext, pointer: Pointer): readonly Parameters[] {
  const nested = list(generators);
  if (nested.length !== 2) {
    const words =
      nested.length < 2
        ? 'found less than two generators, Matrix support only two'
        : 'found more than two generators, Matrix support only two';
    throw new GeneratorError(
      [...pointer, 'generators'],
      words,
      'Give the matrix exactly two generators; nest another matrix for more.',
    );
  }
  const found: Parameters[] = [];
  for (const a of runNested(nested[0], context, [...pointer, 'generators', 0])) {
    for (const b of runNested(nested[1], context, [...pointer, 'generators', 1], a)) {
      found.push(context.mode.goTemplate ? mergeOver(b, a) : combine(a, b, pointer));
      if (found.length > MAX_PARAMETERS) throw new NotAtHand(`it generates more than ${MAX_PARAMETERS} Applications`);
    }
  }
  return found;
}

/** `mergo.Merge` with override: what is empty does not override. */
function mergeOver(base: Parameters, over: Parameters): Parameters {
  const result: Record<string, Value> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const own = result[key];
    if (isMap(own) && isMap(value)) result[key] = mergeOver(own, value);
    else if (truth(value) || !(key in result)) result[key] = value;
  }
  return result;
}

function combine(a: Parameters, b: Parameters, pointer: Pointer): Parameters {
  const result: Record<string, Value> = {};
  for (const [key, value] of Object.entries(a)) result[key] = print(value);
  for (const [key, value] of Object.entries(b)) {
    const other = print(value);
    if (key in result && result[key] !== other && !isUnknown([result[key], other])) {
      throw new GeneratorError(
        pointer,
        `found duplicate key ${key} with different value, a: ${result[key]} ,b: ${other}`,
        'Rename the parameter in one of the generators (pathParamPrefix does it for the git generator).',
      );
    }
    result[key] = other;
  }
  return result;
}

function runMerge(
  { generators, mergeKeys }: Fields,
  context: GeneratorContext,
  pointer: Pointer,
): readonly Parameters[] {
  const nested = list(generators);
  if (nested.length < 2) {
    throw new GeneratorError(
      [...pointer, 'generators'],
      'found less than two generators, Merge requires two or more',
      'Give the merge generator two generators or more.',
    );
  }
  const keys = list(mergeKeys).map(text);
  if (keys.length === 0) {
    throw new GeneratorError(
      pointer,
      'no merge keys were specified, Merge requires at least one',
      'Give the merge generator mergeKeys.',
    );
  }
  const unknown: Parameters[][] = [];
  const given: (readonly Parameters[])[] = [];
  const sets = nested.map((one, index) => {
    const byKey = new Map<string, Parameters>();
    const all = runNested(one, context, [...pointer, 'generators', index]);
    unknown.push(all.filter(isSymbolic));
    given.push(all);
    for (const parameters of all) {
      if (isSymbolic(parameters)) continue;
      // A merge key is one name: a dot in it does not lead into a map.
      const key = JSON.stringify(
        Object.fromEntries([...new Set(keys)].sort().map((name) => [name, parameters[name] ?? null])),
      );
      if (byKey.has(key)) {
        throw new GeneratorError(
          [...pointer, 'generators', index],
          `the parameters from a generator were not unique by the given mergeKeys, Merge requires all param sets to be unique. Duplicate key was ${key}`,
          'Choose mergeKeys that tell the parameters of each generator apart.',
        );
      }
      byKey.set(key, parameters);
    }
    return byKey;
  });
  noteMergeKeys(keys, given, context, pointer);
  const [base, ...others] = sets as [Map<string, Parameters>, ...Map<string, Parameters>[]];
  for (const other of others) {
    for (const [key, parameters] of base) {
      const over = other.get(key);
      if (over) base.set(key, context.mode.goTemplate ? mergeOver(parameters, over) : { ...parameters, ...over });
    }
  }
  // Which of the others these would meet is not known.
  const symbolic = (unknown[0] ?? []).map((one) => mergedSymbolic(one, keys));
  const onlyUnknown = unknown.slice(1).some((one, index) => one.length > 0 && others[index]?.size === 0);
  const known = [...base.values()];
  return [...(onlyUnknown ? known.map((one) => mergedSymbolic(one, keys)) : known), ...symbolic];
}

/** A key that no set of a generator has is null there, and meets only what lacks it too. */
function noteMergeKeys(
  keys: readonly string[],
  given: readonly (readonly Parameters[])[],
  { note }: GeneratorContext,
  pointer: Pointer,
): void {
  for (const [index, key] of keys.entries()) {
    const lacking = given.flatMap((sets, at) => (sets.length > 0 && sets.every((one) => lacks(one, key)) ? [at] : []));
    if (lacking.length === 0) continue;
    const all = lacking.length === given.length;
    const names = [...new Set(given.flat().flatMap((one) => Object.keys(one)))].filter((name) => !isUnknown(name));
    const which = `generators ${lacking.map((at) => at + 1).join(' and ')}`;
    note({
      severity: 'silent',
      pointer: [...pointer, 'mergeKeys', index],
      message: all
        ? `the merge key ${JSON.stringify(key)} is in no set of parameters of any generator: it is null everywhere, so ${keys.length === 1 ? 'sets are merged that have nothing in common' : 'it tells nothing apart'}`
        : `the merge key ${JSON.stringify(key)} is in no set of parameters of ${which}: it is null there, so they are merged with nothing that has it`,
      fix: `Use keys that every generator gives (a merge key is one name, a dot does not lead into a map); there are ${names.slice(0, 10).join(', ') || 'none'}.`,
    });
  }
}

function lacks(parameters: Parameters, key: string): boolean {
  return !Object.hasOwn(parameters, key) && !mayHave(parameters, key);
}
