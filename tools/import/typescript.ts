import { compile, type JSONSchema } from 'json-schema-to-typescript';
import type { Schema } from './structural';

/** JSON Schema with json-schema-to-typescript's way to name a type of TypeScript. */
export type TypeSchema = Omit<Schema, 'anyOf' | 'items' | 'properties' | 'additionalProperties'> & {
  readonly tsType?: string;
  readonly anyOf?: readonly TypeSchema[];
  readonly items?: TypeSchema;
  readonly properties?: Readonly<Record<string, TypeSchema>>;
  readonly additionalProperties?: boolean | TypeSchema;
};

/** The first lines of every generated file. */
export function banner(source: string, command = 'npm run import'): string {
  return `// Generated from ${source} by \`${command}\`. Do not edit.\n`;
}

/**
 * TypeScript interfaces for a set of definitions: readonly throughout, closed where the schema is closed.
 *
 * json-schema-to-typescript turns schemas into types. Its layout is left off, because its formatter's next version would
 * change every line, and because it has no option for readonly: each member is one line, which {@link memberLine} finishes.
 *
 * @throws when a definition holds an object of its own instead of a $ref.
 */
export async function interfaces(definitions: Readonly<Record<string, TypeSchema>>): Promise<string> {
  const schema = { type: 'object', additionalProperties: false, definitions } as unknown as JSONSchema;
  const code = await compile(schema as never, ROOT, {
    bannerComment: '',
    additionalProperties: false,
    unknownAny: true,
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    format: false,
  });
  const lines = records(code.replace(/\/\*\*\n(?: \*[^\n]*\n)*? \*\/\n/g, '')).split('\n');
  const result: string[] = [];
  for (const line of lines.filter((text) => text !== '')) {
    const alias = /^export type (\S+) = (.*)$/.exec(line);
    if (line.startsWith('export ')) result.push('');
    if (alias) result.push(...wrapped(`export type ${alias[1]} =`, tidy(alias[2]), '  '));
    else if (/^(export interface \S+ \{|\})$/.test(line)) result.push(line);
    else result.push(...memberLine(line));
  }
  return `${result
    .join('\n')
    .replace(new RegExp(`export interface ${ROOT} \\{\\n\\}\\n*`), '')
    .trim()}\n`;
}

/** The library requires a root type. Only the definitions are needed, so it is removed again. */
const ROOT = 'Unnamed';

/** The longest line of a generated file that can be wrapped. */
const WIDTH = 120;

/** An object without members of its own is a map; on one line it reads as one. */
function records(code: string): string {
  const map = /\{\n\[k: string\]: ([^\n]*)\n\}(?!\n*export|\n*$)/g;
  const replaced = code.replace(map, 'Record<string, $1>');
  return replaced === code ? code : records(replaced);
}

/** `"a-b"?: string[]` becomes `  readonly 'a-b'?: readonly string[];`. */
function memberLine(line: string): string[] {
  const member = /^("[^"]*"\??|[A-Za-z_$][\w$]*\??|\[k: string\]): (.*)$/.exec(line);
  if (!member || /[{]$/.test(line)) throw new Error(`cannot lay out '${line}': expected one member on a line.`);
  const [, name, type] = member;
  // An index signature has the types of all members; a union of literals is redundant beside string.
  const full =
    name.startsWith('[') && /\bstring\b/.test(type)
      ? type.replace(/ \| \("[^)]*\)|\("[^)]*\) \| | \| "[^"]*"/g, '')
      : type;
  return wrapped(`  readonly ${name.replaceAll('"', "'")}:`, tidy(full), '    ');
}

/** Removes redundant parentheses, makes quotes single, and arrays and maps readonly. */
function tidy(type: string): string {
  let text = type;
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\(([^()]*)\)(?!\[)/g, '$1').replace(/\(([^()|]*)\)/g, '$1');
  }
  return text
    .replace(/"([^"']*)"/g, "'$1'")
    .replace(/(^|[|,<(] ?)((?:[\w$.]+|\([^()]*\)|Record<[^<>]*>)\[\])/g, '$1readonly $2')
    .replace(/\bRecord<string, ([^<>]*|[^<>]*<[^<>]*>[^<>]*)>/g, 'Readonly<Record<string, $1>>');
}

/** One line, or a union with one choice on a line if that is too long. */
function wrapped(start: string, type: string, indent: string): string[] {
  const line = `${start} ${type};`;
  const choices = choicesOf(type);
  if (line.length <= WIDTH || choices.length === 1) return [line];
  return [start, ...choices.map((choice, index) => `${indent}| ${choice}${index === choices.length - 1 ? ';' : ''}`)];
}

/** The choices of a union, as they are written; those inside of brackets are not its own. */
function choicesOf(type: string): string[] {
  const choices: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < type.length; at++) {
    if ('([{<'.includes(type[at])) depth++;
    if (')]}>'.includes(type[at])) depth--;
    if (depth > 0 || !type.startsWith(' | ', at)) continue;
    choices.push(type.slice(start, at));
    start = at + 3;
  }
  return [...choices, type.slice(start)];
}
