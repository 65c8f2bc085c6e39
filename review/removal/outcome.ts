/** What becomes of an object on the cluster that is no longer in Git. */
export type Outcome =
  /** Argo CD deletes it. */
  | {
      readonly happens: 'deleted';
      /** What deletes it, in a few words: `pruned by Application web`. */
      readonly how: string;
      /** Whether a person has to confirm it first. */
      readonly confirm: boolean;
    }
  /** It runs on, managed by nobody. */
  | {
      readonly happens: 'left';
      /** Why, as a part of a sentence. */
      readonly why: string;
    }
  /** The sync is refused, and nothing changes. */
  | { readonly happens: 'refused'; readonly why: string };

export const left = (why: string): Outcome => ({ happens: 'left', why });

export const deleted = (how: string, confirm = false): Outcome => ({ happens: 'deleted', how, confirm });
