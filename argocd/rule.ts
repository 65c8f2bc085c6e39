import type { Location, Model, Origin, Pointer, Resource, Severity, Unchecked } from './model/types';
import type { FileTree } from './tree/file-tree';

/** What a rule has found, with everything that a reader needs to fix the YAML without reading the documentation. */
export interface RuleFinding {
  /**
   * What is wrong, with the value. If Argo CD has an error message for it, the message contains it literally, so that a
   * search for one finds the other.
   */
  readonly message: string;
  /** What is allowed and what to change, as an imperative sentence. */
  readonly fix: string;
  /** The object that it is about. @default - none: the file has no object that can be read */
  readonly resource?: Resource;
  /** The place in the object to point at. @default - the top of the object */
  readonly pointer?: Pointer;
  /** Whether to point at the key or at its value. @default 'value' */
  readonly on?: 'key' | 'value';
  /** What the pointer leads into if not {@link resource} (a settings file, for example). @default - that of the resource */
  readonly origin?: Origin;
  /** Where to point at, if no pointer says it. @default - what the pointer leads to */
  readonly location?: Location;
  /** The template that it is about: a comment in it silences the finding, wherever it stands. @default - that of the object */
  readonly template?: {
    /** Where it is. */
    readonly tree: FileTree;
    /** Its path in the tree. */
    readonly path: string;
  };
  /** Keeps the line of the file out of the report: it holds a secret. @default false */
  readonly confidential?: boolean;
  /**
   * Where at least four findings have this message, `groundwork check` makes one of them, with the other places: for what is
   * said of a habit, and is the same everywhere. Ignore comments and baselines count place by place all the same.
   *
   * @default false
   */
  readonly gather?: boolean;
  /** How bad this one is. @default - the severity of the rule */
  readonly severity?: Severity;
}

/** Where a rule puts what it sees. */
export interface Reporter {
  /** Something is wrong. */
  find(finding: RuleFinding): void;
  /**
   * Reports that the rule could not decide from the files at hand. In doubt use this and not {@link find}: a false
   * alarm is a defect.
   */
  unchecked(what: Unchecked): void;
}

/**
 * A check for one thing that Argo CD refuses, or understands differently from what was written.
 *
 * It sees the whole model and no files. It runs once per check, must be linear in the model, and must not throw whatever the
 * YAML contains. Of this package, a rule is a file `<name>.ts` that exports it, a test and a page beside it, and a line in
 * `registry.ts`; your own is in `groundwork.config.ts`.
 */
export interface Rule {
  /** In kebab-case. Users write it in ignore comments and in their configuration. */
  readonly name: string;
  /** The severity of its findings, unless a finding has its own. */
  readonly severity: Severity;
  /** One sentence, the same as the first of its page. */
  readonly summary: string;
  /** Looks through the model, and reports what it finds. */
  check(model: Model, report: Reporter): void;
  /** What `--explain` prints, in Markdown. @default - the file `<name>.md`; the summary for a rule of your own */
  readonly page?: string;
}

/** How a value is shown in a message: as YAML would write it on one line, shortened. */
export function show(value: unknown): string {
  const json = (typeof value === 'bigint' ? String(value) : JSON.stringify(value, plain)) ?? 'nothing';
  return json.length > 80 ? `${json.slice(0, 77)}…` : json;
}

/** JSON has no integers of more digits than a number holds. */
const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);

export { fields, isMap, list, strings, text } from './model/resource';
