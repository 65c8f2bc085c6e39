import type { IConstruct } from 'constructs';
import { callingLines, type UserLine } from './user-lines';

/** Where the user made a construct. */
interface Source {
  /** The file to edit. */
  readonly file: string;
  /** The line, and the one that called it if that is another: `charts/team-apps.ts:40, called at main.ts:12`. */
  readonly place: string;
}

const sources = new WeakMap<IConstruct, Source>();

/**
 * Records which line of the user's code created this construct: generated files name its file, and errors name the line.
 * The constructors of this package call it. Other constructs (of cdk8s-plus, for example) have the source of their closest
 * scope with one.
 */
export function noteSource(construct: IConstruct): void {
  const source = callingSource();
  if (source) sources.set(construct, source);
}

let given: Source | undefined;

/**
 * Makes constructs because of a file that is no code: they all have a line of that as their source, whoever makes them.
 *
 * @param file relative to the working directory
 */
export function becauseOf<T>(file: string, line: number, make: () => T): T {
  const before = given;
  given = { file, place: shown({ file, line }) };
  try {
    return make();
  } finally {
    given = before;
  }
}

/** Gives a construct the source of another: of the one because of which it was made, when the user's code had run already. */
export function takeSource(construct: IConstruct, from: IConstruct): void {
  const found = closest(from);
  if (found) sources.set(construct, found.source);
}

/** The file to edit to change what this construct renders, relative to the working directory. */
export function sourceOf(construct: IConstruct): string {
  return closest(construct)?.source.file ?? 'main.ts';
}

/**
 * Where to change what this construct renders: `main.ts:12`. Only the file of a construct that was made by other code than
 * this package's, and is in no construct of this package: the line that makes the app would be no help.
 */
export function placeOf(construct: IConstruct): string {
  const found = closest(construct);
  return found && (found.at === construct || found.at.node.scope) ? found.source.place : sourceOf(construct);
}

/**
 * The scope of a new construct, in which its id must be free.
 *
 * @throws Error with both places if it is not; that of constructs names neither
 */
export function scopeOfNew<T extends IConstruct>(scope: T, id: string): T {
  const existing = scope.node.tryFindChild(id);
  if (!existing) return scope;
  const [first, second] = [placeOf(existing), callingSource()?.place ?? 'here'];
  const both = first === second ? `is made twice at ${first}` : `is made at ${first}, and again at ${second}`;
  throw new Error(`[${existing.node.path}] ${both}: give one of them another file, or another id in the same file`);
}

/** The source of a construct, or of its closest scope with one. */
function closest(construct: IConstruct): { readonly at: IConstruct; readonly source: Source } | undefined {
  for (let at: IConstruct | undefined = construct; at; at = at.node.scope) {
    const source = sources.get(at);
    if (source) return { at, source };
  }
  return undefined;
}

/** The line of the user's code that is running, or that of the file because of which it makes something. */
function callingSource(): Source | undefined {
  if (given) return given;
  const [inner, outer] = callingLines();
  if (!inner) return undefined;
  return { file: inner.file, place: outer ? `${shown(inner)}, called at ${shown(outer)}` : shown(inner) };
}

function shown({ file, line }: UserLine): string {
  return `${file}:${line}`;
}
