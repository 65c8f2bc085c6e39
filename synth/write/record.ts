import { lineFeeds } from './line-ends';

/**
 * The record of what this program wrote, kept beside it and committed: one line a file, `<SHA-256>  <path>`, the format of
 * `sha256sum`, so `cd dist && sha256sum --check SHA256SUMS` verifies a tree without this program.
 *
 * It answers two questions. May this file be replaced or removed? Only if it is listed. Was it edited by hand? Yes if its
 * sum is another than the listed one.
 */
export const RECORD = 'SHA256SUMS';

/** The listed sums by path. */
export type Sums = ReadonlyMap<string, string>;

const LINE = /^([0-9a-f]{64}) [ *](.+)$/;

export function formatRecord(sums: Sums): string {
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sum]) => `${sum}  ${path}\n`)
    .join('');
}

/**
 * Reads a record. Both sides of a merge conflict count: what either branch wrote is ours, and the next synth settles which
 * of it stays. CRLF is read as a line feed.
 *
 * @returns the sums, with the other side's where both sides of a conflict list a file, and the invalid lines (a path
 * that leaves the folder is one)
 */
export function parseRecord(text: string): {
  sums: Map<string, string>;
  others: Map<string, string>;
  bad: { line: number; text: string }[];
} {
  const sums = new Map<string, string>();
  const others = new Map<string, string>();
  const bad: { line: number; text: string }[] = [];
  lineFeeds(text)
    .split('\n')
    .forEach((line, index) => {
      if (line === '' || /^(<<<<<<<|=======|>>>>>>>|\|\|\|\|\|\|\|)/.test(line)) return;
      const [, sum, path] = LINE.exec(line) ?? [];
      if (!path || pathProblem(path)) bad.push({ line: index + 1, text: line });
      else if (sums.has(path)) others.set(path, sum);
      else sums.set(path, sum);
    });
  return { sums, others, bad };
}

/** The longest name, in bytes, that ext4, XFS and Btrfs take, and so that Git can check out everywhere. */
const MAX_NAME = 255;

/** Parts of letters, digits, `_`, `-`, and dots except at the beginning. */
const ORDINARY = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/;

/** Why a path is not a valid path below the output folder; undefined if it is. */
export function pathProblem(path: string): string | undefined {
  if (path.length <= MAX_NAME && ORDINARY.test(path)) return undefined;
  if (path === '') return 'is empty';
  if (/^\.groundwork(\/|$)/i.test(path)) return 'is in the folder that groundwork works in';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  if (path.includes('\\')) return 'has a backslash';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\x00-\x1f\x7f]/.test(path)) return 'has a control character';
  for (const part of path.split('/')) {
    if (part === '..') return 'leads out of the folder';
    if (part === '' || part === '.') return 'has an empty part';
    const bytes = Buffer.byteLength(part);
    if (bytes > MAX_NAME) return `has a name of ${bytes} bytes, and file systems take ${MAX_NAME}`;
  }
  return undefined;
}
