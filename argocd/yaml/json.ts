/**
 * JSON as Go's `encoding/json` reads it, as the same nodes that YAML gives.
 *
 * @see https://github.com/golang/go/blob/go1.25.0/src/encoding/json/scanner.go
 */
import { hexValue, isDigit } from './cursor';
import { YamlError } from './error';
import type { MappingNode, Node, SequenceNode } from './node';

/** Go's own limit. */
const MAX_NESTING = 10_000;

const SIMPLE_ESCAPES: ReadonlyMap<number, string> = new Map(
  Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }).map(
    ([letter, meaning]) => [letter.charCodeAt(0), meaning],
  ),
);

/** Where the next value would begin: behind what JSON takes for white space. */
export function skipJsonSpace(text: string, start: number): number {
  let at = start;
  while (at < text.length && ' \t\r\n'.includes(text[at] as string)) at += 1;
  return at;
}

/** Parses the one value that begins at a place, and says where it ends. */
export function parseJson(text: string, start: number): { readonly root: Node; readonly end: number } {
  return new JsonParser(text, start).value();
}

class JsonParser {
  private readonly open: (SequenceNode | MappingNode)[] = [];
  private root: Node | undefined;

  constructor(
    private readonly text: string,
    private at: number,
  ) {}

  value(): { readonly root: Node; readonly end: number } {
    this.begin();
    for (let inside = this.open.at(-1); inside; inside = this.open.at(-1)) this.goOn(inside);
    return { root: this.root as Node, end: this.at };
  }

  private code(): number {
    return this.at < this.text.length ? this.text.charCodeAt(this.at) : 0;
  }

  private skipSpace(): void {
    this.at = skipJsonSpace(this.text, this.at);
  }

  private fail(where: string): never {
    if (this.at >= this.text.length) throw new YamlError('unexpected EOF', this.at);
    const character = this.text[this.at] as string;
    // A letter may be the first one of a secret.
    const shown = character === "'" ? "\\'" : /[{}[\],:"<>#=&*%-]/.test(character) ? character : '…';
    throw new YamlError(`invalid character '${shown}' ${where}`, this.at);
  }

  private add(node: Node): void {
    const parent = this.open.at(-1);
    if (parent) parent.items.push(node);
    else this.root = node;
  }

  /** A value, or the first sign of one that holds others. */
  private begin(): void {
    this.skipSpace();
    const start = this.at;
    const code = this.code();
    if (code === 0x22) this.string();
    else if (code === 0x7b || code === 0x5b) {
      const kind = code === 0x7b ? 'mapping' : 'sequence';
      const node: SequenceNode | MappingNode = { kind, start, end: start + 1, flow: true, items: [] };
      this.add(node);
      this.open.push(node);
      if (this.open.length > MAX_NESTING) throw new YamlError('exceeded max depth', start, undefined, 'too-deep');
      this.at += 1;
    } else if (code === 0x2d || isDigit(code)) this.number();
    else this.word();
  }

  /** What follows in a list or a map: the next value, or its end. */
  private goOn(inside: SequenceNode | MappingNode): void {
    const { items, kind } = inside;
    const list = kind === 'sequence';
    this.skipSpace();
    if (this.code() === (list ? 0x5d : 0x7d)) {
      this.at += 1;
      inside.end = this.at;
      this.open.pop();
      return;
    }
    if (items.length > 0) {
      if (this.code() !== 0x2c) this.fail(list ? 'after array element' : 'after object key:value pair');
      this.at += 1;
      this.skipSpace();
    }
    if (!list) {
      if (this.code() !== 0x22) this.fail('looking for beginning of object key string');
      this.string();
      this.skipSpace();
      if (this.code() !== 0x3a) this.fail('after object key');
      this.at += 1;
    }
    this.begin();
  }

  private scalar(start: number, text: string, plain: boolean): void {
    this.add({ kind: 'scalar', start, end: this.at, text, plain, tag: '' });
  }

  private string(): void {
    const start = this.at;
    const pieces: string[] = [];
    this.at += 1;
    let from = this.at;
    for (let code = this.code(); code !== 0x22; code = this.code()) {
      if (code < 0x20) this.fail('in string literal');
      if (code !== 0x5c) this.at += 1;
      else {
        pieces.push(this.text.slice(from, this.at), this.escape());
        from = this.at;
      }
    }
    pieces.push(this.text.slice(from, this.at));
    this.at += 1;
    // Half of a surrogate pair becomes U+FFFD.
    const text = pieces.length === 1 ? (pieces[0] as string) : pieces.join('').replace(LONE_SURROGATE, '\ufffd');
    this.scalar(start, text, false);
  }

  private escape(): string {
    this.at += 1;
    const simple = SIMPLE_ESCAPES.get(this.code());
    if (simple !== undefined) {
      this.at += 1;
      return simple;
    }
    if (this.code() !== 0x75) this.fail('in string escape code');
    let value = 0;
    for (let digit = 0; digit < 4; digit += 1) {
      this.at += 1;
      const one = hexValue(this.code());
      if (one < 0) this.fail('in \\u hexadecimal character escape');
      value = value * 16 + one;
    }
    this.at += 1;
    return String.fromCharCode(value);
  }

  private digits(where: string): void {
    if (!isDigit(this.code())) this.fail(where);
    while (isDigit(this.code())) this.at += 1;
  }

  private number(): void {
    const start = this.at;
    if (this.code() === 0x2d) this.at += 1;
    if (this.code() === 0x30) this.at += 1;
    else this.digits('in numeric literal');
    if (this.code() === 0x2e) {
      this.at += 1;
      this.digits('after decimal point in numeric literal');
    }
    if ((this.code() | 0x20) === 0x65) {
      this.at += 1;
      if (this.code() === 0x2b || this.code() === 0x2d) this.at += 1;
      this.digits('in exponent of numeric literal');
    }
    const text = this.text.slice(start, this.at);
    if (!Number.isFinite(Number(text)))
      throw new YamlError('json: cannot unmarshal number into Go value of type float64', start);
    this.scalar(start, text, true);
  }

  private word(): void {
    const start = this.at;
    const word = ['true', 'false', 'null'].find((one) => one.charCodeAt(0) === this.code());
    if (word === undefined) this.fail('looking for beginning of value');
    for (const letter of word) {
      if (this.code() !== letter.charCodeAt(0)) this.fail(`in literal ${word} (expecting '${letter}')`);
      this.at += 1;
    }
    this.scalar(start, word, true);
  }
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
