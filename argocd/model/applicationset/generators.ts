import * as path from 'node:path';
import { matchFilepath } from '../../semantics/filepath-match';
import { decode, isFatal, readFirstDocument } from '../../yaml/text';
import { secretValue } from '../nodes';
import { fields, list, strings, text } from '../resource';
import type { Cluster, Fields, Pointer, Repository } from '../types';
import { directoriesOf, filesOf, matchesPathspec } from './git-paths';
import { TemplateError } from './go-template';
import { normalize } from './go-template-functions';
import { isMap, print, truth, type Value } from './go-values';
import { type Parameters, renderDeep, renderString, type TemplateMode } from './render';
import { flatten, isEmptySelector, matchesSelector } from './selector';

/** What generators read from. */
export interface GeneratorContext {
  readonly mode: TemplateMode;
  readonly clusters: readonly Cluster[];
  repository(repoURL: string, revision: string): { readonly repository?: Repository; readonly reason: string };
  /** Records that a generator sees only the files at hand. */
  partial(reason: string): void;
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
      parameters = parameters.filter((one) => matchesSelector(selector, flatten(one)));
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
  const rendered = renderDeep(rest, outer, mode, [], pointer) as Fields;
  const early: Record<string, string> = {};
  for (const [key, value] of Object.entries(strings(values))) {
    try {
      early[key] = renderString(value, outer, { ...mode, missingKeyIsError: true }, () => {});
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
      throw new NotAtHand(`its ${kind} generator asks a server`);
  }
}

function runList(
  { elements, elementsYaml }: Fields,
  { mode }: GeneratorContext,
  pointer: Pointer,
): readonly Parameters[] {
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
  if (text(elementsYaml) !== '') {
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
  return flatList === true ? [{ clusters: found as Value }] : found;
}

/** `values` may use the parameters of the generator, not each other. */
function withValues(parameters: Record<string, Value>, values: unknown, mode: TemplateMode): Parameters {
  const rendered: Record<string, string> = {};
  for (const [key, value] of Object.entries(strings(values)))
    rendered[key] = renderString(value, parameters, mode, () => {});
  if (Object.keys(rendered).length === 0) return parameters;
  if (mode.goTemplate) return { ...parameters, values: rendered };
  return {
    ...parameters,
    ...Object.fromEntries(Object.entries(rendered).map(([key, value]) => [`values.${key}`, value])),
  };
}

function runGit(spec: Fields, context: GeneratorContext, pointer: Pointer): readonly Parameters[] {
  const { repository, reason } = context.repository(text(spec.repoURL), text(spec.revision));
  if (!repository) throw new NotAtHand(reason);
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
    if (key in result && result[key] !== other) {
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
  const sets = nested.map((one, index) => {
    const byKey = new Map<string, Parameters>();
    for (const parameters of runNested(one, context, [...pointer, 'generators', index])) {
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
  const [base, ...others] = sets as [Map<string, Parameters>, ...Map<string, Parameters>[]];
  for (const other of others) {
    for (const [key, parameters] of base) {
      const over = other.get(key);
      if (over) base.set(key, context.mode.goTemplate ? mergeOver(parameters, over) : { ...parameters, ...over });
    }
  }
  return [...base.values()];
}
