import type { Definitions } from './structural';

/** A schema file: draft 7, one definition a line, so that a change is a readable diff and the file stays small. */
export function schemaFile(id: string, source: string, definitions: Definitions): string {
  const lines = Object.entries(definitions).map(
    ([name, schema]) => `    ${JSON.stringify(name)}: ${JSON.stringify(schema)}`,
  );
  return `{
  "$comment": "Generated from ${source} by npm run import. Do not edit.",
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "${id}",
  "definitions": {
${lines.join(',\n')}
  }
}
`;
}

/** A JSON object with one line for each top-level key of each of its sections. */
export function sectionedFile(
  head: Readonly<Record<string, unknown>>,
  sections: Readonly<Record<string, object>>,
): string {
  const heads = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const bodies = Object.entries(sections).map(([key, section]) => {
    const lines = Object.entries(section).map(
      ([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
    );
    return `  ${JSON.stringify(key)}: {\n${lines.join(',\n')}\n  }`;
  });
  return `{\n${[...heads, ...bodies].join(',\n')}\n}\n`;
}
