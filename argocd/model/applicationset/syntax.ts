import type { ApplicationSetNode } from '../nodes';
import { fields, list, strings, text } from '../resource';
import type { ApplicationSetProblem, Fields, Pointer } from '../types';
import { KINDS } from './generators';
import { isMap, truth, type Value } from './go-values';
import { syntaxError } from './render';

/** A string that the controller takes for a template, and where it stands. */
interface Templated {
  readonly template: string;
  readonly pointer: Pointer;
  /** What the controller puts before the renderer's message. */
  readonly before?: string;
}

/**
 * What Go refuses in the templates of an ApplicationSet with any parameters: all that can be checked while the
 * parameters are not known.
 */
export function syntaxProblems(set: ApplicationSetNode): readonly ApplicationSetProblem[] {
  if (!set.goTemplate) return [];
  const problems: ApplicationSetProblem[] = [];
  const seen = new Set<string>();
  for (const { template, pointer, before = '' } of templated(set)) {
    const key = `${pointer.join('/')}\n${template}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const message = syntaxError(template);
    if (message !== undefined)
      problems.push({ severity: 'refuse', pointer, message: before + message, fix: fixOf(template) });
  }
  return problems;
}

/** What to do about a mistake in the syntax: most often a dot is missing. */
function fixOf(template: string): string {
  const [, name] =
    /\{\{-?\s*((?:path|name|server|values|metadata|url|branch|number)\b[\w.[\]]*)\s*-?\}\}/.exec(template) ?? [];
  return name === undefined
    ? 'Correct the template.'
    : `Write {{ .${name === 'path' ? 'path.path' : name} }}: with goTemplate: true a parameter starts with a dot.`;
}

function* templated(set: ApplicationSetNode): Generator<Templated> {
  const { generators, template, templatePatch } = set.spec;
  for (const [index, generator] of list(generators).entries()) {
    const pointer: Pointer = ['spec', 'generators', index];
    for (const kind of KINDS) {
      const own = fields(generator)[kind];
      if (own === undefined || own === null) continue;
      yield* merged(fields(own).template, template, [...pointer, kind, 'template'], ['spec', 'template']);
    }
    yield* valuesOf(generator, pointer, false);
  }
  if (text(templatePatch) !== '') {
    const before = 'error replacing values in templatePatch: ';
    yield { template: text(templatePatch), pointer: ['spec', 'templatePatch'], before };
  }
}

/** The strings of two templates, merged: a string of the first one wins (see `mergeTemplate`). */
function* merged(own: unknown, base: unknown, ownPointer: Pointer, basePointer: Pointer): Generator<Templated> {
  if (isMap(own as Value) && isMap(base as Value)) {
    const left: Fields = fields(own);
    const right: Fields = fields(base);
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const at = [...(key in left ? ownPointer : basePointer), key];
      yield { template: key, pointer: at };
      yield* merged(left[key], right[key], [...ownPointer, key], [...basePointer, key]);
    }
    return;
  }
  if (truth(own as Value)) yield* deep(own, ownPointer);
  else yield* deep(base, basePointer);
}

/** Every string in a value, and the keys of its maps. */
function* deep(value: unknown, pointer: Pointer): Generator<Templated> {
  if (typeof value === 'string') yield { template: value, pointer };
  else if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) yield* deep(one, [...pointer, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, one] of Object.entries(value)) {
      yield { template: key, pointer: [...pointer, key] };
      yield* deep(one, [...pointer, key]);
    }
  }
}

/** The kinds of generators whose `values` are templates. */
const WITH_VALUES: ReadonlySet<string> = new Set(['clusters', 'git', 'oci', 'scmProvider', 'pullRequest', 'plugin']);

/** The parts of generators that are rendered: their `values`, and the whole second generator of a matrix. */
function* valuesOf(generator: unknown, pointer: Pointer, second: boolean): Generator<Templated> {
  if (pointer.length > 12) return;
  for (const [kind, given] of Object.entries(fields(generator))) {
    const spec = fields(given);
    const at = [...pointer, kind];
    if (second && kind !== 'matrix' && kind !== 'merge') yield* deep({ ...spec, template: undefined }, at);
    else if (WITH_VALUES.has(kind)) yield* deep(strings(spec.values), [...at, 'values']);
    if (kind !== 'matrix' && kind !== 'merge') continue;
    for (const [index, nested] of list(spec.generators).entries())
      yield* valuesOf(nested, [...at, 'generators', index], second || (kind === 'matrix' && index === 1));
  }
}
