import { createHash, randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { atTheEnd } from './at-the-end';

/** Bytes that are kept: what was not used for longest is removed first. */
const LIMIT = 4 * 2 ** 30;

/** Milliseconds after which something half made belongs to nobody. */
const ABANDONED = 3600 * 1000;

/**
 * What was fetched: archives by their digest, Git commits by their name, and what names were resolved to. Below the cache
 * folder of the user; may be deleted at any time, by anybody.
 *
 * Everything is made beside its place and renamed, so that nothing is there in half, and two runs do not disturb each other.
 * No URL and no credential is in it: what they would be is a digest.
 */
export class ContentCache {
  private prepared = false;

  constructor(
    readonly folder: string,
    private readonly limit = LIMIT,
  ) {}

  /** An archive. @returns undefined if it is not there, or is not what its name says */
  get(digest: string): Buffer | undefined {
    const file = this.blob(digest);
    try {
      const bytes = fs.readFileSync(file);
      if (sha256(bytes) === digest) {
        touch(file);
        return bytes;
      }
      fs.rmSync(file, { force: true });
    } catch {
      // Not there.
    }
    return undefined;
  }

  /** Keeps an archive, and gives its digest. What cannot be kept is fetched again next time. */
  put(bytes: Uint8Array): string {
    const digest = sha256(bytes);
    this.write(this.blob(digest), bytes);
    return digest;
  }

  /** What was noted for a key. */
  noted(key: string): Readonly<Record<string, string>> | undefined {
    try {
      const note: unknown = JSON.parse(fs.readFileSync(this.note(key), 'utf8'));
      return typeof note === 'object' && note !== null ? (note as Record<string, string>) : undefined;
    } catch {
      return undefined;
    }
  }

  setNote(key: string, note: Readonly<Record<string, string>>): void {
    this.write(this.note(key), Buffer.from(JSON.stringify(note)));
  }

  /** The folder of something that has many files. @returns undefined if it is not there */
  findFolder(name: string): string | undefined {
    const folder = path.join(this.folder, 'git', sha256(Buffer.from(name)).slice(7));
    if (!fs.existsSync(folder)) return undefined;
    touch(folder);
    return folder;
  }

  /** Makes a folder, or takes that of a run which was faster. @param make fills an empty folder */
  async makeFolder(name: string, make: (part: string) => Promise<void>): Promise<string> {
    this.prepare();
    const folder = path.join(this.folder, 'git', sha256(Buffer.from(name)).slice(7));
    const part = path.join(this.folder, 'part', randomUUID());
    fs.mkdirSync(part, { recursive: true });
    const remove = atTheEnd(() => fs.rmSync(part, { recursive: true, force: true, maxRetries: 5 }));
    try {
      await make(part);
      fs.mkdirSync(path.dirname(folder), { recursive: true });
      try {
        fs.renameSync(part, folder);
      } catch (error) {
        if (!fs.existsSync(folder)) throw error;
      }
      return folder;
    } finally {
      remove();
    }
  }

  private blob(digest: string): string {
    return path.join(this.folder, 'archives', digest.replace(/[^0-9a-z]+/gi, '-'));
  }

  private note(key: string): string {
    return path.join(this.folder, 'names', `${sha256(Buffer.from(key)).slice(7)}.json`);
  }

  private write(file: string, bytes: Uint8Array): void {
    const part = path.join(this.folder, 'part', randomUUID());
    try {
      this.prepare();
      fs.mkdirSync(path.dirname(part), { recursive: true });
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(part, bytes, { mode: 0o600 });
      fs.renameSync(part, file);
    } catch {
      fs.rmSync(part, { force: true });
    }
  }

  /** Removes what somebody left half made, and what is too much: once a run. */
  private prepare(): void {
    if (this.prepared) return;
    this.prepared = true;
    fs.mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    for (const { file, used } of entriesOf(path.join(this.folder, 'part')))
      if (used < Date.now() - ABANDONED) fs.rmSync(file, { recursive: true, force: true });
    const all = [...entriesOf(path.join(this.folder, 'archives')), ...entriesOf(path.join(this.folder, 'git'))];
    let size = all.reduce((sum, one) => sum + one.size, 0);
    for (const one of all.sort((a, b) => a.used - b.used)) {
      if (size <= this.limit) break;
      fs.rmSync(one.file, { recursive: true, force: true });
      size -= one.size;
    }
  }
}

/** `sha256:…` of bytes. */
export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Where the cache is: below that of the user. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  const own = env.XDG_CACHE_HOME;
  const home = env.HOME || os.homedir();
  const caches = own !== undefined && path.isAbsolute(own) ? own : path.join(home, '.cache');
  return path.join(caches, 'groundwork', 'fetched');
}

function entriesOf(folder: string): { readonly file: string; readonly size: number; readonly used: number }[] {
  let names: readonly string[];
  try {
    names = fs.readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const file = path.join(folder, name);
    try {
      return [{ file, size: sizeOf(file), used: fs.statSync(file).mtimeMs }];
    } catch {
      // Another run has just removed it.
      return [];
    }
  });
}

/** The bytes of a file, or of all files in a folder. */
export function sizeOf(file: string): number {
  const stats = fs.lstatSync(file);
  if (!stats.isDirectory()) return stats.size;
  return fs.readdirSync(file).reduce((sum, name) => sum + sizeOf(path.join(file, name)), 0);
}

/** Says that something is used, so that it is kept longer. */
function touch(file: string): void {
  try {
    const now = new Date();
    fs.utimesSync(file, now, now);
  } catch {
    // It is read all the same.
  }
}
