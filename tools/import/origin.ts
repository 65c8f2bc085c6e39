import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';

/** A text and where it came from. */
export interface Text {
  readonly where: string;
  readonly text: string;
}

/** The largest thing that an import reads, in bytes: Cilium's packaged chart is 0.3 MB, Kubernetes' definitions 4 MB. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Downloads one file.
 *
 * @throws with the URL and what the server or the network said.
 */
export async function download(url: string): Promise<Buffer> {
  const instead = 'Offline? Name a folder that holds it with --from.';
  let response: Response;
  let body: Buffer;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(120_000) });
    body = Buffer.from(await response.arrayBuffer());
  } catch (error) {
    const cause = (error as { cause?: Error }).cause;
    throw new Error(`${url}: ${cause?.message || (error as Error).message}. ${instead}`);
  }
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status} ${response.statusText}. ${instead}`);
  if (body.length > MAX_BYTES)
    throw new Error(`${url}: ${body.length} bytes, more than the ${MAX_BYTES} that an import reads.`);
  return body;
}

/** The folders below a folder, itself first, that exist; `pattern` filters the names of the last level. */
export function folders(root: string, ...levels: readonly RegExp[]): string[] {
  let found = isFolder(root) ? [root] : [];
  for (const level of levels) {
    found = found.flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => level.test(name) && isFolder(join(folder, name)))
        .sort()
        .map((name) => join(folder, name)),
    );
  }
  return found;
}

/** True for a folder, false for anything else and for nothing. */
export function isFolder(path: string): boolean {
  return entry(path)?.isDirectory() ?? false;
}

/** True for a file, false for anything else and for nothing. */
export function isFile(path: string): boolean {
  return entry(path)?.isFile() ?? false;
}

function entry(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    // A path through a file, as if it were a folder.
    return undefined;
  }
}

/** The CRDs of a group in a local folder, one text for each kind; undefined if the folder holds none of them. */
export function localCrds(from: string, group: string, version: string, kinds: readonly string[]): Text[] | undefined {
  if (!isFolder(from)) return undefined;
  const ofVersion = new RegExp(`(^|-)${escapeRegExp(version)}$`);
  const places = [from, ...folders(from, /^crds$/), ...folders(from, /^crds$/, ofVersion), ...folders(from, ofVersion)];
  const texts = new Map<string, Text>();
  for (const place of places) {
    for (const name of readdirSync(place).sort()) {
      const where = join(place, name);
      if (!/\.ya?ml$/.test(name) || !isFile(where)) continue;
      const text = readFileSync(where, 'utf8');
      if (
        !/^kind: CustomResourceDefinition$/m.test(text) ||
        !new RegExp(`^  group: ${escapeRegExp(group)}$`, 'm').test(text)
      )
        continue;
      const kind = /^ {4}kind: (\S+)$/m.exec(text)?.[1];
      if (kind && kinds.includes(kind) && !texts.has(kind)) texts.set(kind, { where, text });
    }
  }
  if (texts.size === 0) return undefined;
  const missing = kinds.filter((kind) => !texts.has(kind));
  if (missing.length > 0) throw new Error(`${from}: has ${group} ${version}, but not ${missing.join(', ')}.`);
  return kinds.map((kind) => texts.get(kind) as Text);
}

/** A file of a local folder that mirrors a URL: under the end of its path that exists, the longest first. */
export function localFile(from: string, url: string): string | undefined {
  const parts = new URL(url).pathname.split('/').filter(Boolean);
  for (let start = 0; start < parts.length; start++) {
    const candidate = join(from, ...parts.slice(start));
    if (isFile(candidate)) return candidate;
  }
  return undefined;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
