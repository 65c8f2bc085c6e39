/**
 * The contents of scalars: blocks, quotes and plain text.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.2/scannerc.go
 */
import { type Cursor, hexValue, isBlank, isBreak, isBreakOrEnd, isDigit, isGap } from './cursor';

/** Text that is collected piece by piece; mostly there is one. */
export interface Scanned {
  readonly text: string;
  /** Behind the last unit that belongs to it. */
  readonly end: number;
}

const TAB = 0x09;
const SPACE = 0x20;
const HASH = 0x23;

/** `|` or `>` and the lines below it. */
export function scanBlock(cursor: Cursor, indentation: number, literal: boolean): Scanned {
  const begun = { what: 'a block scalar', offset: cursor.offset };
  cursor.offset += 1;
  const { chomping, increment } = scanBlockHeader(cursor, begun);
  const known = increment === 0 ? 0 : indentation >= 0 ? indentation + increment : increment;

  const pieces: string[] = [];
  let { breaks, indent, end } = scanBlockBreaks(cursor, indentation, known, begun);
  let lineEnd = '';
  let afterBlank = false;
  while (cursor.column === indent && cursor.at() !== 0) {
    const startsBlank = isBlank(cursor.at());
    if (!literal && !afterBlank && !startsBlank && lineEnd === '\n') {
      if (breaks === '') pieces.push(' ');
    } else pieces.push(lineEnd);
    pieces.push(breaks);
    afterBlank = startsBlank;
    const from = cursor.offset;
    while (!isBreakOrEnd(cursor.at())) cursor.offset += 1;
    pieces.push(cursor.text.slice(from, cursor.offset));
    end = cursor.offset;
    lineEnd = cursor.readBreak();
    ({ breaks, indent } = scanBlockBreaks(cursor, indentation, indent, begun));
  }
  if (chomping !== '-') pieces.push(lineEnd);
  if (chomping === '+') pieces.push(breaks);
  return { text: pieces.join(''), end };
}

type Begun = { readonly what: string; readonly offset: number };

function scanBlockHeader(cursor: Cursor, begun: Begun): { readonly chomping: string; readonly increment: number } {
  let chomping = '';
  let increment = 0;
  const scanChomping = (): boolean => {
    const code = cursor.at();
    if (code !== 0x2b && code !== 0x2d) return false;
    chomping = String.fromCharCode(code);
    cursor.offset += 1;
    return true;
  };
  const first = scanChomping();
  if (isDigit(cursor.at())) {
    if (cursor.at() === 0x30) cursor.fail('found an indentation indicator equal to 0');
    increment = cursor.at() - 0x30;
    cursor.offset += 1;
    if (!first) scanChomping();
  }
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.at())) cursor.fail('did not find expected comment or line break', begun);
  cursor.skipBreak();
  return { chomping, increment };
}

/** The empty lines before the next line of a block, and its indentation if that is not known yet (0). */
function scanBlockBreaks(
  cursor: Cursor,
  indentation: number,
  known: number,
  begun: Begun,
): { breaks: string; indent: number; end: number } {
  let breaks = '';
  let deepest = 0;
  let end = cursor.offset;
  for (;;) {
    while ((known === 0 || cursor.column < known) && cursor.at() === SPACE) cursor.offset += 1;
    if (cursor.column > deepest) deepest = cursor.column;
    if ((known === 0 || cursor.column < known) && cursor.at() === TAB)
      cursor.fail('found a tab character where an indentation space is expected', begun);
    if (!isBreak(cursor.at())) break;
    breaks += cursor.readBreak();
    end = cursor.offset;
  }
  return { breaks, indent: known === 0 ? Math.max(deepest, indentation + 1, 1) : known, end };
}

/** What the letter behind a backslash stands for, by its code. */
const ESCAPES: ReadonlyMap<number, string> = new Map(
  Object.entries({
    '0': '\0',
    a: '\x07',
    b: '\b',
    t: '\t',
    '\t': '\t',
    n: '\n',
    v: '\v',
    f: '\f',
    r: '\r',
    e: '\x1b',
    ' ': ' ',
    '"': '"',
    "'": "'",
    '\\': '\\',
    N: '\u0085',
    _: '\u00a0',
    L: '\u2028',
    P: '\u2029',
  }).map(([letter, meaning]) => [letter.charCodeAt(0), meaning]),
);

/** The number of hexadecimal digits behind `\x`, `\u` and `\U`. */
const CODE_LENGTHS: ReadonlyMap<number, number> = new Map([
  [0x78, 2],
  [0x75, 4],
  [0x55, 8],
]);

/** A text in single or double quotes. Its further lines may have any indentation. */
export function scanQuoted(cursor: Cursor, single: boolean): Scanned {
  const begun = { what: 'a quoted scalar', offset: cursor.offset };
  const quote = cursor.at();
  const pieces: string[] = [];
  cursor.offset += 1;
  for (;;) {
    if (cursor.isDocumentMark()) cursor.fail('found unexpected document indicator', begun);
    if (cursor.at() === 0) cursor.fail('found unexpected end of stream', begun);
    let folded = false;
    let from = cursor.offset;
    for (let code = cursor.at(); !isGap(code); code = cursor.at()) {
      if (code === quote) {
        if (!single || cursor.at(1) !== quote) break;
        pieces.push(cursor.text.slice(from, cursor.offset + 1));
        cursor.offset += 2;
        from = cursor.offset;
      } else if (!single && code === 0x5c) {
        pieces.push(cursor.text.slice(from, cursor.offset));
        if (isBreak(cursor.at(1))) {
          cursor.offset += 1;
          cursor.skipBreak();
          folded = true;
        } else pieces.push(scanEscape(cursor, begun));
        from = cursor.offset;
        if (folded) break;
      } else cursor.offset += 1;
    }
    pieces.push(cursor.text.slice(from, cursor.offset));
    if (cursor.at() === quote) break;
    pieces.push(scanFold(cursor, folded).text);
  }
  cursor.offset += 1;
  return { text: pieces.length === 1 ? (pieces[0] as string) : pieces.join(''), end: cursor.offset };
}

function scanEscape(cursor: Cursor, begun: Begun): string {
  const letter = cursor.at(1);
  const simple = ESCAPES.get(letter);
  if (simple !== undefined) {
    cursor.offset += 2;
    return simple;
  }
  const length = CODE_LENGTHS.get(letter);
  if (length === undefined) cursor.fail('found unknown escape character', begun);
  cursor.offset += 2;
  let value = 0;
  for (let at = 0; at < length; at += 1) {
    const digit = hexValue(cursor.at(at));
    if (digit < 0) cursor.fail('did not find expected hexdecimal number', begun);
    value = value * 16 + digit;
  }
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff)
    cursor.fail('found invalid Unicode character escape code', begun);
  cursor.offset += length;
  return String.fromCodePoint(value);
}

/**
 * Blanks and line ends inside of a scalar: blanks in a line stay, a line end becomes a blank, more of them stay but for
 * the first.
 *
 * @param folded whether a line end went before
 * @param indent the column before which there may be no tab. @default - tabs may be anywhere
 */
function scanFold(cursor: Cursor, folded: boolean, indent = -1): { readonly text: string; readonly folded: boolean } {
  const from = cursor.offset;
  let to = from;
  let first = '';
  let more = '';
  let broken = folded;
  for (let code = cursor.at(); isGap(code) && code !== 0; code = cursor.at()) {
    if (isBlank(code)) {
      if (broken && code === TAB && cursor.column < indent)
        cursor.fail('found a tab character that violates indentation');
      cursor.offset += 1;
      if (!broken) to = cursor.offset;
    } else if (broken) more += cursor.readBreak();
    else {
      first = cursor.readBreak();
      broken = true;
    }
  }
  if (!broken) return { text: cursor.text.slice(from, to), folded: false };
  if (first === '\n') return { text: more === '' ? ' ' : more, folded: true };
  return { text: first + more, folded: true };
}

/** A text without quotes. */
export function scanPlain(
  cursor: Cursor,
  indentation: number,
  flow: boolean,
): Scanned & {
  /** Whether the cursor is in another line now, so that a key may begin. */
  readonly newLine: boolean;
} {
  const indent = indentation + 1;
  let text = '';
  let end = cursor.offset;
  let gap = { text: '', folded: false };
  for (;;) {
    if (cursor.isDocumentMark() || cursor.at() === HASH) break;
    const from = cursor.offset;
    for (let code = cursor.at(); !isGap(code); code = cursor.at()) {
      if (code === 0x3a ? isGap(cursor.at(1)) : flow && isFlowEnd(code)) break;
      cursor.offset += 1;
    }
    if (cursor.offset > from) {
      text += gap.text + cursor.text.slice(from, cursor.offset);
      end = cursor.offset;
      gap = { text: '', folded: false };
    }
    const code = cursor.at();
    if (code === 0 || !isGap(code)) break;
    gap = scanFold(cursor, false, indent);
    if (!flow && cursor.column < indent) break;
  }
  return { text, end, newLine: gap.folded };
}

/** `,`, `?` and brackets end a plain text in a flow collection. */
function isFlowEnd(code: number): boolean {
  return code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;
}
