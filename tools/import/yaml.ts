import { LineCounter, parseDocument } from 'yaml';

const MAX_ERRORS = 3;

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
    // Later errors mostly follow from the first ones.
    const more = found.length > MAX_ERRORS ? [`${where}: and ${found.length - MAX_ERRORS} more.`] : [];
    throw new Error([...found.slice(0, MAX_ERRORS), ...more].join('\n'));
  }
  return doc.toJS({ maxAliasCount: 100 });
}
