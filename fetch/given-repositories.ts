import type { Acquirer } from '../argocd/acquire/acquirer';
import { GitRevisions } from '../argocd/acquire/git-revisions';
import { fields, text } from '../argocd/model/resource';
import type { Repository } from '../argocd/model/types';
import type { Acquired, Wanted } from '../argocd/model/wanted';
import { normalizeGitUrl, placeOfRepository } from '../argocd/semantics/git-url';
import { maxVersion, NoSuchVersion, parseVersion } from '../argocd/semantics/semver';
import { display, type FileTree } from '../argocd/tree/file-tree';
import { SubTree } from '../argocd/tree/sub-tree';
import { TreeError } from '../argocd/tree/tree-error';
import { join } from '../argocd/tree/tree-path';
import { readFirstDocument } from '../argocd/yaml/text';
import { unpack } from './archive';
import { entryFor } from './chart-index';
import { FetchError } from './fetch-error';

/** A chart in a folder that was given. */
interface Given {
  readonly version: string;
  /** A folder, or an archive. */
  readonly path: string;
  readonly isFolder: boolean;
}

/**
 * What repositories have whose files are given (`--repo URL=DIR`). Charts and artifacts: as archives, or unpacked, in the
 * folder itself, or in `charts/` or a folder of the name in it. Of Git: what a kustomization names; the sources of
 * Applications are found before anybody is asked.
 */
export class GivenRepositories implements Acquirer {
  private readonly revisions = new GitRevisions();

  /** @param repositories whose files are given */
  constructor(private readonly repositories: readonly Repository[]) {}

  async acquire(wanted: Wanted): Promise<Acquired | undefined> {
    if (wanted.kind === 'git' && wanted.atHand.length === 0) return this.commit(wanted);
    if (wanted.kind !== 'chart' && wanted.kind !== 'oci') return undefined;
    const atHand = this.repositories.filter(({ url, revision }) => {
      const same =
        plain(url) === plain(wanted.url) ||
        (wanted.kind === 'chart' && plain(url) === plain(`${wanted.url}/${wanted.chart}`));
      return same && (revision === undefined || revision === wanted.revision);
    });
    let reason: Acquired | undefined;
    for (const { tree } of atHand) {
      try {
        if (wanted.kind === 'oci') return { tree, because: 'given' };
        return { tree: await chartIn(tree, wanted), because: 'given' };
      } catch (error) {
        if (!(error instanceof FetchError || error instanceof NoSuchVersion || error instanceof TreeError)) throw error;
        reason = { reason: `${display(tree, '') || '.'}: ${error.message}` };
      }
    }
    return reason;
  }

  /** A folder for any revision gives way to the very revision, if it is a clone that has it. */
  private async commit(wanted: Wanted): Promise<Acquired | undefined> {
    const same = (url: string) =>
      normalizeGitUrl(url) === normalizeGitUrl(wanted.url) || placeOfRepository(url) === placeOfRepository(wanted.url);
    const atHand = this.repositories.filter(({ url }) => same(url));
    const exact = atHand.find(({ revision }) => revision !== undefined && revision === wanted.revision);
    if (exact) return { tree: exact.tree, because: 'given' };
    const any = atHand.find(({ revision }) => revision === undefined);
    if (!any) return undefined;
    const found = wanted.revision === '' ? undefined : await this.revisions.acquire({ ...wanted, atHand: [any] });
    return found?.tree ? found : { tree: any.tree, because: 'given' };
  }
}

async function chartIn(tree: FileTree, { chart, revision }: Wanted): Promise<FileTree> {
  const name = chart.split('/').at(-1) as string;
  const found = chartsIn(tree, name);
  if (found.length === 0) throw new FetchError(`it has neither ${name}-VERSION.tgz nor a folder of the chart ${name}`);
  const versions = found.map(({ version }) => version);
  const version = parseVersion(revision) ? revision : maxVersion(revision === '' ? '*' : revision, versions);
  const entry = entryFor(
    found.map((one) => ({ version: one.version, urls: [one.path], digest: '' })),
    version,
  );
  const chosen = found.find(({ path }) => path === entry?.urls[0]);
  if (!chosen) throw new FetchError(`it has ${name} ${versions.join(', ')}, and not ${revision}`);
  if (chosen.isFolder) return chosen.path === '' ? tree : new SubTree(tree, chosen.path);
  return unpack(tree.read(chosen.path), display(tree, chosen.path), name);
}

function chartsIn(tree: FileTree, name: string): readonly Given[] {
  const places = ['', 'charts', name, join('charts', name)].filter(
    (one) => one === '' || tree.type(one) === 'directory',
  );
  const found = new Map<string, Given>();
  const addFolder = (dir: string): void => {
    const file = join(dir, 'Chart.yaml');
    if (tree.type(file) !== 'file') return;
    const meta = fields(readFirstDocument(Buffer.from(tree.read(file)).toString('utf8')).value);
    if (text(meta.name) === name) found.set(dir, { version: text(meta.version), path: dir, isFolder: true });
  };
  for (const place of places) {
    addFolder(place);
    for (const { name: entry, type } of tree.list(place)) {
      const path = join(place, entry);
      if (type === 'directory' && (entry === name || entry.startsWith(`${name}-`))) addFolder(path);
      if (type !== 'file' || !entry.endsWith('.tgz') || !entry.startsWith(`${name}-`)) continue;
      const version = entry.slice(name.length + 1, -'.tgz'.length);
      if (parseVersion(version)) found.set(path, { version, path, isFolder: false });
    }
  }
  return [...found.values()];
}

/** How two URLs of a repository of charts are compared. */
function plain(url: string): string {
  return url
    .toLowerCase()
    .replace(/^oci:\/\//, '')
    .replace(/\/+$/, '');
}
