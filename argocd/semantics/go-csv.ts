import { fromBytes, isSpace, toBytes } from './go-text';

/** What Go's `encoding/csv` makes of a line: its fields, or its error. */
export type CsvLine =
  | { readonly fields: readonly string[]; readonly error?: undefined }
  | { readonly fields?: undefined; readonly error: string };

/**
 * Reads one line without a line end as Go's `encoding/csv` does with `TrimLeadingSpace`: a field that begins with a quote ends
 * with one, and no other field has any.
 *
 * @see https://pkg.go.dev/encoding/csv
 */
export function readCsvLine(line: string): CsvLine {
  // Columns count bytes.
  const text = toBytes(line);
  const fields: string[] = [];
  let at = 0;
  const failed = (column: number, why: string): CsvLine => ({
    error: `parse error on line 1, column ${column + 1}: ${why}`,
  });
  for (;;) {
    at += leadingSpace(text.slice(at));
    if (text[at] !== '"') {
      const comma = text.indexOf(',', at);
      const field = text.slice(at, comma < 0 ? undefined : comma);
      const quote = field.indexOf('"');
      if (quote >= 0) return failed(at + quote, 'bare " in non-quoted-field');
      fields.push(fromBytes(field));
      if (comma < 0) return { fields };
      at = comma + 1;
      continue;
    }
    let field = '';
    at += 1;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote < 0) return failed(text.length, 'extraneous or missing " in quoted-field');
      field += text.slice(at, quote);
      at = quote + 1;
      if (text[at] !== '"') break;
      field += '"';
      at += 1;
    }
    fields.push(fromBytes(field));
    if (at === text.length) return { fields };
    if (text[at] !== ',') return failed(at - 1, 'extraneous or missing " in quoted-field');
    at += 1;
  }
}

/** How many bytes of white space a byte string begins with. */
function leadingSpace(bytes: string): number {
  let width = 0;
  for (const character of fromBytes(bytes)) {
    if (!isSpace(character)) break;
    width += Buffer.byteLength(character);
  }
  return width;
}
