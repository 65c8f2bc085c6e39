import type { NotCompared, Review } from '../review';

/** What is not compared, once for each subject and reason: `side` says in which of the states. */
export interface UnknownThing extends Omit<NotCompared, 'side'> {
  /** `before`, `after`, or `before and after`. */
  readonly side: string;
}

/** What could not be compared. What is not known in both states for the same reason is one thing to a reader. */
export function unknownThings({ notCompared }: Pick<Review, 'notCompared'>): readonly UnknownThing[] {
  const sides = new Map<string, Set<NotCompared['side']>>();
  for (const { side, subject, reason } of notCompared) {
    const key = JSON.stringify([subject, reason]);
    sides.set(key, (sides.get(key) ?? new Set()).add(side));
  }
  return [...sides].map(([key, found]) => {
    const [subject, reason] = JSON.parse(key) as [string, string];
    return { subject, reason, side: [...found].join(' and ') };
  });
}

/** `Application web: chart web 1.0.0 of … (before and after): why not` */
export function unknownLines(review: Pick<Review, 'notCompared'>): readonly string[] {
  return unknownThings(review).map(({ subject, side, reason }) => `${subject} (${side}): ${reason}`);
}
