import { isDeepStrictEqual } from 'node:util';
import { Lines } from '../yaml/lines';
import { decode, isFatal, readYaml } from '../yaml/text';

/** What a decoder made of a text: the documents up to the first mistake, and that. */
export interface Answer {
  readonly documents: readonly unknown[];
  readonly error?: string;
}

export interface Own extends Answer {
  /** The line of the mistake, counted from the start of its document. @default - it may be told elsewhere */
  readonly line?: number;
  readonly kind?: string;
}

/** What this package makes of a text. */
export function own(bytes: Buffer): Own {
  const text = decode(bytes);
  const { documents, problems } = readYaml(text);
  const stop = problems.find(isFatal);
  if (!stop) return { documents: documents.map(({ value }) => value) };
  const read: unknown[] = [];
  for (const { value, start } of documents) {
    if (value === undefined || start > stop.offset) break;
    read.push(value);
  }
  const answer = { documents: read, error: stop.message, kind: stop.kind };
  const { start, end } = documents[stop.document] ?? { start: 0, end: text.length };
  // The decoder counts more line ends than an editor, and tells what is missing at the end behind the last empty line.
  if (/\r(?!\n)|[\u0085\u2028\u2029]/.test(text) || text.slice(stop.offset, end).trim() === '') return answer;
  const lines = new Lines(text);
  return { ...answer, line: lines.place(stop.offset).line - lines.place(start).line + 1 };
}

/** What is different between two answers; `undefined` if nothing is. */
export function difference(theirs: Answer, ours: Own): string | undefined {
  // Argo CD goes deeper; nothing in Kubernetes does.
  if (ours.kind === 'too-deep') return undefined;
  // go-yaml does not look behind the end of a document; here, a control character there is refused as well.
  if (ours.kind === 'binary' && theirs.error === undefined) return undefined;
  // Such a number is refused only when the JSON is decoded, which a program that prints it does not do.
  if (
    JSON.stringify(theirs.documents, (_, one) => (one === Number.POSITIVE_INFINITY ? INFINITE : one)).includes(INFINITE)
  )
    return undefined;
  if ((theirs.error === undefined) !== (ours.error === undefined))
    return theirs.error === undefined ? `refused though taken: ${ours.error}` : `taken though refused: ${theirs.error}`;
  if (!isDeepStrictEqual(normal(theirs.documents), normal(ours.documents)))
    return `${JSON.stringify(theirs.documents).slice(0, 300)} read as ${JSON.stringify(ours.documents).slice(0, 300)}`;
  return theirs.error === undefined ? undefined : wrongMessage(theirs.error, ours);
}

const INFINITE = 'a number that no float can hold';

/** Without what does not matter: the sign of zero, and half of a surrogate pair, which stays in JSON until it is decoded. */
function normal(value: unknown): unknown {
  const text = JSON.stringify(value);
  return JSON.parse(text.replace(/(\\\\)|\\ud[89a-f][0-9a-f]{2}/g, (_, escaped?: string) => escaped ?? '\ufffd'));
}

/** Whether a mistake has other words, or another place, than the decoder's. */
function wrongMessage(theirs: string, ours: Own): string | undefined {
  // A text that begins like JSON is refused with the words of the JSON decoder, although YAML was tried as well.
  if (ours.kind === 'binary' || theirs.startsWith('json: ') || theirs === 'unexpected EOF') return undefined;
  const [, line, words = theirs] =
    /^error converting YAML to JSON: (?:yaml: )?(?:line (\d+): )?(.*)$/s.exec(theirs) ?? [];
  const [said = ''] = (ours.error ?? '').split(/ \([^()]* begins in line/);
  // What it quotes from the text is left out.
  const [head = '', tail = ''] = said.split('…');
  if (!words.startsWith(head.replace(/\{$/, '')) || (tail !== '}' && !words.endsWith(tail)))
    return `${words} told as ${said}`;
  // The lines of the decoder are off by one for some mistakes, and at the end of the text.
  if (line !== undefined && ours.line !== undefined && Math.abs(Number(line) - ours.line) > 1)
    return `line ${line} told as ${ours.line}: ${words}`;
  return undefined;
}
