import { Lexer } from 'yaml';
import type { SourceFile } from './model/source-file';
import { IGNORE_MARKER } from './model/source-file';

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
  const lines = text.split(/\r?\n/);
  const found: IgnoreComment[] = [];
  let offset = 0;
  let scalar = false;
  let line = 1;
  let start = 0;
  for (const token of new Lexer().lex(text)) {
    // The lexer announces a scalar, a document and the end of a flow with a sign that is not in the text.
    if (token === '\u001f' || token === '\u0002' || token === '\u0018') {
      scalar = token === '\u001f';
      continue;
    }
    const match = !scalar && token.startsWith('#') ? COMMENT.exec(token) : null;
    if (match) {
      const own = text.slice(start, offset).trim() === '';
      const [from, to] = own ? nodeBelow(lines, line) : [line, line];
      found.push({
        rule: match[1] as string,
        reason: (match[2] as string).trim(),
        line,
        column: offset - start + 1,
        from,
        to,
      });
    }
    scalar = false;
    for (let at = token.indexOf('\n'); at >= 0; at = token.indexOf('\n', at + 1)) {
      line += 1;
      start = offset + at + 1;
    }
    offset += token.length;
  }
  return found;
}

/**
 * The rules that comments in a template silence, wherever they stand in it: `# groundwork:ignore RULE reason`, or the same
 * as a comment of the template language.
 */
export function templateComments(lines: readonly string[]): readonly Pick<IgnoreComment, 'rule' | 'line'>[] {
  const found: Pick<IgnoreComment, 'rule' | 'line'>[] = [];
  for (const [index, line] of lines.entries()) {
    const [, rule, reason] = new RegExp(`(?:#|/\\*)\\s*${IGNORE_MARKER}[ \\t:]+(\\S+)[ \\t]+(\\S)`).exec(line) ?? [];
    if (rule !== undefined && reason !== undefined) found.push({ rule, line: index + 1 });
  }
  return found;
}

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
