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
 * json-schema-to-typescript writes the types; it has no option for readonly members, which is added here, on its regular,
 * formatted output.
 */
export async function interfaces(definitions: Readonly<Record<string, TypeSchema>>): Promise<string> {
  const schema = { type: 'object', additionalProperties: false, definitions } as unknown as JSONSchema;
  const code = await compile(schema as never, 'Unnamed', {
    bannerComment: '',
    additionalProperties: false,
    unknownAny: true,
    unreachableDefinitions: true,
    ignoreMinAndMaxItems: true,
    format: true,
    style: { singleQuote: true, printWidth: 120, trailingComma: 'all' },
  });
  return spaced(readonlyMembers(records(withoutPlaceholder(code))));
}

/** The library wants a root type; the definitions are all there is to say. */
function withoutPlaceholder(code: string): string {
  return code
    .replace(/\/\*\*\n(?: \*[^\n]*\n)*? \*\/\n/g, '')
    .replace(/export (interface Unnamed \{[^}]*\}|type Unnamed = [^;]*;)\n*/, '');
}

/** An object without members of its own is a map; on one line it reads as one. */
function records(code: string): string {
  return code.replace(/\{\s*\[k: string\]: ([^;{}]*);\s*\}(?!\n*export|\n*$)/g, 'Record<string, $1>');
}

/** A blank line between types. */
function spaced(code: string): string {
  return code.replace(/\n+export /g, '\n\nexport ').trimStart();
}

/** Members and arrays become readonly, line by line: `  a?: string[];` turns into `  readonly a?: readonly string[];`. */
function readonlyMembers(code: string): string {
  return code
    .split('\n')
    .map((line) => {
      const member = /^(\s+)((?:[A-Za-z_$][\w$]*|'[^']*'|"[^"]*")\??|\[k: string\]): ?(.*)$/.exec(line);
      if (!member) return /^\s+[|}]/.test(line) ? readonlyArrays(line) : line;
      const [, indent, name, type] = member;
      return `${indent}readonly ${name}: ${readonlyArrays(type)}`.trimEnd();
    })
    .join('\n');
}

function readonlyArrays(type: string): string {
  return type
    .replace(/(^|[|,<(] ?)((?:[\w$.]+|\([^()]*\)|Record<[^<>]*>)\[\])/g, '$1readonly $2')
    .replace(/\bRecord<string, ([^<>]*)>/g, 'Readonly<Record<string, $1>>');
}
