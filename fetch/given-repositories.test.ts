import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { DiskTree } from '../argocd/tree/disk-tree';
import { GivenRepositories } from './given-repositories';

const URL = 'https://git.example.com/platform/bases';

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'given-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

/** What a kustomization gets that names a base in another repository. */
async function base(revision: string, given: { readonly url?: string; readonly revision?: string } = {}) {
  const repository = { url: URL, tree: new DiskTree(dir, 'bases'), because: 'given', ...given };
  const wanted = { kind: 'git', url: URL, revision, chart: '', atHand: [] } as const;
  const found = await new GivenRepositories([repository]).acquire(wanted);
  return found?.tree && Buffer.from(found.tree.read('name')).toString();
}

test('a base of kustomize in a repository that is given needs no network, however its URL is written', async () => {
  fs.writeFileSync(path.join(dir, 'name'), 'here');
  expect(await base('v1')).toBe('here');
  expect(await base('', { url: `${URL}.git` })).toBe('here');
  expect(await base('v1', { url: 'git@git.example.com:platform/bases.git' })).toBe('here');
  expect(await base('v1', { revision: 'v1' })).toBe('here');
  // Those of another revision are other files.
  expect(await base('v1', { revision: 'v2' })).toBeUndefined();
  expect(await base('v1', { url: 'https://git.example.com/platform/others' })).toBeUndefined();
});

test('of a clone that is given, a base is read in the revision that the kustomization names, if the clone has it', async () => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', dir, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args]);
  git('init', '-q');
  fs.writeFileSync(path.join(dir, 'name'), 'first');
  git('add', '.');
  git('commit', '-qm', 'first');
  git('tag', 'v1');
  fs.writeFileSync(path.join(dir, 'name'), 'second');
  expect(await base('v1')).toBe('first');
  expect(await base('v2')).toBe('second');
});
