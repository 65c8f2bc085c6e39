import { gunzipSync } from 'node:zlib';

/** More than any chart has. */
const MAX_BYTES = 64 * 2 ** 20;

/** The files of a packaged chart by their paths; `undefined` if it is none, or too large. */
export function filesOfArchive(bytes: Uint8Array): ReadonlyMap<string, Buffer> | undefined {
  let tar: Buffer;
  try {
    tar = gunzipSync(bytes, { maxOutputLength: MAX_BYTES });
  } catch {
    return undefined;
  }
  const found = new Map<string, Buffer>();
  let longName: string | undefined;
  for (let at = 0; at + 512 <= tar.length; ) {
    const field = (from: number, length: number) =>
      tar
        .subarray(at + from, at + from + length)
        .toString('utf8')
        .replace(/\0[\s\S]*$/, '');
    const size = Number.parseInt(field(124, 12).trim() || '0', 8);
    if (!(size >= 0)) return undefined;
    const type = field(156, 1);
    const prefix = field(257, 5) === 'ustar' ? field(345, 155) : '';
    const written = [prefix, field(0, 100)].filter((part) => part !== '').join('/');
    const content = tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
    if (type === 'L') longName = content.toString('utf8').replace(/\0[\s\S]*$/, '');
    else if (type === 'x') longName = /\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1];
    else {
      const name = longName ?? written;
      longName = undefined;
      if ((type === '0' || type === '') && name !== '') found.set(name, content);
    }
  }
  return found;
}
