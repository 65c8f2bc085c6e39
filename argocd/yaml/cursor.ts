import { YamlError } from './error';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const NEL = 0x85;
const LINE_SEPARATOR = 0x2028;
const PARAGRAPH_SEPARATOR = 0x2029;

/** The line ends of YAML 1.1. */
export function isBreak(code: number): boolean {
  return code === LF || code === CR || code === NEL || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR;
}

export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB;
}

/** A line end, or the end of the text. */
export function isBreakOrEnd(code: number): boolean {
  return code === 0 || isBreak(code);
}

/** A blank, a line end, or the end of the text: what ends a word. */
export function isGap(code: number): boolean {
  // Most units are letters.
  return code <= SPACE
    ? code === SPACE || code === LF || code === TAB || code === CR || code === 0
    : code === NEL || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** What anchors, tag handles and names of directives are made of. */
export function isWord(code: number): boolean {
  return (
    isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f || code === 0x2d
  );
}

/** The value of a hexadecimal digit, -1 for anything else. */
export function hexValue(code: number): number {
  if (isDigit(code)) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** A position in a part of a text. Behind its end, everything is 0. */
export class Cursor {
  /** Where its line begins. Columns are only compared with each other, for indentation, so UTF-16 units will do. */
  lineStart: number;

  constructor(
    readonly text: string,
    public offset: number,
    readonly end: number,
    /** Where the starts of comments go. @default - nobody asks */
    private readonly comments?: number[],
  ) {
    this.lineStart = offset;
  }

  get column(): number {
    return this.offset - this.lineStart;
  }

  at(ahead = 0): number {
    const index = this.offset + ahead;
    return index < this.end ? this.text.charCodeAt(index) : 0;
  }

  /** Steps over a line end. Nothing happens if there is none. */
  skipBreak(): void {
    const code = this.at();
    if (!isBreak(code)) return;
    this.offset += code === CR && this.at(1) === LF ? 2 : 1;
    this.lineStart = this.offset;
  }

  /** Steps over a line end and returns what it stands for in a value. */
  readBreak(): string {
    const code = this.at();
    if (!isBreak(code)) return '';
    this.skipBreak();
    return code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR ? String.fromCharCode(code) : '\n';
  }

  skipBlanks(): void {
    while (isBlank(this.at())) this.offset += 1;
  }

  /** Steps over a comment, up to the end of its line. */
  skipComment(): void {
    if (this.at() !== 0x23) return;
    this.comments?.push(this.offset);
    while (!isBreakOrEnd(this.at())) this.offset += 1;
  }

  /** Whether `---` or `...` stands alone at the start of this line. */
  isDocumentMark(): boolean {
    if (this.offset !== this.lineStart) return false;
    const code = this.at();
    return (code === 0x2d || code === 0x2e) && this.at(1) === code && this.at(2) === code && isGap(this.at(3));
  }

  fail(message: string, begun?: { readonly what: string; readonly offset: number }): never {
    throw new YamlError(message, this.offset, begun);
  }
}
