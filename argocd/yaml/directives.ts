/**
 * Directives (`%YAML`, `%TAG`) and tags.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.2/scannerc.go
 */
import { type Cursor, hexValue, isBlank, isBreakOrEnd, isDigit, isGap, isWord } from './cursor';

export interface Directive {
  readonly name: 'YAML' | 'TAG';
  /** The version, or the handle and the prefix. */
  readonly values: readonly [string, string];
}

export interface Tag {
  /** `!`, `!!` or `!name!`; `''` if the suffix is the whole tag. */
  readonly handle: string;
  readonly suffix: string;
}

export function scanDirective(cursor: Cursor): Directive {
  cursor.offset += 1;
  const name = scanWord(cursor);
  if (name === '') cursor.fail('could not find expected directive name');
  if (!isGap(cursor.at())) cursor.fail('found unexpected non-alphabetical character');
  if (name !== 'YAML' && name !== 'TAG') cursor.fail('found unknown directive name');
  cursor.skipBlanks();
  const values = name === 'YAML' ? scanVersion(cursor) : scanHandleAndPrefix(cursor);
  cursor.skipBlanks();
  cursor.skipComment();
  if (!isBreakOrEnd(cursor.at())) cursor.fail('did not find expected comment or line break');
  cursor.skipBreak();
  return { name, values };
}

function scanVersion(cursor: Cursor): readonly [string, string] {
  const major = scanVersionNumber(cursor);
  if (cursor.at() !== 0x2e) cursor.fail("did not find expected digit or '.' character");
  cursor.offset += 1;
  return [major, scanVersionNumber(cursor)];
}

function scanVersionNumber(cursor: Cursor): string {
  const from = cursor.offset;
  while (isDigit(cursor.at())) {
    if (cursor.offset - from === 2) cursor.fail('found extremely long version number');
    cursor.offset += 1;
  }
  if (cursor.offset === from) cursor.fail('did not find expected version number');
  return String(Number(cursor.text.slice(from, cursor.offset)));
}

function scanHandleAndPrefix(cursor: Cursor): readonly [string, string] {
  const handle = scanHandle(cursor, true);
  if (!isBlank(cursor.at())) cursor.fail('did not find expected whitespace');
  cursor.skipBlanks();
  const prefix = scanUri(cursor, '');
  if (!isGap(cursor.at())) cursor.fail('did not find expected whitespace or line break');
  return [handle, prefix];
}

export function scanTag(cursor: Cursor): Tag {
  let handle = '';
  let suffix: string;
  if (cursor.at(1) === 0x3c) {
    cursor.offset += 2;
    suffix = scanUri(cursor, '');
    if (cursor.at() !== 0x3e) cursor.fail("did not find the expected '>'");
    cursor.offset += 1;
  } else {
    handle = scanHandle(cursor, false);
    if (handle.length > 1 && handle.endsWith('!')) suffix = scanUri(cursor, '');
    else {
      suffix = scanUri(cursor, handle);
      // `!` alone is a tag of its own.
      [handle, suffix] = suffix === '' ? ['', '!'] : ['!', suffix];
    }
  }
  if (!isGap(cursor.at())) cursor.fail('did not find expected whitespace or line break');
  return { handle, suffix };
}

function scanHandle(cursor: Cursor, directive: boolean): string {
  if (cursor.at() !== 0x21) cursor.fail("did not find expected '!'");
  const from = cursor.offset;
  cursor.offset += 1;
  scanWord(cursor);
  if (cursor.at() === 0x21) cursor.offset += 1;
  else if (directive && cursor.offset > from + 1) cursor.fail("did not find expected '!'");
  return cursor.text.slice(from, cursor.offset);
}

function scanWord(cursor: Cursor): string {
  const from = cursor.offset;
  while (isWord(cursor.at())) cursor.offset += 1;
  return cursor.text.slice(from, cursor.offset);
}

const URI_SIGNS: ReadonlySet<number> = new Set([...";/?:@&=+$,.!~*'()[]"].map((sign) => sign.charCodeAt(0)));

/** @param head what belongs to it already, with a `!` in front that does not */
function scanUri(cursor: Cursor, head: string): string {
  const from = cursor.offset;
  let text = head.slice(1);
  for (let code = cursor.at(); isWord(code) || code === 0x25 || URI_SIGNS.has(code); code = cursor.at()) {
    if (code === 0x25) text += scanUriEscape(cursor);
    else {
      text += String.fromCharCode(code);
      cursor.offset += 1;
    }
  }
  if (head === '' && cursor.offset === from) cursor.fail('did not find expected tag URI');
  return text;
}

/** The octets of one character, each as `%` and two digits. */
function scanUriEscape(cursor: Cursor): string {
  const octets: number[] = [];
  let width = 1;
  while (octets.length < width) {
    const [high, low] = [hexValue(cursor.at(1)), hexValue(cursor.at(2))];
    if (cursor.at() !== 0x25 || high < 0 || low < 0) cursor.fail('did not find URI escaped octet');
    const octet = high * 16 + low;
    if (octets.length === 0) {
      width = octet < 0x80 ? 1 : octet < 0xc0 ? 0 : octet < 0xe0 ? 2 : octet < 0xf0 ? 3 : octet < 0xf8 ? 4 : 0;
      if (width === 0) cursor.fail('found an incorrect leading UTF-8 octet');
    } else if (octet < 0x80 || octet > 0xbf) cursor.fail('found an incorrect trailing UTF-8 octet');
    octets.push(octet);
    cursor.offset += 3;
  }
  return Buffer.from(octets).toString();
}
