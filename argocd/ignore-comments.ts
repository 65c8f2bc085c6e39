import type { SourceFile } from './model/source-file';
import { IGNORE_MARKER } from './model/source-file';
import { commentsIn } from './yaml/comments';
import { Lines } from './yaml/lines';

/** A comment that silences a finding: `# groundwork:ignore RULE reason`. */
export interface IgnoreComment {
  readonly rule: string;
  readonly reason: string;
  readonly line: number;
  readonly column: number;
  /** The lines it applies to: its own, or those of the node below. */
  readonly from: number;
  readonly to: number;
}

const COMMENT = new RegExp(`^#\\s*${IGNORE_MARKER}\\b[ \\t:]*(\\S*)[ \\t]*(.*)$`);

/** The comments of a file. A `#` inside of a string is not a comment. */
export function ignoreComments(file: SourceFile): readonly IgnoreComment[] {
  if (!file.mayIgnore || file.path.endsWith('.json')) return [];
  const text = file.text();
  const lines = new Lines(text);
  const all = text.split(/\r?\n/);
  const found: IgnoreComment[] = [];
  for (const start of commentsIn(text)) {
    const match = COMMENT.exec(/^[^\r\n]*/.exec(text.slice(start, start + MAX_COMMENT))?.[0] ?? '');
    if (!match) continue;
    const { line, column } = lines.place(start);
    const own = text.slice(start - column + 1, start).trim() === '';
    const [from, to] = own ? nodeBelow(all, line) : [line, line];
    found.push({ rule: match[1] as string, reason: (match[2] as string).trim(), line, column, from, to });
  }
  return found;
}

/** More of a comment is not read, in UTF-16 units. */
const MAX_COMMENT = 2_000;

/** The lines of the node that starts below a line: all of a document if the comment stands at its top. */
function nodeBelow(lines: readonly string[], comment: number): [number, number] {
  let from = comment + 1;
  while (from <= lines.length && /^\s*(#.*)?$/.test(lines[from - 1] as string)) from += 1;
  const indent = indentOf(lines[from - 1] ?? '');
  const top = indent === 0 && startsDocument(lines, comment);
  let to = from;
  for (let at = from + 1; at <= lines.length; at += 1) {
    const line = lines[at - 1] as string;
    if (/^---/.test(line)) break;
    if (/^\s*(#.*)?$/.test(line)) continue;
    // A list may have the same indentation as its key.
    if (
      !top &&
      indentOf(line) <= indent &&
      !(indentOf(line) === indent && /^\s*- /.test(line) && !/^\s*- /.test(lines[from - 1] ?? ''))
    )
      break;
    to = at;
  }
  return [from, to];
}

function startsDocument(lines: readonly string[], comment: number): boolean {
  for (let at = comment - 1; at >= 1; at -= 1) {
    const line = lines[at - 1] as string;
    if (/^---/.test(line)) return true;
    if (!/^\s*(#.*)?$/.test(line)) return false;
  }
  return true;
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}
