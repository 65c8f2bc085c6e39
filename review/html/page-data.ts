import { type UnknownThing, unknownThings } from '../print/not-compared';
import type { Review, ReviewedApplication, ReviewedObject } from '../review';
import { unifiedLines } from './lines';

/** What the page shows: a review in which each object is one text of lines, as `unifiedLines` writes them. */
export interface PageData extends Omit<Review, 'applications' | 'notCompared'> {
  readonly applications: readonly PageApplication[];
  readonly notCompared: readonly UnknownThing[];
}

interface PageApplication extends Omit<ReviewedApplication, 'objects'> {
  readonly objects: readonly PageObject[];
}

interface PageObject extends Omit<ReviewedObject, 'before' | 'after'> {
  /** Empty where they are left out. */
  readonly lines: string;
}

/** Characters of all lines together: pages of more are slow to open and are refused by some mail and comment systems. */
const MAX_LINES = 4_000_000;

/** Lines of what is equal that stay beside a change where the whole would be too much. */
const CONTEXT = 5;

/**
 * The data of the page. Where the objects together are too much for one, equal lines are left out, and of those that are too much
 * even then, all: the page says so.
 */
export function pageData(review: Review): PageData {
  const whole: PageData = {
    ...review,
    notCompared: unknownThings(review),
    applications: review.applications.map((application) => ({
      ...application,
      objects: application.objects.map(({ before, after, ...object }) => {
        return { ...object, lines: unifiedLines(before, after) };
      }),
    })),
  };
  if (size(whole) <= MAX_LINES) return whole;
  let left = MAX_LINES;
  const shortened = (lines: string): string => {
    const short = nearChanges(lines);
    if (short.length > left) return '';
    left -= short.length;
    return short;
  };
  return {
    ...whole,
    applications: whole.applications.map((application) => ({
      ...application,
      objects: application.objects.map((object) => ({ ...object, lines: shortened(object.lines) })),
    })),
  };
}

function size({ applications }: PageData): number {
  return applications.flatMap(({ objects }) => objects).reduce((sum, { lines }) => sum + lines.length, 0);
}

/** Only the lines that change and those beside them; `@` and a number stands for those left out. */
function nearChanges(text: string): string {
  const lines = text.split('\n');
  const near = new Uint8Array(lines.length);
  lines.forEach((line, at) => {
    if (!line.startsWith(' ')) near.fill(1, Math.max(0, at - CONTEXT), at + CONTEXT + 1);
  });
  const shown: string[] = [];
  let skipped = 0;
  const tell = () => {
    if (skipped > 0) shown.push(`@${skipped}`);
    skipped = 0;
  };
  lines.forEach((line, at) => {
    if (near[at] !== 1) {
      skipped++;
      return;
    }
    tell();
    shown.push(line);
  });
  tell();
  return shown.join('\n');
}
