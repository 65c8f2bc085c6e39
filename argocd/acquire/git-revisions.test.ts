import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { application, object } from '../analysis/manifests';
import { check } from '../check';
import type { ReadModel } from '../read/read-model';
import { REPOSITORY } from '../testing/rules';
import { DiskTree } from '../tree/disk-tree';
import { readWithRevisions } from './read-with-revisions';

let dir: string;
let top: string;

beforeEach(() => {
  dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'revisions-')));
  process.env.GIT_CONFIG_GLOBAL = path.join(dir, 'gitconfig');
  process.env.GIT_CONFIG_NOSYSTEM = '1';
  fs.writeFileSync(
    path.join(dir, 'gitconfig'),
    '[user]\nname = a\nemail = a@example.com\n[init]\ndefaultBranch = main\n[gc]\nauto = 0\n[maintenance]\nauto = false\n',
  );
  top = path.join(dir, 'repo');
  fs.mkdirSync(top);
  git('init', '-q');
});
afterEach(() => {
  delete process.env.GIT_CONFIG_GLOBAL;
  delete process.env.GIT_CONFIG_NOSYSTEM;
  fs.rmSync(dir, { recursive: true });
});

// The environment is named: jest's process.env is a copy, which a process that is not given one does not get.
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: top, env: process.env, encoding: 'utf8', stdio: 'pipe' }).trim();

/** Commits files, and gives the commit. */
function commit(files: Readonly<Record<string, string>>): string {
  write(files);
  git('add', '-A');
  git('commit', '-q', '--allow-empty', '-m', 'x');
  return git('rev-parse', 'HEAD');
}

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.join(top, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(top, file), content);
  }
}

/** An Application that reads `web` in a revision. */
const web = (targetRevision: string | undefined, name = 'web', repoURL = REPOSITORY) =>
  application({ source: { repoURL, path: 'web', targetRevision } }, { name });

function read(at = top, dirs = ['apps']): Promise<ReadModel> {
  const tree = new DiskTree(at, '');
  return readWithRevisions({
    directories: dirs.map((one) => ({ tree, dir: one, remotes: [REPOSITORY] })),
    repositories: [],
    argocdVersion: '3.4.4',
  });
}

/** What Applications render, and why not, each by its name. */
function outcome({ model }: ReadModel): Record<string, unknown> {
  return Object.fromEntries(
    model.applications.map(({ name, sources, resources }) => [
      name,
      sources[0]?.notRendered ?? resources.map(({ resource }) => `${resource.name} ${resource.origin.name}`),
    ]),
  );
}

describe('a revision that the clone has is read from it', () => {
  test('a tag, a commit, and a branch of the remote whose name is that of a version', async () => {
    const old = commit({ 'web/x.yaml': object('ConfigMap', 'old') });
    git('tag', '-a', 'v1.2.0', '-m', 'x');
    git('update-ref', 'refs/remotes/origin/1.2', old);
    commit({ 'web/x.yaml': object('ConfigMap', 'new') });
    write({
      'apps/tag.yaml': web('v1.2.0', 'tag'),
      'apps/full.yaml': web('refs/tags/v1.2.0', 'full'),
      'apps/commit.yaml': web(old, 'commit'),
      'apps/short.yaml': web(old.slice(0, 7), 'short'),
      'apps/branch.yaml': web('1.2', 'branch'),
    });
    const found = await read();
    expect(outcome(found)).toEqual({
      tag: ['old v1.2.0:web/x.yaml'],
      full: ['old refs/tags/v1.2.0:web/x.yaml'],
      commit: [`old ${old}:web/x.yaml`],
      short: [`old ${old.slice(0, 7)}:web/x.yaml`],
      branch: ['old 1.2:web/x.yaml'],
    });
    const short = old.slice(0, 12);
    const because = Object.fromEntries(found.model.repositories.map((one) => [one.revision, one.because]));
    expect(because).toMatchObject({
      'v1.2.0': `tag v1.2.0 of this checkout, commit ${short}`,
      [old]: `a commit of this checkout, commit ${short}`,
      '1.2': `branch origin/1.2 of this checkout as it was last fetched, commit ${short}`,
    });
  });

  test('what is found there leads on, to other revisions', async () => {
    commit({ 'web/x.yaml': object('ConfigMap', 'first') });
    git('tag', 'v1.0.0');
    commit({ 'web/x.yaml': web('v1.0.0', 'second') });
    git('tag', 'v2.0.0');
    commit({ 'web/x.yaml': object('ConfigMap', 'third'), 'apps/web.yaml': web('v2.0.0', 'first') });
    expect(outcome(await read())).toEqual({
      first: ['second v2.0.0:web/x.yaml'],
      second: ['first v1.0.0:web/x.yaml'],
    });
  });

  test('so do the values of another source, and the directories of an ApplicationSet', async () => {
    commit({ 'envs/old/x.yaml': object('ConfigMap', 'x'), 'values.yaml': 'a: old\n' });
    git('tag', 'v1.0.0');
    git('rm', '-q', '-r', 'envs', 'values.yaml');
    commit({});
    write({
      'apps/values.yaml': application(
        {
          sources: [
            { repoURL: 'https://charts.example.com', chart: 'web', helm: { valueFiles: ['$files/values.yaml'] } },
            { repoURL: REPOSITORY, targetRevision: 'v1.0.0', ref: 'files' },
          ],
        },
        { name: 'values' },
      ),
      'apps/set.yaml': JSON.stringify({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'ApplicationSet',
        metadata: { name: 'set', namespace: 'argocd' },
        spec: {
          goTemplate: true,
          generators: [{ git: { repoURL: REPOSITORY, revision: 'v1.0.0', directories: [{ path: 'envs/*' }] } }],
          template: {
            metadata: { name: '{{.path.basename}}' },
            spec: {
              project: 'default',
              source: { repoURL: REPOSITORY, targetRevision: 'v1.0.0', path: '{{.path.path}}' },
              destination: { name: 'in-cluster', namespace: 'x' },
            },
          },
        },
      }),
    });
    const found = await read();
    expect(found.model.applications.find(({ name }) => name === 'values')?.sources[0]?.values).toMatchObject([
      { fields: { a: 'old' }, origin: { name: 'v1.0.0:values.yaml' } },
    ]);
    expect(outcome(found)).toMatchObject({ old: ['x v1.0.0:envs/old/x.yaml'] });
  });
});

describe('a submodule of a revision, which Argo CD checks out and the clone does not have,', () => {
  const paths = ['charts/inner', 'charts/inner/deploy', 'link', 'link/deploy'];

  test.each(paths)('is not checked where the path of a source leads to it: %s', async (path) => {
    const inner = commit({ 'web/x.yaml': '' });
    git('update-index', '--add', '--cacheinfo', `160000,${inner},charts/inner`);
    fs.symlinkSync('charts/inner', `${top}/link`);
    git('add', 'link');
    git('commit', '-q', '-m', 'x');
    git('tag', 'v1.0.0');
    write({ 'apps/web.yaml': application({ source: { repoURL: REPOSITORY, path, targetRevision: 'v1.0.0' } }) });
    const found = await read();
    expect(found.model.applications[0]?.sources[0]).toMatchObject({
      notRendered: 'v1.0.0:charts/inner is a submodule, whose files are not in this clone',
    });
    const report = check({ directories: [], repositories: [], read: found });
    expect(report).toMatchObject({ findings: [], unchecked: [{ reason: expect.stringContaining('is a submodule') }] });
  });
});

describe('a submodule that something above it reads is not checked, with the reason, and not taken for empty:', () => {
  const submodule = () => {
    const inner = commit({ 'web/x.yaml': '' });
    write({ '.gitmodules': '[submodule "inner"]\n\tpath = deploy/inner\n\turl = https://example.com/inner.git\n' });
    git('update-index', '--add', '--cacheinfo', `160000,${inner},deploy/inner`);
    git('add', '.gitmodules');
  };
  const files = (source: object) => ({
    'deploy/x.yaml': object('ConfigMap', 'x'),
    'apps/web.yaml': application({ source: { repoURL: REPOSITORY, path: 'deploy', ...source } }),
  });
  const KUSTOMIZATION = { 'deploy/kustomization.yaml': 'resources:\n- x.yaml\n- inner\n' };
  const INSIDE = { 'deploy/kustomization.yaml': 'resources:\n- x.yaml\n- inner/web/x.yaml\n' };
  const RECURSE = { directory: { recurse: true } };

  test.each([
    ['a directory source', RECURSE, {}],
    ['a kustomization', {}, KUSTOMIZATION],
    ['a kustomization that names a file in it', {}, INSIDE],
  ])('%s of a revision', async (_, source, more) => {
    submodule();
    write({ ...files({ ...source, targetRevision: 'v1.0.0' }), ...more });
    git('add', 'deploy/x.yaml', ...Object.keys(more));
    git('commit', '-q', '-m', 'x');
    git('tag', 'v1.0.0');
    const found = await read();
    expect(found.model.applications[0]?.sources[0]?.notRendered).toContain(
      'v1.0.0:deploy/inner is a submodule, whose files are not in this clone',
    );
    expect(check({ directories: [], repositories: [], read: found }).findings).toEqual([]);
  });

  test.each([
    ['a directory source', RECURSE, {}],
    ['a kustomization', {}, KUSTOMIZATION],
    ['a kustomization that names a file in it', {}, INSIDE],
    ['a source whose path it is', { path: 'deploy/inner' }, {}],
    ['a source whose path is in it', { path: 'deploy/inner/web' }, {}],
  ])('%s, where it was not checked out on disk', async (_, source, more) => {
    submodule();
    write({ ...files(source), ...more });
    fs.mkdirSync(`${top}/deploy/inner`);
    const found = await read();
    expect(found.model.applications[0]?.sources[0]?.notRendered).toContain(
      'deploy/inner is a submodule that is not checked out here; git submodule update --init gets its files',
    );
    const report = check({ directories: [], repositories: [], read: found });
    expect(report.findings).toEqual([]);
    expect(report.unchecked).toContainEqual(
      expect.objectContaining({ reason: expect.stringContaining('is a submodule that is not checked out here') }),
    );
  });

  test('one that is checked out is read', async () => {
    submodule();
    write({ ...files(RECURSE), 'deploy/inner/web/x.yaml': object('ConfigMap', 'inside') });
    const [web] = (await read()).model.applications;
    expect(web?.sources[0]?.notRendered).toBeUndefined();
    expect(web?.resources.map(({ resource }) => resource.name).sort()).toEqual(['inside', 'x']);
  });
});

test('a symlink whose object the clone lacks: what it leads to is not checked', async () => {
  commit({ 'deploy/x.yaml': '' });
  fs.symlinkSync('deploy', `${top}/link`);
  commit({});
  git('tag', 'v1.0.0');
  const oid = git('rev-parse', 'HEAD:link');
  fs.rmSync(`${top}/.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`);
  write({ 'apps/web.yaml': application({ source: { repoURL: REPOSITORY, path: 'link', targetRevision: 'v1.0.0' } }) });
  const report = check({ directories: [], repositories: [], read: await read() });
  const reason = expect.stringContaining('lacks this object');
  expect(report.findings).toEqual([]);
  expect(report.unchecked).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ subject: `Application website: path "link" of ${REPOSITORY}`, reason }),
      expect.objectContaining({ subject: 'whether symlink v1.0.0:link leads out of the repository', reason }),
    ]),
  );
});

describe('what is checked out is read for a branch, as before', () => {
  test('main and HEAD, and every branch that looks like none of another version', async () => {
    const old = commit({ 'web/x.yaml': object('ConfigMap', 'old') });
    for (const branch of ['main', 'HEAD', 'develop']) git('update-ref', `refs/remotes/origin/${branch}`, old);
    git('tag', 'main');
    write({ 'web/x.yaml': object('ConfigMap', 'new') });
    const names = [undefined, 'HEAD', 'main', 'develop', 'gone'];
    for (const name of names) write({ [`apps/${name}.yaml`]: web(name, `${name}`.toLowerCase()) });
    expect(outcome(await read())).toEqual(
      Object.fromEntries(names.map((name) => [`${name}`.toLowerCase(), ['new web/x.yaml']])),
    );
  });

  test('but a tag is one, whatever its name', async () => {
    commit({ 'web/x.yaml': object('ConfigMap', 'old') });
    git('tag', 'stable');
    commit({ 'web/x.yaml': object('ConfigMap', 'new'), 'apps/web.yaml': web('stable') });
    expect(outcome(await read())).toEqual({ web: ['old stable:web/x.yaml'] });
  });
});

describe('why a revision cannot be had is said, with what to do', () => {
  const reason = async (targetRevision: string, at = top) => {
    write({ 'apps/web.yaml': web(targetRevision) });
    return outcome(await read(at)).web;
  };

  test('it is not in the clone, or only the remote knows', async () => {
    commit({ 'web/x.yaml': '' });
    expect(await reason('v9.0.0')).toBe(
      `revision "v9.0.0" is not at hand: no tag, branch of origin or commit of this checkout; git fetch --tags gets what the remote has (give it with --repo ${REPOSITORY}@v9.0.0=DIR)`,
    );
    expect(await reason('>=1.0.0')).toContain('it is a range of versions, and only the remote knows which tag');
    expect(await reason('v1.x')).toContain('it is a range of versions');
    expect(await reason('1234567890123456789012345678901234567890')).toContain('no tag, branch of origin or commit');
  });

  test('fewer digits than seven are no commit to Argo CD, though Git finds one by them', async () => {
    commit({ 'web/x.yaml': '' });
    // One whose name begins like a number: other short names may be those of branches.
    let found: string | undefined;
    for (let i = 0; found === undefined; i += 1)
      found = /^\d{6}/.exec(git('commit-tree', 'HEAD^{tree}', '-m', `${i}`))?.[0];
    expect(git('cat-file', '-t', found)).toBe('commit');
    expect(await reason(found)).toContain('no tag, branch of origin or commit of this checkout');
  });

  test('a tag and a branch of one name are two things', async () => {
    const old = commit({ 'web/x.yaml': '' });
    git('update-ref', 'refs/remotes/origin/1.0', old);
    git('tag', '1.0');
    expect(await reason('1.0')).toEqual([]);
    commit({});
    git('tag', '-f', '1.0');
    expect(await reason('1.0')).toContain('this checkout has a tag and a branch of that name, which differ');
  });

  test('the clone is shallow', async () => {
    const old = commit({ 'web/x.yaml': '' });
    commit({ 'apps/web.yaml': web(old) });
    execFileSync('git', ['clone', '-q', '--depth=1', `file://${top}`, path.join(dir, 'clone')], { env: process.env });
    const found = outcome(await read(path.join(dir, 'clone'))).web;
    expect(found).toContain('which is a shallow clone: git fetch --unshallow --tags gets the rest');
  });

  test('Git refuses a clone of another owner', async () => {
    if (process.getuid?.() !== 0) {
      console.log('skipped: only root can give a repository to somebody else');
      return;
    }
    commit({ 'web/x.yaml': '' });
    git('tag', 'v1.0.0');
    write({ 'apps/web.yaml': web('v1.0.0') });
    fs.chownSync(top, 12345, 12345);
    fs.chownSync(path.join(top, '.git'), 12345, 12345);
    expect(outcome(await read()).web).toMatch(/Git cannot read this checkout: fatal: detected dubious ownership/);
  });

  test('a folder of a checkout is another repository, as far as anyone knows', async () => {
    commit({ 'vendor/web/x.yaml': '', 'apps/web.yaml': web('v1.0.0') });
    git('tag', 'v1.0.0');
    const found = await readWithRevisions({
      directories: [{ tree: new DiskTree(top, ''), dir: 'apps' }],
      repositories: [{ url: REPOSITORY, tree: new DiskTree(path.join(top, 'vendor')), because: 'given' }],
      argocdVersion: '3.4.4',
    });
    expect(outcome(found).web).toMatch(/^revision "v1.0.0" is not at hand \(give it with/);
  });
});
