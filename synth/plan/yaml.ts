import { Yaml } from 'cdk8s';
import { stringify } from 'yaml';
import { readYaml } from '../../argocd/yaml/text';

/**
 * Renders plain JSON values as YAML, byte for byte as cdk8s' `Yaml.stringify` does, with one exception: a text that the Go
 * libraries of Argo CD and Kubernetes would read as a number is quoted. cdk8s leaves `0o7` bare, and it arrives as 7.
 *
 * Why not call it: at ten thousand files the emitter is most of a synth's time. Nearly every scalar in a manifest is a
 * plain word; those are written here, and everything else (quotes, numbers, unusual keys, text of several lines) goes
 * to the `yaml` library that cdk8s itself uses. Property tests compare the two, and read the result back.
 */
export function toYaml(...documents: readonly unknown[]): string {
  return documents.map((document) => documentToYaml(document)).join('---\n');
}

const OPTIONS = { keepUndefined: true, lineWidth: 0, version: '1.1' } as const;

/** A word that YAML 1.1 reads as itself: starts with a letter, no indicator characters, and no colon at the end. */
const PLAIN = /^[A-Za-z/](?:[A-Za-z0-9_/.+=@-]|:(?=[A-Za-z0-9_/.+=@-]))*$/;
/** What may follow the beginning of a line of text: no colon at its end or before a space, no hash after a space. */
const REST = '(?:[!-9;-~]|:(?=[!-~])| (?=[!"$-~]))*$';
/**
 * Other texts that YAML 1.1 and Go read as themselves: prose and paths; what begins like a version, an address or a
 * schedule (nothing with two dots, or with a space after its first digits, is a number or a time); quantities; flags.
 */
const TEXT = new RegExp(
  `^(?:[A-Za-z/$]${REST}|[0-9]+(?:\\.[0-9]+\\.[0-9]| (?=[!"$-~]))${REST}|[0-9]+(?:[KMGT]i|[msh%])$|-[A-Za-z]$)`,
);
/** A key that begins with an address or a version. */
const ADDRESS_KEY = /^[0-9]+\.[0-9]+\.[0-9][A-Za-z0-9_/.=@-]{0,250}$/;
/** Numbers that are meant as text. */
const DIGITS = /^(?:0|[1-9][0-9]{0,14})$/;
/** Words that YAML 1.1 reads as booleans, null or (`e3`) numbers; a superset is harmless, it only takes the slow path. */
const SPECIAL = /^(?:y|n|yes|no|true|false|on|off|null|e[-+]?[0-9]+)$/i;

/** Whether a text can be written without quotes. */
function isPlain(text: string): boolean {
  return PLAIN.test(text) && !((text.length <= 5 || /^e/i.test(text)) && SPECIAL.test(text));
}

const scalars = new Map<string, string>();
const keys = new Map<string, string | undefined>();
const REMEMBERED = 20_000;

function remember<T>(memory: Map<string, T>, key: string, value: T): T {
  if (memory.size >= REMEMBERED) memory.clear();
  memory.set(key, value);
  return value;
}

/** The text of a string as a value: the first line, and the others as they stand below it without indentation. */
function stringToYaml(value: string): string {
  if (isPlain(value) || (TEXT.test(value) && !SPECIAL.test(value))) return value;
  if (DIGITS.test(value)) return `"${value}"`;
  const known = scalars.get(value);
  if (known !== undefined) return known;
  const text = stringify({ k: value }, OPTIONS).slice('k: '.length, -1);
  const isSafe = !UNSAFE.test(value) && (text !== value || readsBack(text));
  return remember(scalars, value, isSafe ? text : toJson(value));
}

/**
 * What Go's library refuses, or reads as something else, in any form but with escapes: control characters and the line ends of
 * Unicode; and a block that begins with a tab or with a line of blanks, whose indentation it cannot tell.
 */
const UNSAFE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|^\n*(?:\t|[ \t]+\n)/;

/** As JSON, which is YAML, with escapes for what Go's library does not take as it is. */
function toJson(value: unknown, space?: number): string {
  const special = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;
  const escaped = (one: string) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, null, space).replace(special, escaped);
}

function keyToYaml(key: string): string | undefined {
  // A few keys make up nearly all of them.
  const known = keys.get(key);
  if (known !== undefined || keys.has(key)) return known;
  if (isPlain(key) || ADDRESS_KEY.test(key)) return remember(keys, key, key);
  if (UNSAFE.test(key)) return remember(keys, key, toJson(key));
  // What begins like a document marker or a directive is written differently in the first column: leave it to the library.
  const oneLine = /^[^-.%]/.test(key) ? /^([^?\n][^\n]*): 1\n$/.exec(stringify({ [key]: 1 }, OPTIONS))?.[1] : undefined;
  return remember(keys, key, oneLine === key && !readsBack(key) ? toJson(key) : oneLine);
}

/** Whether Argo CD reads a text without quotes, a value or a key, as that text. */
function readsBack(text: string): boolean {
  const { documents, problems } = readYaml(`${text}: ${text}\n`);
  const [key, value] = Object.entries(documents[0]?.value ?? {})[0] ?? [];
  return problems.length === 0 && key === text && value === text;
}

class NeedsLibrary extends Error {}

/** The same below a header (whole lines): one text, not one put together of two, which would be copied once more. */
export function toYamlBelow(header: string, documents: readonly unknown[]): string {
  const [first, ...others] = documents;
  const text = documentToYaml(first, header);
  return others.length === 0 ? text : `${text}---\n${toYaml(...others)}`;
}

function documentToYaml(document: unknown, header = ''): string {
  if (document === undefined || document === null || typeof document !== 'object')
    return header + Yaml.stringify(document);
  const lines: string[] = header === '' ? [] : [header.slice(0, -1)];
  try {
    const seen = new Set<object>();
    write(document, '', '', lines, seen);
  } catch (error) {
    if (!(error instanceof NeedsLibrary)) throw error;
    return header + byLibrary(document);
  }
  lines.push('');
  return lines.join('\n');
}

/** The few documents with what is not written here (unusual keys, anchors); as JSON, which is YAML, if they would be misread. */
function byLibrary(document: object): string {
  const text = Yaml.stringify(document);
  if (holdsUnsafe(document) && holdsFinite(document)) return `${toJson(document, 2)}\n`;
  const [{ value } = { value: undefined }] = readYaml(text).documents;
  if (JSON.stringify(value) === JSON.stringify(document)) return text;
  // JSON has no infinity and would say null: Argo CD refuses the text, and the rules say why.
  return holdsFinite(document) ? `${toJson(document, 2)}\n` : text;
}

function holdsUnsafe(value: unknown): boolean {
  if (typeof value === 'string') return UNSAFE.test(value);
  return typeof value === 'object' && value !== null && Object.entries(value).flat().some(holdsUnsafe);
}

function holdsFinite(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(holdsFinite);
}

/** Writes a non-scalar; `lead` is what stands before its first line (a list's dash), `indent` before the others. */
function write(value: object, indent: string, lead: string, lines: string[], seen: Set<object>): void {
  // The library writes an object that occurs twice as an anchor and aliases.
  if (seen.has(value)) throw new NeedsLibrary();
  seen.add(value);
  if (Array.isArray(value)) {
    if (value.length === 0) lines.push(`${lead}[]`);
    let first = lead;
    for (const item of value) {
      writeItem(item, indent, `${first}- `, lines, seen);
      first = indent;
    }
    return;
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) throw new NeedsLibrary();
  const names = Object.keys(value);
  if (names.length === 0) lines.push(`${lead}{}`);
  let first = lead;
  for (const name of names) {
    const key = keyToYaml(name);
    if (key === undefined) throw new NeedsLibrary();
    writeEntry(`${first}${key}:`, (value as Record<string, unknown>)[name], indent, lines, seen);
    first = indent;
  }
}

function writeItem(item: unknown, indent: string, lead: string, lines: string[], seen: Set<object>): void {
  if (item !== null && typeof item === 'object') write(item, `${indent}  `, lead, lines, seen);
  else writeScalar(lead, item, indent, lines);
}

function writeEntry(lead: string, value: unknown, indent: string, lines: string[], seen: Set<object>): void {
  if (value === null || typeof value !== 'object') {
    writeScalar(`${lead} `, value, indent, lines);
  } else if (Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0) {
    write(value, indent, `${lead} `, lines, seen);
  } else {
    lines.push(lead);
    write(value, `${indent}  `, `${indent}  `, lines, seen);
  }
}

/** A block of several lines is indented as what it belongs to is; its empty lines stay empty. */
function writeScalar(lead: string, value: unknown, indent: string, lines: string[]): void {
  const text = scalarToYaml(value);
  if (!text.includes('\n')) lines.push(lead + text);
  else lines.push(lead + text.replaceAll(/\n(?=[^\n])/g, `\n${indent}`));
}

function scalarToYaml(value: unknown): string {
  if (typeof value === 'string') return stringToYaml(value);
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e15)
    return Object.is(value, -0) ? '-0' : String(value);
  return stringify({ k: value }, OPTIONS).slice('k: '.length, -1);
}
