import { LineCounter, parseDocument } from 'yaml';

/**
 * Reads one YAML document.
 *
 * @throws with file, line and column when the text is no YAML, repeats a key, or holds more than one document.
 */
export function parseYaml(text: string, where: string): unknown {
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  if (doc.errors.length > 0) {
    const found = doc.errors.map((error) => {
      const { line, col } = lines.linePos(error.pos[0]);
      return `${where}:${line}:${col}: ${error.message}`;
    });
    throw new Error(found.join('\n'));
  }
  return doc.toJS({ maxAliasCount: 100 });
}
