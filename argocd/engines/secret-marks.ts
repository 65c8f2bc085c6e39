import { createHmac, randomBytes } from 'node:crypto';
import { fields, isMap } from '../model/resource';
import type { Fields } from '../model/types';

/** Drawn anew in each run and never written: nobody can try values against a mark. */
const KEY = randomBytes(32);

const marks = new WeakMap<object, Fields>();

/** Remembers, as long as the process runs, of which values an object without its secrets was made. */
export function markSecrets(hidden: Fields, whole: Fields): void {
  marks.set(hidden, { ...hidden, ...marked(whole, 'data', 'base64'), ...marked(whole, 'stringData', 'utf8') });
}

/**
 * A rendered Secret with a mark in the place of each value, by which it can be compared with another of this run; `undefined` if it
 * was remembered by an earlier run, which keeps neither values nor marks.
 */
export function withMarks(hidden: Fields): Fields | undefined {
  return marks.get(hidden);
}

function marked(whole: Fields, field: 'data' | 'stringData', encoding: BufferEncoding): Fields {
  if (!isMap(whole[field])) return {};
  const values = Object.entries(fields(whole[field])).map(([key, value]) => [key, markOf(value, encoding)]);
  return { [field]: Object.fromEntries(values) };
}

/** A mark is Base64, as the values of `data` are. */
function markOf(value: unknown, encoding: BufferEncoding): string {
  const plain = typeof value === 'string' ? Buffer.from(value, encoding) : JSON.stringify(value ?? null);
  return createHmac('sha256', KEY).update(plain).digest('base64');
}
