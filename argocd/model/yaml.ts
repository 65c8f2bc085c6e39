/**
 * YAML as Argo CD reads it. The syntax is the `yaml` package's; what the scalars *mean* is that of the Go libraries in
 * the controller (YAML 1.1 with their own corners), because a check that reads `y: 1` or `mode: 0777` differently from
 * the cluster would judge a different file.
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.34.0/pkg/util/yaml/decoder.go
 * @see https://github.com/yaml/go-yaml/blob/v2.4.2/resolve.go
 */
import type { Alias, Document, Pair } from 'yaml';
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, Scalar, Schema, visit } from 'yaml';

/** Everything is a string at first; {@link resolvePlain} says what a plain scalar means. One instance: it is costly. */
const schema = new Schema({ schema: 'failsafe' });

/** The deepest nesting that is read. Argo CD stops at 10,000; Kubernetes objects stay below 50. */
export const MAX_DEPTH = 1_000;

/** Why a text could not be read, or (`duplicate-key`) why a part of it has no effect. */
export interface TextProblem {
  readonly kind: 'binary' | 'syntax' | 'alias-bomb' | 'too-deep' | 'duplicate-key';
  readonly message: string;
  /** What to do. @default - correct the syntax */
  readonly repair?: string;
  /** In the decoded text, in UTF-16 units. */
  readonly offset: number;
}

/** A document between two separators. */
export interface Chunk {
  readonly start: number;
  readonly end: number;
  /** JSON values in a row need no separators. */
  readonly json?: unknown;
}

/** A document that was read. */
export interface TextDocument extends Chunk {
  /** `undefined` if it could not be read; `null` if there is nothing in it. */
  readonly value: unknown;
}

/** A file that was read. */
export interface Text {
  readonly documents: readonly TextDocument[];
  /**
   * In the order of the text. After any problem but a `duplicate-key`, Argo CD stops reading the file. The check goes
   * on, so that one mistake does not hide the next.
   */
  readonly problems: readonly TextProblem[];
}

/** Bytes to text: UTF-8, and UTF-16 with a byte order mark, like Argo CD. */
export function decode(bytes: Uint8Array): { readonly text: string; readonly problem?: TextProblem } {
  if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes) };
  if (bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes) };
  const content = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  // What is no UTF-8 becomes U+FFFD, as in Go.
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what YAML forbids
  const control = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/.exec(text);
  if (!control) return { text };
  return { text, problem: { kind: 'binary', message: 'control characters are not allowed', offset: control.index } };
}

/**
 * Reads a `.yaml` or `.yml` file: JSON if it starts like it, documents between lines of `---` otherwise.
 *
 * @param known the values of the documents, where the text was just made from them: then only its bounds are looked for
 */
export function readYaml(text: string, known?: readonly unknown[]): Text {
  const documents: TextDocument[] = [];
  const problems: TextProblem[] = [];
  // Most files have one document and no separator.
  if (known?.length === 1 && !text.includes('\n---') && !/^\s*(?:\{|---)/.test(text))
    return { documents: [{ start: 0, end: text.length, value: known[0] }], problems };
  if (known) {
    const chunks = [...split(text, [])];
    if (chunks.length === known.length) {
      return { documents: chunks.map(({ start, end }, i) => ({ start, end, value: known[i] })), problems };
    }
  }
  for (const chunk of split(text, problems)) {
    if ('json' in chunk) documents.push({ ...chunk, value: chunk.json });
    else documents.push({ start: chunk.start, end: chunk.end, value: readDocument(text, chunk, problems) });
  }
  return { documents, problems: problems.sort((a, b) => a.offset - b.offset) };
}

/** Reads a `.json` file: one value; `rest` says that more follows. */
export function readJson(text: string): Text & { readonly rest: boolean } {
  const start = /\S/.exec(text)?.index ?? text.length;
  const end = endOfJson(text, start);
  const problems: TextProblem[] = [];
  const value = start < text.length ? parseJson(text, start, end, problems) : undefined;
  if (start === text.length) problems.push({ kind: 'syntax', message: 'unexpected end of JSON input', offset: 0 });
  return { documents: [{ start, end, value }], problems, rest: /\S/.test(text.slice(end)) };
}

/** The parsed document of a chunk, with positions, for a finding. JSON is YAML enough for that. */
export function compose(text: string, chunk: Chunk): Document.Parsed | undefined {
  let source = text.slice(chunk.start, chunk.end);
  const first = parseOne(source);
  let document = first;
  for (let lines = 0; document && document.errors.length > 0; lines += 1) {
    const outdented = document.errors.find(({ code, message }) => code === 'BAD_INDENT' && message.startsWith('Flow '));
    const lineFeed = outdented ? source.lastIndexOf('\n', outdented.pos[0]) : -1;
    // That was not what is wrong with it.
    if (lineFeed < 0 || lines === MAX_OUTDENTED) return first;
    source = `${source.slice(0, lineFeed)} ${source.slice(lineFeed + 1)}`;
    document = parseOne(source);
  }
  return document;
}

function parseOne(source: string): Document.Parsed | undefined {
  const [document] = parseAllDocuments(source, { schema, uniqueKeys: false, prettyErrors: false });
  return document as Document.Parsed | undefined;
}

/**
 * YAML 1.2 wants every line of a flow collection indented, Go's library does not. The parser does, so such a line is
 * joined to the one before (which moves nothing), as often as this.
 */
const MAX_OUTDENTED = 50;

function* split(text: string, problems: TextProblem[]): Generator<Chunk> {
  let from = 0;
  if (/^\s*\{/.test(text)) {
    for (let count = 0; ; count += 1) {
      const start = from + (/\S/.exec(text.slice(from))?.index ?? Number.NaN);
      if (Number.isNaN(start)) return;
      const end = text[start] === '{' ? endOfJson(text, start) : start;
      const found: TextProblem[] = [];
      const json = end > start ? parseJson(text, start, end, found) : undefined;
      if (end === start || found.some(({ kind }) => kind === 'syntax')) {
        // After at most one JSON value, Go still reads the rest as YAML.
        if (count > 1) {
          problems.push(
            ...found,
            ...(found.length > 0 ? [] : [{ kind: 'syntax' as const, message: 'invalid JSON', offset: start }]),
          );
          return;
        }
        break;
      }
      problems.push(...found);
      yield { start, end, json };
      from = end;
    }
  }
  const separator = /^---(.*)$/gm;
  separator.lastIndex = from;
  let start = from;
  for (let match = separator.exec(text); match; match = separator.exec(text)) {
    const rest = (match[1] as string).trim();
    if (rest !== '' && !rest.startsWith('#')) {
      problems.push({ kind: 'syntax', message: `invalid Yaml document separator: ${rest}`, offset: match.index });
      return;
    }
    if (match.index > start) yield { start, end: match.index };
    start = match.index + match[0].length + (text[match.index + match[0].length] === '\n' ? 1 : 0);
  }
  if (start < text.length) yield { start, end: text.length };
}

/** The end of the JSON value that starts at an offset, the end of the text if it has none. */
function endOfJson(text: string, start: number): number {
  const token = /["{}[\]]/g;
  token.lastIndex = start;
  let depth = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    if (match[0] === '"') {
      const string = /(?:[^"\\]|\\[\s\S])*"/y;
      string.lastIndex = token.lastIndex;
      if (!string.test(text)) return text.length;
      token.lastIndex = string.lastIndex;
      if (depth === 0) return token.lastIndex;
    } else if (match[0] === '{' || match[0] === '[') depth += 1;
    else {
      depth -= 1;
      if (depth <= 0) return token.lastIndex;
    }
  }
  return text.length;
}

function parseJson(text: string, start: number, end: number, problems: TextProblem[]): unknown {
  const source = text.slice(start, end);
  const { depth, colons } = measureJson(source);
  if (depth > MAX_DEPTH) {
    problems.push({ kind: 'too-deep', message: `nested more than ${MAX_DEPTH} levels deep`, offset: start });
    return undefined;
  }
  try {
    const value = JSON.parse(source);
    if (countKeys(value) < colons) {
      const found: TextProblem[] = [];
      readDocument(text, { start, end }, found);
      problems.push(...found.filter(({ kind }) => kind === 'duplicate-key'));
    }
    return value;
  } catch (error) {
    problems.push({ kind: 'syntax', message: (error as Error).message, offset: start });
    return undefined;
  }
}

/** The nesting of a JSON text and its colons outside of strings: more of them than keys means a key was given twice. */
function measureJson(text: string): { readonly depth: number; readonly colons: number } {
  let depth = 0;
  let deepest = 0;
  let colons = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) {
      for (index += 1; index < text.length && text.charCodeAt(index) !== 0x22; index += 1) {
        if (text.charCodeAt(index) === 0x5c) index += 1;
      }
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
    else if (code === 0x3a) colons += 1;
  }
  return { depth: deepest, colons };
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const one of Object.values(value)) count += countKeys(one);
  return count;
}

function readDocument(text: string, chunk: Chunk, problems: TextProblem[]): unknown {
  const fail = (kind: TextProblem['kind'], message: string, offset: number): undefined => {
    problems.push({ kind, message, offset: chunk.start + offset });
    return undefined;
  };
  try {
    const source = text.slice(chunk.start, chunk.end);
    const [before, marker] = /^(?:\s*(?:#.*)?\n)*(%|\.\.\.\s)/.exec(source) ?? [];
    if (before !== undefined) {
      const expected = marker === '%' ? '<document start>' : 'node content';
      return fail('syntax', `did not find expected ${expected}`, before.length - (marker as string).length);
    }
    const document = compose(text, chunk);
    if (!document) return null;
    const error = document.errors[0];
    if (error) {
      if (error.message.includes('call stack')) throw new RangeError(error.message);
      return fail('syntax', error.message, error.pos[0]);
    }
    if (document.contents === null) return null;
    if (source.includes('\\/')) refuseEscapes(document, source);
    if (source.includes('\t')) refuseTabs(document, source);
    return new Reader((message, offset) => fail('duplicate-key', message, offset)).value(document.contents, 0);
  } catch (error) {
    if (error instanceof Unreadable) return fail(error.kind, error.message, error.offset);
    // The parser recurses over nested collections, too.
    if (error instanceof RangeError) return fail('too-deep', `nested more than ${MAX_DEPTH} levels deep`, 0);
    throw error;
  }
}

/** YAML 1.1 knows no `\/` in double quotes, and neither does Go's library. */
function refuseEscapes(document: Document.Parsed, source: string): void {
  visit(document, {
    Scalar(_, { type, range }) {
      if (type !== Scalar.QUOTE_DOUBLE || !range) return;
      const unknown = /^(?:[^\\]|\\[^/])*?\\\//.exec(source.slice(range[0], range[1]));
      if (unknown) throw new Unreadable('syntax', 'found unknown escape character', range[0] + unknown[0].length - 2);
    },
  });
}

/** Go's library accepts no tab in a block scalar in the place of indentation, or before the indentation is known. */
function refuseTabs(document: Document.Parsed, source: string): void {
  visit(document, {
    Scalar(_, { type, range }) {
      if ((type !== Scalar.BLOCK_LITERAL && type !== Scalar.BLOCK_FOLDED) || !range) return;
      const [header = '', ...lines] = source.slice(range[0], range[1]).split('\n');
      // An explicit indentation indicator.
      if (/^[|>][-+]?[1-9]/.test(header)) return;
      let indent: number | undefined;
      let offset = range[0] + header.length + 1;
      for (const line of lines) {
        const blanks = (/^ */.exec(line) as RegExpExecArray)[0].length;
        if (line[blanks] === '\t' && (indent === undefined || blanks < indent)) {
          const message = 'found a tab character where an indentation space is expected';
          throw new Unreadable('syntax', message, offset + blanks);
        }
        if (blanks < line.trimEnd().length) indent ??= blanks;
        offset += line.length + 1;
      }
    },
  });
}

/** Why a document that is valid YAML still cannot be converted to a value. */
class Unreadable extends Error {
  constructor(
    readonly kind: TextProblem['kind'],
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/** Turns the nodes of a document into the value that Go's libraries make of it. */
class Reader {
  private readonly anchors = new Map<string, unknown>();
  /** The aliases that are being followed: one inside itself has no value. */
  private readonly open = new Set<Alias>();
  private decoded = 0;
  private aliased = 0;

  constructor(private readonly duplicate: (message: string, offset: number) => void) {}

  value(node: unknown, depth: number): unknown {
    this.count(node, depth);
    if (isScalar(node)) return scalarValue(node);
    if (isMap(node)) {
      const object: Record<string, unknown> = {};
      this.fill(object, node.items as Pair[], depth, this.open.size === 0);
      return object;
    }
    if (isSeq(node)) return node.items.map((item) => this.value(item, depth + 1));
    if (isAlias(node)) return this.follow(node, (target) => this.value(target, depth));
    return null;
  }

  private count(node: unknown, depth: number): void {
    const { anchor } = (node ?? {}) as { readonly anchor?: string };
    // In the order of the text: of two anchors with one name the last one above counts.
    if (anchor !== undefined && this.open.size === 0) this.anchors.set(anchor, node);
    if (depth > MAX_DEPTH) throw new Unreadable('too-deep', `nested more than ${MAX_DEPTH} levels deep`, startOf(node));
    this.decoded += 1;
    if (this.open.size > 0) this.aliased += 1;
    if (this.aliased > 100 && this.decoded > 1000 && this.aliased / this.decoded > allowedAliasRatio(this.decoded)) {
      throw new Unreadable('alias-bomb', 'document contains excessive aliasing', startOf(node));
    }
  }

  private follow<T>(alias: Alias, read: (target: unknown) => T): T {
    if (this.open.has(alias)) {
      throw new Unreadable('syntax', `anchor '${alias.source}' value contains itself`, startOf(alias));
    }
    const target = this.anchors.get(alias.source);
    if (target === undefined)
      throw new Unreadable('syntax', `unknown anchor '${alias.source}' referenced`, startOf(alias));
    this.open.add(alias);
    const value = read(target);
    this.open.delete(alias);
    return value;
  }

  /** Merges and keys in the order of the text: in Go's library a merge overwrites the keys above it. */
  private fill(object: Record<string, unknown>, pairs: readonly Pair[], depth: number, own: boolean): void {
    let seen: Set<string> | undefined;
    for (const { key, value } of pairs) {
      if (isMergeKey(key)) {
        this.merge(object, value, depth);
        seen ??= new Set();
        continue;
      }
      const name = this.key(key, depth);
      if (Object.hasOwn(object, name) && own && (seen === undefined || seen.has(name))) {
        this.duplicate(`key ${JSON.stringify(name)} already set in map`, startOf(key));
      }
      seen?.add(name);
      const read = this.value(value, depth + 1);
      // Plain assignment to this name would set the prototype instead.
      if (name === '__proto__')
        Object.defineProperty(object, name, { value: read, enumerable: true, writable: true, configurable: true });
      else object[name] = read;
    }
  }

  private merge(object: Record<string, unknown>, node: unknown, depth: number): void {
    const one = (from: unknown): void => {
      const target = isAlias(from) ? this.follow(from, (found) => found) : from;
      if (!isMap(target)) {
        throw new Unreadable('syntax', 'map merge requires map or sequence of maps as the value', startOf(from));
      }
      this.count(target, depth);
      if (isAlias(from)) this.follow(from, () => this.fill(object, target.items as Pair[], depth, false));
      else this.fill(object, target.items as Pair[], depth, false);
    };
    if (isSeq(node)) for (const item of [...node.items].reverse()) one(item);
    else one(node);
  }

  private key(node: unknown, depth: number): string {
    const plain = isScalar(node) && node.anchor === undefined;
    const value = plain ? scalarValue(node) : this.value(node, depth + 1);
    if (typeof value === 'string') return value;
    if (typeof value === 'boolean') return String(value);
    if (typeof value === 'number') return Number.isInteger(value) ? String(value) : formatFloat(value);
    throw new Unreadable('syntax', `unsupported map key: ${JSON.stringify(value)}`, startOf(node));
  }
}

/** @see https://github.com/yaml/go-yaml/blob/v2.4.2/decode.go (allowedAliasRatio) */
function allowedAliasRatio(decoded: number): number {
  if (decoded <= 400_000) return 0.99;
  if (decoded >= 4_000_000) return 0.1;
  return 0.99 - 0.89 * ((decoded - 400_000) / 3_600_000);
}

function startOf(node: unknown): number {
  return (node as { range?: [number, number, number] | null } | null)?.range?.[0] ?? 0;
}

function isMergeKey(node: unknown): boolean {
  return isScalar(node) && node.type === Scalar.PLAIN && node.value === '<<';
}

/** Floats as keys: Go prints them with the precision of 32 bits. */
function formatFloat(value: number): string {
  return String(Number(Math.fround(value).toPrecision(7)));
}

/** The name of a key in a parsed document as {@link readYaml} names it. */
export function keyOf(node: unknown): string | undefined {
  return isScalar(node) ? String(scalarValue(node)) : undefined;
}

function scalarValue(node: Scalar): unknown {
  const { tag } = node;
  const source = String(node.value ?? '');
  if (tag === undefined)
    return node.type === Scalar.PLAIN || node.type === undefined ? resolvePlain(source, node) : source;
  if (tag === 'tag:yaml.org,2002:binary') {
    const compact = source.replace(/\s/g, '');
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact)) {
      throw new Unreadable('syntax', '!!binary value contains invalid base64 data', startOf(node));
    }
    return Buffer.from(compact, 'base64').toString('utf8');
  }
  if (tag === '!' || tag === 'tag:yaml.org,2002:str' || !tag.startsWith('tag:yaml.org,2002:')) return source;
  const value = resolvePlain(source, node);
  const short = tag.slice('tag:yaml.org,2002:'.length);
  const actual =
    value === null ? 'null' : typeof value === 'boolean' ? 'bool' : typeof value === 'number' ? 'number' : 'str';
  const fits: Readonly<Record<string, readonly string[]>> = {
    null: ['null'],
    bool: ['bool'],
    int: ['number'],
    float: ['number'],
    timestamp: ['str'],
  };
  if (fits[short] && !fits[short].includes(actual)) {
    throw new Unreadable('syntax', `cannot decode !!${actual} \`${source}\` as a !!${short}`, startOf(node));
  }
  return value;
}

const WORDS: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);

/** What a plain (unquoted) scalar means. */
function resolvePlain(source: string, node: Scalar): unknown {
  const first = source.charCodeAt(0);
  // Digits, signs and the dot lead numbers; a few letters lead words; most scalars are neither.
  const number = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (!number) {
    const word = source.length <= 5 ? WORDS.get(source) : undefined;
    return word === undefined ? source : word;
  }
  if (/^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/.test(source)) {
    throw new Unreadable('syntax', `json: unsupported value: ${source}`, startOf(node));
  }
  if (first === 0x2e) return /^\.[0-9]+([eE][-+]?[0-9]+)?$/.test(source) ? finite(Number(source), source) : source;
  const plain = source.replaceAll('_', '');
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(plain) ?? [];
  const integer = parseInteger(digits, sign === '');
  // Beyond 64 bits it is a float, like what matches the float below.
  if (integer !== undefined) return sign === '-' ? 0 - integer : integer;
  return /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain) ? finite(Number(plain), source) : source;
}

/** What no float can hold stays text. */
function finite(value: number, source: string): number | string {
  return Number.isFinite(value) ? value : source;
}

/** Go's `ParseInt` with base 0: the prefix names the base, and a leading zero alone means octal. */
function parseInteger(digits: string, signed: boolean): number | undefined {
  if (/^[1-9][0-9]*$|^0$/.test(digits)) return Number(digits);
  if (/^0[xX][0-9a-fA-F]+$|^0[bB][01]+$|^0[oO][0-7]+$/.test(digits)) return Number(digits.toLowerCase());
  // What comes after `0b` is parsed once more, with a sign of its own.
  if (signed && /^0b[-+][01]+$/.test(digits)) return Number.parseInt(digits.slice(2), 2);
  return /^0[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}
