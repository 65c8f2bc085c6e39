/** Files as Argo CD reads them: their documents, the values of these, and what is wrong with them. */
import { isGap } from './cursor';
import { beginsLikeJson, type Chunk, splitYaml, yamlBehindJson } from './documents';
import { YamlError } from './error';
import { parseJson, skipJsonSpace } from './json';
import { Lines } from './lines';
import type { Node } from './node';
import { parse } from './parser';
import { decodeUtf8 } from './resolve';
import { toValue } from './value';

/** Why a text could not be read, or (`duplicate-key`, `cut`) why a part of it has no effect. */
export interface TextProblem {
  readonly kind: 'binary' | 'syntax' | 'alias-bomb' | 'too-deep' | 'duplicate-key' | 'cut';
  /** The words of Argo CD's decoder. Nothing of a value is in it. */
  readonly message: string;
  /** What to do. @default - correct the syntax */
  readonly repair?: string;
  /** In the decoded text, in UTF-16 units. */
  readonly offset: number;
  /** The index of its document. */
  readonly document: number;
}

/** Whether Argo CD stops reading a file at a problem. */
export function isFatal({ kind }: { readonly kind: string }): boolean {
  return kind !== 'duplicate-key' && kind !== 'cut';
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
   * In the order of the text. After any that {@link isFatal}, Argo CD stops reading the file. The check goes on, so that
   * one mistake does not hide the next.
   */
  readonly problems: readonly TextProblem[];
}

/** Bytes to text: UTF-8, and UTF-16 with a byte order mark, like Argo CD. What is neither becomes U+FFFD. */
export function decode(bytes: Uint8Array): string {
  if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const content = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  return decodeUtf8(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
}

/**
 * Reads a `.yaml` or `.yml` file: JSON if it begins like it, documents between lines of `---` otherwise.
 *
 * @param known the values of the documents, where the text was just made from them: then only its bounds are looked for
 */
export function readYaml(text: string, known?: readonly unknown[]): Text {
  // Most files have one document and no separator.
  if (known?.length === 1 && !text.includes('\n---') && !/^\s*(?:\{|---)/.test(text))
    return { documents: [{ start: 0, end: text.length, value: known[0] }], problems: [] };
  if (known) {
    const chunks = [...splitYaml(text, 0)];
    if (chunks.length === known.length)
      return { documents: chunks.map(({ start, end }, at) => ({ start, end, value: known[at] })), problems: [] };
  }
  return new TextReader(text).jsonOrYaml();
}

/** Reads YAML only: documents between lines of `---`. */
export function readYamlDocuments(text: string): Text {
  return new TextReader(text).yaml(0);
}

/** Reads a text as `yaml.Unmarshal` of sigs.k8s.io/yaml does: only its first document. `undefined` if that is refused. */
export function readFirstDocument(text: string): {
  readonly value: unknown;
  readonly problems: readonly TextProblem[];
} {
  return new TextReader(text).first();
}

/** Reads a `.json` file: one value; `rest` says that more follows. */
export function readJson(text: string): Text & { readonly rest: boolean } {
  return new TextReader(text).json();
}

/** The nodes of a document, with their places in the whole text; `undefined` if it cannot be parsed. */
export function compose(text: string, { start, end }: Chunk): Node | undefined {
  // A JSON value may have what YAML refuses: escapes, or a key and its colon in two lines.
  for (const read of [() => parse(endLine(text), start, end).root, () => parseJson(text, start).root]) {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
    }
  }
  return undefined;
}

/** What go-yaml does not take, wherever it stands. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what YAML forbids
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/g;

/** Argo CD's reader ends the last line if it has no end. */
function endLine(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

class TextReader {
  private readonly documents: TextDocument[] = [];
  private readonly problems: TextProblem[] = [];
  private lines: Lines | undefined;
  /** A control character with none before it that matters; infinite if there is none. */
  private control = -1;

  constructor(private readonly text: string) {}

  jsonOrYaml(): Text {
    if (!beginsLikeJson(this.text)) return this.yaml(0);
    let from = 0;
    for (let count = 0; ; count += 1) {
      const start = skipJsonSpace(this.text, from);
      if (start === this.text.length) return this.done();
      const end = this.jsonValue(start, count > 1);
      if (end === undefined) {
        // Behind more than one value, the rest has to be JSON as well.
        if (count > 1) return this.done();
        const rest = yamlBehindJson(this.text, from);
        if (rest === undefined) {
          this.jsonValue(start, true);
          return this.done();
        }
        return this.yaml(rest);
      }
      from = end;
    }
  }

  yaml(from: number): Text {
    const text = endLine(this.text);
    let behind = from;
    try {
      for (const { start, end } of splitYaml(text, from)) {
        this.document(text, start, end);
        behind = end;
      }
    } catch (error) {
      this.problem(error, behind, this.text.length);
      this.documents.push({ start: behind, end: this.text.length, value: undefined });
    }
    return this.done();
  }

  first(): { readonly value: unknown; readonly problems: readonly TextProblem[] } {
    this.document(this.text, 0, this.text.length);
    return { value: this.documents[0]?.value, problems: this.done().problems };
  }

  json(): Text & { readonly rest: boolean } {
    const start = skipJsonSpace(this.text, 0);
    if (start === this.text.length) {
      this.tell('syntax', 'EOF', 0);
      return { ...this.done(), rest: false };
    }
    const end = this.jsonValue(start, true) ?? this.text.length;
    return { ...this.done(), rest: skipJsonSpace(this.text, end) < this.text.length };
  }

  private done(): Text {
    const { documents, problems } = this;
    return { documents, problems: problems.sort((a, b) => a.offset - b.offset) };
  }

  /**
   * Reads the JSON value at a place; returns where it ends, `undefined` if it is none.
   *
   * @param only whether nothing else than JSON will do
   */
  private jsonValue(start: number, only: boolean): number | undefined {
    let end: number | undefined;
    try {
      const { root, end: found } = parseJson(this.text, start);
      end = found;
      this.documents.push({ start, end, value: this.value(root) });
    } catch (error) {
      if (end === undefined && !only) return undefined;
      this.problem(error, start, this.text.length);
      this.documents.push({ start, end: end ?? this.text.length, value: undefined });
    }
    return end;
  }

  private document(text: string, start: number, end: number): void {
    let value: unknown;
    try {
      const control = this.controlFrom(start);
      if (control < end) throw new YamlError('control characters are not allowed', control, undefined, 'binary');
      const { root, rest } = parse(text, start, end);
      value = root ? this.value(root) : null;
      if (rest !== undefined) this.tell('cut', CUT, rest);
    } catch (error) {
      this.problem(error, start, Math.min(end, this.text.length));
    }
    this.documents.push({ start, end: Math.min(end, this.text.length), value });
  }

  private value(root: Node): unknown {
    return toValue(root, (message, { start }) => this.tell('duplicate-key', message, start));
  }

  private controlFrom(start: number): number {
    if (this.control < start) {
      CONTROL.lastIndex = start;
      this.control = CONTROL.exec(this.text)?.index ?? Number.POSITIVE_INFINITY;
    }
    return this.control;
  }

  private problem(error: unknown, start: number, end: number): void {
    if (!(error instanceof YamlError)) throw error;
    const { kind, message, begun } = error;
    // What is missing at the end is told where the text of the document ends.
    let offset = Math.min(error.offset, end);
    if (offset === end) while (offset > start && isGap(this.text.charCodeAt(offset - 1))) offset -= 1;
    this.tell(kind, message + this.since(begun, offset), offset);
  }

  /** A problem of the document that is read next. */
  private tell(kind: TextProblem['kind'], message: string, offset: number): void {
    this.problems.push({ kind, message, offset, document: this.documents.length });
  }

  /** Where the unfinished thing begins, if that is in another line. */
  private since(begun: YamlError['begun'], offset: number): string {
    if (!begun) return '';
    this.lines ??= new Lines(this.text);
    const { line } = this.lines.place(begun.offset);
    return line === this.lines.place(offset).line ? '' : ` (${begun.what} begins in line ${line})`;
  }
}

const CUT = 'the document ends above this line, so Argo CD takes nothing of it from here on';
