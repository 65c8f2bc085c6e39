import type { Location } from './report';

/** A file as a whole, where the line is not known: the template that an object was made of. */
export function wholeFile(file: string): Location {
  return { file, line: 0, column: 0, endLine: 0, endColumn: 0 };
}

/** The location of what is in no file: an object on a cluster. */
export const NOWHERE: Location = wholeFile('');

/** `file:line`, or as much of it as is known: `''` for {@link NOWHERE}. */
export function shownLocation({ file, line }: Location): string {
  return line === 0 ? file : `${file}:${line}`;
}
