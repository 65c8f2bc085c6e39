import { existsSync, readFileSync, realpathSync } from 'node:fs';
import * as path from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, stringify, type YAMLMap } from 'yaml';
import { redact } from '../argocd/model/redact';
import { keyOfWanted, type Wanted } from '../argocd/model/wanted';
import { checkoutOf } from '../argocd/tree/git-checkout';
import { writeWhole } from '../files/write-whole';
import type { Fetched } from './fetched';

/** Name of the lock in the project's root. */
export const FETCH_LOCK_FILE = 'charts.lock.yaml';

/** What was wanted, and what it was resolved to. */
export interface FetchLockEntry extends Fetched {
  readonly wanted: Pick<Wanted, 'kind' | 'url' | 'revision' | 'chart'>;
  /** Line of the entry in the lock, 1-based. @default - not read from a file */
  readonly line?: number;
}

/** By {@link keyOfWanted}. */
export type FetchLock = ReadonlyMap<string, FetchLockEntry>;

/** The lists of the lock, and the fields of their entries; those in brackets need not be there. */
const LISTS = {
  charts: { kind: 'chart', fields: ['repository', 'chart', '[revision]', 'version', 'digest', 'from'] },
  artifacts: { kind: 'oci', fields: ['repository', '[revision]', 'version', 'digest', 'from'] },
  repositories: { kind: 'git', fields: ['repository', '[revision]', 'commit'] },
  files: { kind: 'file', fields: ['url', 'digest'] },
} as const;

type ListName = keyof typeof LISTS;

const HEADER = `# What Applications read from elsewhere, and what it was resolved to.
#
# Written by: groundwork vendor, and check, render and order with --fetch --update-lock
# Read by: check, render and order with --fetch or --offline, and for the charts in vendor/
#
# What is named here is read as it is named here, also where the revision is a range or a branch.
`;

/**
 * Reads a lock. A file that is not there is an empty lock.
 *
 * @throws Error with file and line of everything that is wrong in it
 */
export function readFetchLock(file: string): FetchLock {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw new Error(`${file}: cannot read the lock: ${(error as Error).message}`);
  }
  return parseFetchLock(content, file);
}

/** The lock in a folder, or in the closest one above it in the checkout that has one. @param folder @default - the working directory */
export function findFetchLock(folder = process.cwd()): string {
  const top = realpathSync(checkoutOf(folder) ?? folder);
  for (let at = folder; ; at = path.dirname(at)) {
    const file = path.join(at, FETCH_LOCK_FILE);
    if (existsSync(file)) return file;
    if (at === path.dirname(at) || realpathSync(at) === top) return path.join(folder, FETCH_LOCK_FILE);
  }
}

/** Reads the text of a lock. @throws Error with file and line of everything that is wrong in it */
export function parseFetchLock(content: string, file = FETCH_LOCK_FILE): FetchLock {
  const counter = new LineCounter();
  const document = parseDocument(content, { lineCounter: counter, prettyErrors: false });
  const problems: string[] = [];
  const report = (offset: number | undefined, message: string) =>
    problems.push(`${file}:${offset === undefined ? 1 : counter.linePos(offset).line}: ${message}`);
  for (const error of document.errors) report(error.pos[0], error.message);
  const lock = new Map<string, FetchLockEntry>();
  const root = document.contents;
  const items = isMap(root) ? root.items : [];
  if (problems.length === 0 && root !== null && !isMap(root) && !(isScalar(root) && root.value === null))
    report(0, `the lock is not a map; it has ${Object.keys(LISTS).join(', ')}`);
  for (const { key, value } of problems.length > 0 ? [] : items) {
    const at = (key as Node).range?.[0];
    const name = isScalar(key) ? String(key.value) : '';
    if (!Object.hasOwn(LISTS, name)) {
      report(at, `unknown key ${JSON.stringify(name)}; the lock has ${Object.keys(LISTS).join(', ')}`);
      continue;
    }
    if (isScalar(value) && value.value === null) continue;
    if (!isSeq(value)) {
      report(at, `${name} is not a list`);
      continue;
    }
    for (const item of value.items) {
      const offset = (item as Node).range?.[0];
      if (!isMap(item)) {
        report(offset, `an entry of ${name} is not a map`);
        continue;
      }
      const entry = readEntry(name as ListName, item, (message) => report(offset, message));
      if (!entry) continue;
      const known = keyOf(entry);
      const earlier = lock.get(known);
      const line = counter.linePos(offset ?? 0).line;
      if (earlier) report(offset, `the same is in line ${earlier.line} already; remove one of them`);
      else lock.set(known, { ...entry, line });
    }
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return lock;
}

function readEntry(list: ListName, item: YAMLMap, report: (message: string) => void): FetchLockEntry | undefined {
  const { kind, fields } = LISTS[list];
  const names = fields.map((field) => field.replace(/[[\]]/g, ''));
  const values = new Map<string, string>();
  let wrong = false;
  const complain = (message: string): void => {
    wrong = true;
    report(message);
  };
  for (const { key, value } of item.items) {
    const name = isScalar(key) ? String(key.value) : '';
    const content = isScalar(value) ? value.value : undefined;
    if (!names.includes(name))
      complain(`unknown key ${JSON.stringify(name)}; an entry of ${list} has ${names.join(', ')}`);
    else if (typeof content !== 'string') complain(`${name} is not a text: put it in quotes`);
    else values.set(name, content);
  }
  for (const field of fields)
    if (!field.startsWith('[') && !values.has(field) && !wrong) complain(`${field} is missing`);
  const of = (name: string): string => values.get(name) ?? '';
  const digest = kind === 'git' ? of('commit') : of('digest');
  const shape = kind === 'git' ? /^[0-9a-f]{7,64}$/ : /^sha256:[0-9a-f]{64}$/;
  if (!wrong && !shape.test(digest))
    complain(
      `${JSON.stringify(digest)} is no ${kind === 'git' ? 'commit' : 'digest: sha256:HEX'}; --update-lock writes it anew`,
    );
  if (wrong) return undefined;
  return {
    wanted: { kind, url: of('repository') || of('url'), revision: of('revision'), chart: of('chart') },
    version: kind === 'git' ? digest : of('version'),
    digest,
    from: kind === 'git' || kind === 'file' ? of('repository') || of('url') : of('from'),
  };
}

/** The text of a lock: sorted, so that another version is a few changed lines. Without a login in any URL. */
export function formatFetchLock(entries: Iterable<FetchLockEntry>): string {
  const all = new Map<string, FetchLockEntry>();
  for (const one of entries) {
    const entry = {
      ...one,
      wanted: { ...one.wanted, url: withoutLogin(one.wanted.url) },
      from: withoutLogin(one.from),
    };
    all.set(keyOf(entry), entry);
  }
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  const lists = Object.fromEntries(
    Object.entries(LISTS).flatMap(([name, { kind }]) => {
      const own = sorted.filter(({ wanted }) => wanted.kind === kind).map(fieldsOf);
      return own.length > 0 ? [[name, own]] : [];
    }),
  );
  const body = Object.keys(lists).length > 0 ? stringify(lists, { lineWidth: 0, version: '1.1' }) : 'charts: []\n';
  return `${HEADER}${body}`;
}

function fieldsOf({ wanted, version, digest, from }: FetchLockEntry): Readonly<Record<string, string>> {
  const { kind, url, chart, revision } = wanted;
  const asked: Record<string, string> = revision === '' ? {} : { revision };
  if (kind === 'chart') return { repository: url, chart, ...asked, version, digest, from };
  if (kind === 'oci') return { repository: url, ...asked, version, digest, from };
  if (kind === 'git') return { repository: url, ...asked, commit: digest };
  return { url, digest };
}

/** Writes a lock, whole or not at all. @returns whether the file is another than before */
export function writeFetchLock(file: string, entries: Iterable<FetchLockEntry>): boolean {
  const content = formatFetchLock(entries);
  let before: string | undefined;
  try {
    before = readFileSync(file, 'utf8');
  } catch {}
  if (before === content) return false;
  try {
    writeWhole(file, content);
  } catch (error) {
    throw new Error(`${file}: cannot write the lock, the old one is untouched: ${(error as Error).message}`);
  }
  return true;
}

/** The key of an entry: that of what is wanted, whoever logs in. */
export function lockKey(wanted: Wanted): string {
  return keyOfWanted({ ...wanted, url: withoutLogin(wanted.url) });
}

function keyOf({ wanted }: FetchLockEntry): string {
  return keyOfWanted({ ...wanted, atHand: [] });
}

/** A URL without user and password; the user of SSH stays. */
export function withoutLogin(url: string): string {
  const plain = url.replace(/^(https?|oci):\/\/[^/?#]*@/i, '$1://');
  return plain.startsWith('ssh://') ? plain.replace(/^(ssh:\/\/[^/@:]*):[^/]*@/, '$1@') : redact(plain);
}
