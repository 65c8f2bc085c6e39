import * as fs from 'node:fs';
import * as path from 'node:path';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { KUSTOMIZATIONS } from '../model/directory';
import type { Files } from '../model/files';
import type { FileTree } from '../tree/file-tree';
import { join } from '../tree/tree-path';
import { CannotRender } from './cannot-render';
import { Contents } from './contents';
import { type Elsewhere, treeElsewhere } from './elsewhere';
import { type KustomizeFiles, type KustomizeReading, kustomizeFiles, type RemoteEntry } from './kustomize-files';

/** More bases that lead to each other than anybody has. */
const MAX_REMOTES = 200;

/** A part of a kustomization that is put together from several places. */
export interface Part {
  readonly tree: FileTree;
  readonly paths: ReadonlySet<string>;
  /** Where it is put, from the top; `''` for the kustomization itself. */
  readonly at: string;
}

/** An entry of a kustomization that is written anew. */
export interface Rewrite {
  /** The directory of the kustomization, from the top. */
  readonly dir: string;
  readonly from: string;
  readonly to: string;
}

/** A kustomization with all that it names elsewhere. */
export interface AssembledKustomization extends KustomizeFiles {
  /** What is elsewhere. None if all is in the repository. */
  readonly parts: readonly Part[];
  readonly rewrites: readonly Rewrite[];
}

/**
 * What a kustomization may read, in the repository and elsewhere: kustomize itself fetches nothing.
 *
 * @throws CannotRender if something is not at hand
 */
export function assembleKustomization(
  files: Files,
  tree: FileTree,
  top: string,
  reading: Omit<KustomizeReading, 'remote'>,
  elsewhere: Elsewhere,
): AssembledKustomization {
  const parts: Part[] = [];
  const rewrites: Rewrite[] = [];
  const placed = new Map<string, string>();
  const problems: CannotRender[] = [];

  const remote =
    (at: string) =>
    (one: RemoteEntry): void => {
      try {
        if ('chart' in one) inflate(at, one);
        else rewrites.push({ dir: join(at, one.dir), from: one.entry, to: place(join(at, one.dir), one.entry) });
      } catch (error) {
        // All that is wanted is asked for at once.
        if (!(error instanceof CannotRender)) throw error;
        problems.push(error);
      }
    };

  const inflate = (at: string, one: Extract<RemoteEntry, { readonly chart: unknown }>): void => {
    const { name, version, repository } = one.chart;
    if (repository === '') throw new CannotRender(`the chart ${name} of helmCharts is not there, and has no repo`);
    const wanted = { kind: 'chart', url: repository, revision: version, chart: name } as const;
    const found = treeElsewhere(elsewhere, wanted, `the chart ${name} of helmCharts`);
    parts.push({ tree: found, paths: new Set(['']), at: join(at, one.place) });
  };

  /** Puts what an entry means beside the rest. @returns the way to it */
  const place = (dir: string, entry: string): string => {
    const repository = remoteRepository(entry);
    const key = repository ? `${repository.url}\n${repository.revision}` : entry;
    let folder = placed.get(key);
    const isKnown = folder !== undefined;
    folder ??= `.groundwork-fetched/${placed.size + 1}`;
    if (placed.size > MAX_REMOTES) throw new CannotRender(`more than ${MAX_REMOTES} remote bases lead to each other`);
    if (!repository) {
      const wanted = { kind: 'file', url: entry, revision: '', chart: '' } as const;
      const found = treeElsewhere(elsewhere, wanted, entry);
      const name = found.list('')[0]?.name as string;
      // kustomize reads files only below the directory of a kustomization, directories anywhere.
      const own = `.groundwork-fetched-${placed.size + 1}-${name}`;
      placed.set(`${dir} ${entry}`, own);
      parts.push({ tree: renamed(found, name, own), paths: new Set(['']), at: dir });
      return own;
    }
    const { url, revision, path: inside } = repository;
    const found = treeElsewhere(elsewhere, { kind: 'git', url, revision, chart: '' }, entry);
    placed.set(key, folder);
    const below = `${key}\n${inside}`;
    if (!isKnown || !placed.has(below)) {
      placed.set(below, folder);
      if (inside !== '' && found.type(inside) === undefined)
        throw new CannotRender(`${entry}: the repository has no ${inside}`);
      const read = kustomizeFiles(files, found, inside, { ...reading, options: {}, remote: remote(folder) });
      parts.push({ tree: found, paths: read.paths, at: folder });
    }
    return path.posix.relative(dir, join(folder, inside)) || '.';
  };

  const own = kustomizeFiles(files, tree, top, { ...reading, remote: remote('') });
  const [problem] = problems;
  if (problem) throw problem;
  return { ...own, parts, rewrites };
}

/** Puts the parts into a folder that has the kustomization itself, and writes the entries anew. */
export function putTogether(folder: string, { parts, rewrites }: AssembledKustomization): void {
  for (const { tree, paths, at } of parts) {
    const contents = new Contents(tree);
    for (const one of paths) contents.copy(one, path.join(folder, at));
  }
  for (const dir of new Set(rewrites.map((one) => one.dir))) {
    const name = KUSTOMIZATIONS.find((one) => fs.existsSync(path.join(folder, dir, one)));
    if (name === undefined) continue;
    const file = path.join(folder, dir, name);
    const to = new Map(rewrites.filter((one) => one.dir === dir).map((one) => [one.from, one.to]));
    const written = withEntries(fs.readFileSync(file, 'utf8'), to);
    // Not through a link into another file.
    fs.rmSync(file);
    fs.writeFileSync(file, written);
  }
}

/** A kustomization in which some entries of its lists are others. */
export function withEntries(kustomization: string, to: ReadonlyMap<string, string>): string {
  const document = parseDocument(kustomization, { version: '1.1' });
  const places: { readonly start: number; readonly end: number; readonly to: string }[] = [];
  if (isMap(document.contents)) {
    for (const { value } of document.contents.items) {
      if (!isSeq(value)) continue;
      for (const item of value.items) {
        if (!isScalar(item) || typeof item.value !== 'string' || !item.range) continue;
        const other = to.get(item.value);
        if (other !== undefined) places.push({ start: item.range[0], end: item.range[1], to: other });
      }
    }
  }
  let result = kustomization;
  for (const one of places.sort((a, b) => b.start - a.start))
    result = `${result.slice(0, one.start)}${JSON.stringify(one.to)}${result.slice(one.end)}`;
  return result;
}

/** A repository that kustomize would clone. */
interface RemoteRepository {
  readonly url: string;
  readonly revision: string;
  /** In the repository. */
  readonly path: string;
}

/**
 * The repository that an entry names; `undefined` for a file at a URL.
 *
 * @see https://github.com/kubernetes-sigs/kustomize/blob/kustomize/v5.8.1/api/internal/git/repospec.go
 */
export function remoteRepository(entry: string): RemoteRepository | undefined {
  const [written = '', query = ''] = splitOnce(entry.replace(/^git::/, ''), '?');
  const parameters = new URLSearchParams(query);
  const revision = parameters.get('ref') ?? parameters.get('version') ?? '';
  const plain = written.replace(/^gh:/i, 'https://github.com/');
  const ssh = /^((?:ssh:\/\/)?[\w.-]+@[^/:]+(?::\d+\/|[/:]))(.*)$/.exec(plain);
  const http = ssh ? null : /^(?:(https?:\/\/))?([^/:]+(?::\d+)?[/:])(.*)$/i.exec(plain);
  const [host, rest] = ssh
    ? [ssh[1] as string, ssh[2] as string]
    : http
      ? [`${http[1] ?? 'https://'}${(http[2] as string).replace(/:$/, '/')}`, http[3] as string]
      : ['', ''];
  if (host === '') return undefined;
  const git =
    /^(.*?\.git)(?:\/+(.*))?$/.exec(rest) ??
    /^((?:.*\/)?_git\/[^/]+)(?:\/+(.*))?$/.exec(rest) ??
    /^(.+?)\/\/(.*)$/.exec(rest);
  if (git) return { url: `${host}${git[1]}`, revision, path: clean(git[2]) };
  const isFile = /\.(?:ya?ml|json)$/i.test(rest) && revision === '';
  const known = /(?:^|[/@])(?:github\.com|gitlab\.com|bitbucket\.org)[/:]/i.test(host);
  if (!ssh && (isFile || (!known && revision === ''))) return undefined;
  const [, repository = rest, inside = ''] = /^([^/]+\/[^/]+)(?:\/(.*))?$/.exec(rest) ?? [];
  return { url: `${host}${repository}`, revision, path: clean(inside) };
}

function clean(inside = ''): string {
  return inside
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

function splitOnce(text: string, by: string): readonly string[] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + by.length)];
}

/** A tree of one file, under another name. */
function renamed(tree: FileTree, name: string, other: string): FileTree {
  return {
    label: tree.label,
    list: () => [{ name: other, type: 'file' }],
    type: (file) => (file === other ? 'file' : file === '' ? 'directory' : undefined),
    read: () => tree.read(name),
    size: () => tree.size(name),
    readlink: (file) => tree.readlink(file),
  };
}
