import { Files } from '../model/files';
import type { Wanted } from '../model/wanted';
import { MemoryTree } from '../tree/memory-tree';
import { assembleKustomization, remoteRepository, withEntries } from './kustomize-remotes';

// What kustomize v5.8.1 clones and which directory it takes there (repospec_test.go), and what it downloads.
test.each([
  ['github.com/org/repo', 'https://github.com/org/repo', '', ''],
  ['github.com/org/repo/a/b?ref=v1', 'https://github.com/org/repo', 'v1', 'a/b'],
  ['https://github.com/org/repo//a?ref=v1&timeout=90s', 'https://github.com/org/repo', 'v1', 'a'],
  ['https://github.com/org/repo.git//a?version=v1', 'https://github.com/org/repo.git', 'v1', 'a'],
  ['git::https://git.example.com/org/repo.git//a', 'https://git.example.com/org/repo.git', '', 'a'],
  ['git@github.com:org/repo.git//a?ref=x', 'git@github.com:org/repo.git', 'x', 'a'],
  ['git@github.com:org/repo/a/b', 'git@github.com:org/repo', '', 'a/b'],
  ['ssh://git@git.example.com:7999/team/repo.git', 'ssh://git@git.example.com:7999/team/repo.git', '', ''],
  ['gh:org/repo/a', 'https://github.com/org/repo', '', 'a'],
  ['https://git.example.com/group/sub/repo//a?ref=main', 'https://git.example.com/group/sub/repo', 'main', 'a'],
  ['https://dev.azure.com/org/project/_git/repo/a?ref=v1', 'https://dev.azure.com/org/project/_git/repo', 'v1', 'a'],
])('%s is a repository', (entry, url, revision, path) => {
  expect(remoteRepository(entry)).toEqual({ url, revision, path });
});

test.each([
  'https://raw.githubusercontent.com/org/repo/v1/install.yaml',
  'https://github.com/org/repo/releases/download/v1/install.yaml',
  'https://example.com/all.yaml?x=1',
])('%s is a file', (entry) => {
  expect(remoteRepository(entry)).toBeUndefined();
});

test('only the entry is written anew, and everything else of the file stays', () => {
  const before = '# why\nresources:\n- a.yaml # x\n- "https://e.com/a.yaml"\nimages: [{name: https://e.com/a.yaml}]\n';
  expect(withEntries(before, new Map([['https://e.com/a.yaml', 'b.yaml']]))).toBe(
    before.replace('"https://e.com/a.yaml"', '"b.yaml"'),
  );
});

test('bases that lead to each other are wanted once, and end', () => {
  const asked: string[] = [];
  const tree = (other: string) =>
    new MemoryTree(new Map([['kustomization.yaml', `resources: ["https://git.example.com/${other}.git"]\n`]]));
  const trees: Readonly<Record<string, MemoryTree>> = { a: tree('b'), b: tree('a') };
  const elsewhere = {
    find: ({ url }: Wanted) => {
      asked.push(url);
      return { tree: trees[url.slice(-5, -4)] as MemoryTree, because: 'x' };
    },
  };
  const how = { options: {}, charts: false, unrestricted: false };
  const { parts } = assembleKustomization(new Files(), trees.a as MemoryTree, '', how, elsewhere);
  expect(parts).toHaveLength(2);
  expect(asked.length).toBeLessThan(5);
});
