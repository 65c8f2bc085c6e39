import type { Pointer, RenderedResource, Resource } from '../../argocd/model/types';
import type { ReviewedFinding } from '../compare/changed-findings';
import type { ApplicationPair, Comparison } from '../compare/comparison';
import type { ReviewedId } from '../review';
import type { Severity } from './severity';

/** What a judgement tells of one object. */
export interface Told {
  readonly severity: Severity;
  /** The Application that it happens in. @default - none */
  readonly application?: ApplicationPair;
  /** The object that it happens to. @default - the Application itself */
  readonly object?: RenderedResource;
  /** An object that no Application has, such as a root or a project. */
  readonly resource?: Resource;
  /** What it is about if that is no object of the files, such as a namespace. */
  readonly id?: ReviewedId;
  /** What `check` finds, which has a place and an object of its own. */
  readonly finding?: ReviewedFinding;
  /** To the place in the object. @default - the top */
  readonly pointer?: Pointer;
  /** What happens, as a part of a sentence whose subject is the object. No value of a field that may be a secret. */
  readonly happens: string;
  /** What to do if that is not meant, as a sentence. @default - nothing is to be done */
  readonly advice?: string;
  /** More of it, a line each: what goes with it, which fields. */
  readonly details?: readonly string[];
}

/** One kind of thing that a change does to a cluster. */
export interface Judgement {
  /** In kebab-case. Users write it in `--allow`. */
  readonly name: string;
  /** What it belongs to; `--allow` takes this name, too. */
  readonly group: 'goes' | 'fails' | 'interrupts' | 'note';
  /** One sentence, the same as the first of its page. */
  readonly summary: string;
  /** Looks at the two states, and tells what happens. Must not throw whatever the YAML contains. */
  judge(comparison: Comparison, tell: (told: Told) => void): void;
}
