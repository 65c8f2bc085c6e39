/**
 * From text to tokens, by the rules of libyaml as go-yaml has them.
 *
 * @see https://github.com/yaml/go-yaml/blob/v2.4.2/scannerc.go
 */
import { Cursor, isBlank, isBreak, isGap, isWord } from './cursor';
import { type Directive, scanDirective, scanTag, type Tag } from './directives';
import { YamlError } from './error';
import { type Scanned, scanBlock, scanPlain, scanQuoted } from './scalars';

export enum TokenType {
  Directive,
  DocumentStart,
  DocumentEnd,
  StreamEnd,
  BlockSequenceStart,
  BlockMappingStart,
  BlockEnd,
  FlowSequenceStart,
  FlowSequenceEnd,
  FlowMappingStart,
  FlowMappingEnd,
  BlockEntry,
  FlowEntry,
  Key,
  Value,
  Alias,
  Anchor,
  Tag,
  Scalar,
}

export interface Token {
  readonly type: TokenType;
  readonly start: number;
  readonly end: number;
  /** The text of a scalar, the name of an anchor or alias. */
  readonly text: string;
  /** Whether a scalar has neither quotes nor a block indicator. */
  readonly plain: boolean;
  readonly tag?: Tag;
  readonly directive?: Directive;
}

/** A place where a key may have begun that is known as one only by the `:` behind it. */
interface PossibleKey {
  possible: boolean;
  /** Whether nothing else can stand there. */
  required: boolean;
  /** The number of its first token. */
  token: number;
  offset: number;
}

/** Nesting beyond it is refused; flow collections and blocks each. */
const MAX_NESTING = 10_000;

/** A key is seldom longer than this, in characters. */
const MAX_KEY = 1024;

export class Scanner {
  private readonly cursor: Cursor;
  private tokens: Token[] = [];
  /** The first token that is not taken yet. */
  private head = 0;
  /** How many tokens were taken. */
  private taken = 0;
  private ready = false;
  private indent = -1;
  private readonly indents: number[] = [];
  private keyAllowed = true;
  /** One for each open flow collection, and one for the block. */
  private readonly keys: PossibleKey[] = [{ possible: false, required: false, token: 0, offset: 0 }];
  /** Where in `keys` the one is that begins with a token. */
  private readonly keyOfToken = new Map<number, number>();
  /** Whether there are characters beyond 16 bits from the first long key on. Looked up when it matters. */
  private hasPairs: boolean | undefined;

  constructor(text: string, start: number, end: number, comments?: number[]) {
    this.cursor = new Cursor(text, start, end, comments);
  }

  peek(): Token {
    if (!this.ready) {
      // A key is known as one only later, and then a token goes before it.
      while (this.head === this.tokens.length || this.headMayBeKey()) this.fetch();
      this.ready = true;
    }
    return this.tokens[this.head] as Token;
  }

  take(): void {
    this.ready = false;
    this.taken += 1;
    this.head += 1;
    if (this.head === this.tokens.length) {
      this.tokens = [];
      this.head = 0;
    }
  }

  private get inFlow(): boolean {
    return this.keys.length > 1;
  }

  private headMayBeKey(): boolean {
    const index = this.keyOfToken.get(this.taken);
    return index !== undefined && this.isKey(this.keys[index] as PossibleKey);
  }

  /** Whether a possible key is still one: the `:` has to be in its line. */
  private isKey(key: PossibleKey): boolean {
    if (!key.possible) return false;
    const { cursor } = this;
    if (key.offset >= cursor.lineStart && !this.isTooLong(key)) return true;
    if (key.required) this.missingColon(key);
    key.possible = false;
    return false;
  }

  /** Characters beyond 16 bits count once, although they are two units. */
  private isTooLong({ offset }: PossibleKey): boolean {
    const { text, offset: to, end } = this.cursor;
    const units = to - offset;
    if (units <= MAX_KEY || units > 2 * MAX_KEY) return units > MAX_KEY;
    this.hasPairs ??= /[\udc00-\udfff]/.test(text.slice(offset, end));
    if (!this.hasPairs) return true;
    return units - (text.slice(offset, to).match(/[\udc00-\udfff]/g)?.length ?? 0) > MAX_KEY;
  }

  private missingColon(key: PossibleKey): never {
    this.cursor.fail("could not find expected ':'", { what: 'a simple key', offset: key.offset });
  }

  private saveKey(): void {
    if (!this.keyAllowed) return;
    const { cursor } = this;
    this.dropKey();
    const token = this.taken + this.tokens.length - this.head;
    const required = !this.inFlow && this.indent === cursor.column;
    this.keys[this.keys.length - 1] = { possible: true, required, token, offset: cursor.offset };
    this.keyOfToken.set(token, this.keys.length - 1);
  }

  private dropKey(): void {
    const key = this.keys.at(-1) as PossibleKey;
    if (!key.possible) return;
    if (key.required) this.missingColon(key);
    key.possible = false;
    this.keyOfToken.delete(key.token);
  }

  private push(type: TokenType, start: number, more?: Partial<Token>): void {
    const { text = '', plain = false, tag, directive } = more ?? {};
    this.tokens.push({ type, start, end: this.cursor.offset, text, plain, tag, directive });
  }

  /** A token before others that wait already, or behind them if its place was taken. */
  private insert(type: TokenType, offset: number, number: number): void {
    const token = { type, start: offset, end: offset, text: '', plain: false };
    const place = number - this.taken;
    if (number < 0 || place < 0) this.tokens.push(token);
    else this.tokens.splice(this.head + place, 0, token);
  }

  private pushIndent(column: number, number: number, type: TokenType, offset: number): void {
    if (this.inFlow || this.indent >= column) return;
    this.indents.push(this.indent);
    this.indent = column;
    if (this.indents.length > MAX_NESTING) this.tooDeep();
    this.insert(type, offset, number);
  }

  private popIndents(column: number): void {
    if (this.inFlow) return;
    while (this.indent > column) {
      this.push(TokenType.BlockEnd, this.cursor.offset);
      this.indent = this.indents.pop() as number;
    }
  }

  private tooDeep(): never {
    throw new YamlError(`exceeded max depth of ${MAX_NESTING}`, this.cursor.offset, undefined, 'too-deep');
  }

  /** One more token, or several that begin or end here. */
  private fetch() {
    const { cursor } = this;
    this.skipToToken();
    this.popIndents(cursor.column);
    const code = cursor.at();
    const spaced = isGap(cursor.at(1));
    if (code === 0) return this.fetchStreamEnd();
    if (cursor.column === 0 && code === 0x25) return this.fetchDirective();
    if (cursor.isDocumentMark()) return this.fetchDocumentMark();
    switch (code) {
      case 0x5b:
        return this.fetchFlowStart(TokenType.FlowSequenceStart);
      case 0x7b:
        return this.fetchFlowStart(TokenType.FlowMappingStart);
      case 0x5d:
        return this.fetchFlowEnd(TokenType.FlowSequenceEnd);
      case 0x7d:
        return this.fetchFlowEnd(TokenType.FlowMappingEnd);
      case 0x2c:
        return this.fetchFlowEntry();
      case 0x2a:
        return this.fetchAnchor(TokenType.Alias);
      case 0x26:
        return this.fetchAnchor(TokenType.Anchor);
      case 0x21:
        return this.fetchTag();
      case 0x27:
      case 0x22:
        return this.fetchScalar(() => scanQuoted(cursor, code === 0x27), false);
      case 0x2d:
        if (spaced) return this.fetchBlockEntry();
        return this.fetchPlain();
      case 0x3f:
        if (this.inFlow || spaced) return this.fetchKey();
        return this.fetchPlain();
      case 0x3a:
        if (this.inFlow || spaced) return this.fetchValue();
        return this.fetchPlain();
      case 0x7c:
      case 0x3e:
        if (!this.inFlow) return this.fetchBlock(code === 0x7c);
        break;
      case 0x25:
      case 0x40:
      case 0x60:
      case 0x09:
        break;
      default:
        return this.fetchPlain();
    }
    return cursor.fail('found character that cannot start any token');
  }

  private skipToToken(): void {
    const { cursor } = this;
    for (;;) {
      // Where a key may begin in a block, a tab could be taken for indentation.
      const tabs = this.inFlow || !this.keyAllowed;
      for (let code = cursor.at(); tabs ? isBlank(code) : code === 0x20; code = cursor.at()) cursor.offset += 1;
      cursor.skipComment();
      if (!isBreak(cursor.at())) return;
      cursor.skipBreak();
      if (!this.inFlow) this.keyAllowed = true;
    }
  }

  private endBlocks(): void {
    this.popIndents(-1);
    this.dropKey();
    this.keyAllowed = false;
  }

  private fetchStreamEnd(): void {
    const { cursor } = this;
    cursor.lineStart = cursor.offset;
    this.endBlocks();
    this.push(TokenType.StreamEnd, cursor.offset);
  }

  private fetchDirective(): void {
    this.endBlocks();
    const start = this.cursor.offset;
    this.push(TokenType.Directive, start, { directive: scanDirective(this.cursor) });
  }

  private fetchDocumentMark(): void {
    this.endBlocks();
    const { cursor } = this;
    const type = cursor.at() === 0x2d ? TokenType.DocumentStart : TokenType.DocumentEnd;
    cursor.offset += 3;
    this.push(type, cursor.offset - 3);
  }

  private indicator(type: TokenType): void {
    this.cursor.offset += 1;
    this.push(type, this.cursor.offset - 1);
  }

  private fetchFlowStart(type: TokenType): void {
    this.saveKey();
    const token = this.taken + this.tokens.length - this.head;
    this.keys.push({ possible: false, required: false, token, offset: this.cursor.offset });
    if (this.keys.length - 1 > MAX_NESTING) this.tooDeep();
    this.keyAllowed = true;
    this.indicator(type);
  }

  private fetchFlowEnd(type: TokenType): void {
    this.dropKey();
    if (this.inFlow) this.keyOfToken.delete((this.keys.pop() as PossibleKey).token);
    this.keyAllowed = false;
    this.indicator(type);
  }

  private fetchFlowEntry(): void {
    this.dropKey();
    this.keyAllowed = true;
    this.indicator(TokenType.FlowEntry);
  }

  private fetchBlockEntry(): void {
    const { cursor } = this;
    if (!this.inFlow) {
      if (!this.keyAllowed) cursor.fail('block sequence entries are not allowed in this context');
      this.pushIndent(cursor.column, -1, TokenType.BlockSequenceStart, cursor.offset);
    }
    this.dropKey();
    this.keyAllowed = true;
    this.indicator(TokenType.BlockEntry);
  }

  private fetchKey(): void {
    const { cursor } = this;
    if (!this.inFlow) {
      if (!this.keyAllowed) cursor.fail('mapping keys are not allowed in this context');
      this.pushIndent(cursor.column, -1, TokenType.BlockMappingStart, cursor.offset);
    }
    this.dropKey();
    this.keyAllowed = !this.inFlow;
    this.indicator(TokenType.Key);
  }

  private fetchValue(): void {
    const { cursor } = this;
    const key = this.keys.at(-1) as PossibleKey;
    if (this.isKey(key)) {
      this.insert(TokenType.Key, key.offset, key.token);
      this.pushIndent(key.offset - cursor.lineStart, key.token, TokenType.BlockMappingStart, key.offset);
      key.possible = false;
      this.keyOfToken.delete(key.token);
      this.keyAllowed = false;
    } else {
      if (!this.inFlow) {
        if (!this.keyAllowed) cursor.fail('mapping values are not allowed in this context');
        this.pushIndent(cursor.column, -1, TokenType.BlockMappingStart, cursor.offset);
      }
      this.keyAllowed = !this.inFlow;
    }
    this.indicator(TokenType.Value);
  }

  private fetchAnchor(type: TokenType): void {
    this.saveKey();
    this.keyAllowed = false;
    const { cursor } = this;
    const start = cursor.offset;
    cursor.offset += 1;
    while (isWord(cursor.at())) cursor.offset += 1;
    const text = cursor.text.slice(start + 1, cursor.offset);
    const next = cursor.at();
    if (text === '' || !(isGap(next) || '?:,]}%@`'.includes(String.fromCharCode(next))))
      cursor.fail('did not find expected alphabetic or numeric character');
    this.push(type, start, { text });
  }

  private fetchTag(): void {
    this.saveKey();
    this.keyAllowed = false;
    const start = this.cursor.offset;
    this.push(TokenType.Tag, start, { tag: scanTag(this.cursor) });
  }

  private fetchBlock(literal: boolean): void {
    this.dropKey();
    this.keyAllowed = true;
    const start = this.cursor.offset;
    this.pushScalar(start, scanBlock(this.cursor, this.indent, literal), false);
  }

  private fetchScalar(scan: () => Scanned, plain: boolean): void {
    this.saveKey();
    this.keyAllowed = false;
    const start = this.cursor.offset;
    this.pushScalar(start, scan(), plain);
  }

  private fetchPlain(): void {
    this.fetchScalar(() => {
      const scanned = scanPlain(this.cursor, this.indent, this.inFlow);
      if (scanned.newLine) this.keyAllowed = true;
      return scanned;
    }, true);
  }

  private pushScalar(start: number, { text, end }: Scanned, plain: boolean): void {
    this.tokens.push({ type: TokenType.Scalar, start, end, text, plain });
  }
}
