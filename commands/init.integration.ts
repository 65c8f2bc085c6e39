import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { devDependencies, peerDependencies, version } from '../package.json';
import { GROUNDWORK, installInto, ROOT, runNode } from '../test/new-project';
import { writeNew } from './init/new-files';
import { packageName, scaffold, TEMPLATES, type TemplateName } from './init/template';

const NAMES = Object.keys(TEMPLATES) as TemplateName[];

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-init-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

const run = (program: string, args: readonly string[], cwd = dir) => runNode(program, args, cwd);
const init = (...args: string[]) => run(GROUNDWORK, ['init', ...args]);

/** Every file and folder below a folder, with its text. */
function tree(folder: string): Record<string, string> {
  const entries = fs.readdirSync(folder, { withFileTypes: true, recursive: true }).map((entry): [string, string] => {
    const file = path.join(entry.parentPath, entry.name);
    return [path.relative(folder, file), entry.isFile() ? fs.readFileSync(file, 'utf8') : '(no file)'];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe.each(NAMES)('the template %s', (template) => {
  let files: Record<string, string>;
  beforeEach(() => {
    expect(init('my-cluster', '--template', template)).toMatchObject({ status: 0, stderr: '' });
    files = tree(path.join(dir, 'my-cluster'));
  });

  test('has everything that a project needs', () => {
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        '.gitattributes',
        '.github/workflows/ci.yaml',
        '.gitignore',
        '.gitlab-ci.yml',
        'README.md',
        'cdk8s.yaml',
        'charts/team-apps.ts',
        'imports',
        'main.ts',
        'package.json',
        'test/main.test.ts',
        'tsconfig.json',
      ]),
    );
  });

  test('is filled in, says what to look up for each fact, and names only files that it has', () => {
    const text = Object.values(files).join('\n');
    expect(text).not.toMatch(/(?<!\$)\{\{|dot-git|seed|TODO|FIXME/i);
    // A README of one screen.
    expect(files['README.md']?.split('\n').length).toBeLessThan(60);
    const named = [...(files['README.md'] ?? '').matchAll(/`([\w./-]+\.(?:ts|yaml|json))`/g)].map(
      ([, file]) => file as string,
    );
    expect(named.length).toBeGreaterThan(1);
    for (const file of named)
      expect([
        file,
        Object.keys(files).some((one) => one === file || one.endsWith(`/${file}`) || file === 'package-lock.json'),
      ]).toEqual([file, true]);
    for (const [, script] of `${files['README.md']}${files['.gitlab-ci.yml']}`.matchAll(/npm run (\w+)/g))
      expect(JSON.parse(files['package.json'] ?? '').scripts).toHaveProperty(script as string);
  });

  test('installs this version, and the tools that it is tested with', () => {
    const manifest = JSON.parse(files['package.json'] ?? '');
    expect(manifest).toMatchObject({ name: 'my-cluster', private: true });
    expect(manifest.dependencies['cdk8s-groundwork']).toBe(`^${version}`);
    expect(Object.keys(manifest.dependencies)).toEqual(expect.arrayContaining(Object.keys(peerDependencies)));
    const { 'cdk8s-groundwork': _, ...others } = { ...manifest.dependencies, ...manifest.devDependencies };
    expect(devDependencies).toMatchObject(others);
  });

  test('cdk8s synth writes to the same folder as in this repository', () => {
    const output = (text: string) => /^output: .*$/m.exec(text)?.[0];
    expect(output(files['cdk8s.yaml'] ?? '')).toBe(output(fs.readFileSync(path.join(ROOT, 'cdk8s.yaml'), 'utf8')));
  });
});

test('the platform is the one of this repository, but for the version of Cilium, which is the newest', () => {
  init('p');
  const project = installed('p');
  const main = path.join(project, 'main.ts');
  fs.writeFileSync(main, fs.readFileSync(main, 'utf8').replace("'1.20.0'", "'1.16.5'"));
  expect(run(GROUNDWORK, ['synth', '--quiet', '--no-type-check'], project)).toMatchObject({ status: 0, stderr: '' });
  // The first line says where it is declared, which is another file for some.
  const rendered = (folder: string) =>
    Object.entries(tree(folder))
      .filter(([file]) => file !== 'SHA256SUMS' && !file.startsWith('.groundwork'))
      .map(([file, text]) => [file, text.replace(/^# Generated .*\n/, '')]);
  expect(rendered(path.join(project, 'dist'))).toEqual(rendered(path.join(ROOT, 'dist')));
});

function installed(name: string): string {
  const project = path.join(dir, name);
  installInto(project);
  return project;
}

test('what was made renders, passes check, compiles and passes its own test, which fails when something changes', () => {
  init('p', '--template', 'apps');
  const project = installed('p');
  const fine = { status: 0, stderr: expect.anything() };
  expect(run(GROUNDWORK, ['synth'], project)).toMatchObject({ status: 0, stderr: '' });
  expect(run(GROUNDWORK, ['check'], project).stdout).toMatch(/nothing found \(.*10 Applications, 2 AppProjects/);
  expect(run(GROUNDWORK, ['check', '--stale'], project)).toMatchObject({ status: 0, stderr: '' });
  expect(run(path.join(ROOT, 'node_modules/typescript/bin/tsc'), ['--noEmit'], project)).toMatchObject({
    status: 0,
    stdout: '',
  });
  const cache = `--cacheDirectory=${path.join(project, 'node_modules/.cache/jest')}`;
  const jest = (...args: string[]) => run(path.join(ROOT, 'node_modules/jest/bin/jest.js'), [cache, ...args], project);
  expect(jest()).toMatchObject({ ...fine, stderr: expect.stringContaining('1 snapshot written') });
  const main = path.join(project, 'main.ts');
  fs.writeFileSync(main, fs.readFileSync(main, 'utf8').replace("'backend'", "'database'"));
  expect(jest('--ci')).toMatchObject({ status: 1, stderr: expect.stringContaining('apps/dev/database.yaml') });
});

test('the example of imports/helm-values.d.ts, without its slashes, adds a version that compiles and is rendered, with a warning', () => {
  init('p');
  const project = installed('p');
  const versions = path.join(project, 'imports/helm-values.d.ts');
  fs.writeFileSync(versions, fs.readFileSync(versions, 'utf8').replace(/^\/\/ (?=declare| {2}|\})/gm, ''));
  const main = path.join(project, 'main.ts');
  const declare = (to: string) =>
    fs.writeFileSync(main, fs.readFileSync(main, 'utf8').replace(/version: '1\.20\.\d+'/, to));
  declare("version: '1.20.1'");
  expect(run(GROUNDWORK, ['synth', '--quiet'], project)).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('cilium 1.20.1'),
  });
  expect(fs.readFileSync(path.join(project, 'dist/infra/cilium.yaml'), 'utf8')).toContain('targetRevision: 1.20.1');
  declare("version: '1.20.2'");
  expect(run(GROUNDWORK, ['synth', '--quiet'], project)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('"1.20.2"'),
  });
});

describe('a folder that is not empty', () => {
  test('is refused: what is there and the way out are named', () => {
    fs.writeFileSync(path.join(dir, 'README.md'), 'mine');
    fs.mkdirSync(path.join(dir, 'charts'));
    const before = tree(dir);
    for (const args of [[], ['.'], ['--dry-run']]) {
      const { status, stdout, stderr } = init(...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/this folder is not empty: it has README\.md, charts\..*--add/);
      expect(tree(dir)).toEqual(before);
    }
  });

  test('gets what is missing with --add; what is there stays as it is', () => {
    fs.writeFileSync(path.join(dir, 'README.md'), 'mine');
    fs.mkdirSync(path.join(dir, 'charts'));
    fs.symlinkSync('nowhere', path.join(dir, 'main.ts'));
    const { status, stdout } = init('--add', '--template', 'apps');
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^left {2}README\.md/m) });
    expect(stdout).toMatch(/^left {2}main\.ts/m);
    expect(stdout).toMatch(/^wrote {2}charts\/team-apps\.ts$/m);
    expect(tree(dir)).toMatchObject({ 'README.md': 'mine', 'charts/team-apps.ts': expect.stringContaining('class') });
    expect(fs.readlinkSync(path.join(dir, 'main.ts'))).toBe('nowhere');
    // Once more there is nothing to do.
    const all = tree(dir);
    expect(init('--add', '--template', 'apps').stdout).not.toMatch(/^wrote/m);
    expect(tree(dir)).toEqual(all);
  });

  test('gets a message that says what its own package.json lacks', () => {
    fs.writeFileSync(path.join(dir, 'package.json'), '{"name": "mine"}');
    const { stdout } = init('--add');
    expect(stdout).toMatch(/^left {2}package\.json: it is there already$/m);
    expect(stdout).toContain(`"cdk8s-groundwork": "^${version}"`);
    expect(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')).toBe('{"name": "mine"}');
  });

  test('is empty if it is a repository that was just made', () => {
    spawnSync('git', ['init', '-q', dir]);
    expect(init()).toMatchObject({ status: 0, stderr: '' });
    expect(fs.existsSync(path.join(dir, 'main.ts'))).toBe(true);
  });

  test.each([
    ['a file where a folder has to be', () => fs.writeFileSync(path.join(dir, 'charts'), 'mine')],
    ['a link that leads elsewhere', () => fs.symlinkSync(os.tmpdir(), path.join(dir, 'charts'))],
  ])('with %s gets nothing at all', (_, make) => {
    make();
    const before = tree(dir);
    const { status, stdout, stderr } = init('--add');
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(/nothing was written.*charts must be a folder/),
    });
    expect(tree(dir)).toEqual(before);
  });
});

test('--dry-run says what would be written, and writes nothing', () => {
  const { status, stdout } = init('a/b', '--dry-run');
  expect(status).toBe(0);
  expect(tree(dir)).toEqual({});
  const would = [...stdout.matchAll(/^would write {2}(.+)$/gm)].map(([, file]) => file as string);
  init('a/b');
  const made = Object.entries(tree(dir)).filter(([, text]) => text !== '(no file)');
  expect(would).toEqual(made.map(([file]) => file));
});

test('a file in the place of the folder is refused', () => {
  fs.writeFileSync(path.join(dir, 'x'), '');
  for (const folder of ['x', 'x/y'])
    expect(init(folder)).toMatchObject({ status: 2, stderr: expect.stringMatching(/name a folder/) });
});

test('when the system refuses a file, nothing stays: neither files nor folders', () => {
  const files = new Map([
    ['a/b/fine.ts', 'x'],
    [`z/${'long'.repeat(100)}`, 'x'],
  ]);
  const folder = path.join(dir, 'new', 'project');
  expect(() => writeNew(folder, files)).toThrow(/nothing was written:\n.*ENAMETOOLONG/);
  expect(tree(dir)).toEqual({});
});

/** writeNew with another call in place of the system's link. */
function writeNewWith(linkSync: typeof fs.linkSync): typeof writeNew {
  const system = jest.requireActual<typeof fs>('node:fs');
  const own = system.linkSync;
  Object.assign(system, { linkSync });
  let loaded = writeNew;
  // The module takes its calls when it is loaded.
  jest.isolateModules(() => {
    loaded = jest.requireActual<typeof import('./init/new-files')>('./init/new-files').writeNew;
  });
  Object.assign(system, { linkSync: own });
  return loaded;
}

test('if one file cannot be removed again, the rest is removed all the same, and the first reason is reported', () => {
  const write = writeNewWith((from, to) => {
    if (!String(to).endsWith('last.ts')) return fs.linkSync(from, to);
    // Somebody else works there, and then the disk is full.
    fs.writeFileSync(path.join(dir, 'c', 'theirs'), '');
    throw Object.assign(new Error('ENOSPC: no space left on device, link'), { code: 'ENOSPC' });
  });
  const files = new Map([
    ['a/b/fine.ts', 'x'],
    ['c/last.ts', 'x'],
  ]);
  expect(() => write(dir, files)).toThrow(/not all could be removed again:\n.*last\.ts.*ENOSPC.*\n.*ENOTEMPTY/);
  expect(tree(dir)).toEqual({ c: '(no file)', 'c/theirs': '' });
});

test('a file that is there is whole, whenever the process is killed', () => {
  const killed = `
    const fs = require('node:fs');
    const { writeFileSync } = fs;
    fs.writeFileSync = (file, text, options) => {
      writeFileSync(file, text.slice(0, 3), options);
      process.kill(process.pid, 'SIGKILL');
    };
    require(${JSON.stringify(path.join(ROOT, 'lib/commands/init/new-files.js'))}).writeNew('.', new Map([['a/main.ts', 'whole']]));`;
  expect(spawnSync(process.execPath, ['-e', killed], { cwd: dir }).signal).toBe('SIGKILL');
  expect(tree(dir)).not.toHaveProperty(['a/main.ts']);
  // WHEN somebody tries again
  writeNew(dir, new Map([['a/main.ts', 'whole']]));
  expect(tree(dir)).toEqual({ a: '(no file)', 'a/main.ts': 'whole' });
});

test('without hard links, too, a killed process leaves no half a file', () => {
  const killed = `
    const fs = require('node:fs');
    fs.linkSync = () => { throw Object.assign(new Error('no links'), { code: 'ENOTSUP' }); };
    fs.renameSync = () => process.kill(process.pid, 'SIGKILL');
    require(${JSON.stringify(path.join(ROOT, 'lib/commands/init/new-files.js'))}).writeNew('.', new Map([['main.ts', 'whole']]));`;
  expect(spawnSync(process.execPath, ['-e', killed], { cwd: dir }).signal).toBe('SIGKILL');
  expect(tree(dir)).toMatchObject({ 'main.ts': '' });
  expect(init('.')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('it has main.ts. Nothing was written'),
  });
});

test.each(['EEXIST', 'EPERM'])('a file that somebody else made meanwhile is not overwritten (link: %s)', (code) => {
  const write = writeNewWith((_, to) => {
    fs.writeFileSync(to, 'theirs');
    throw Object.assign(new Error(`${code}: refused, link`), { code });
  });
  expect(() => write(dir, new Map([['main.ts', 'mine']]))).toThrow(/main\.ts.*EEXIST/);
  expect(tree(dir)).toEqual({ 'main.ts': 'theirs' });
});

test('a file system without hard links gets its files', () => {
  const write = writeNewWith(() => {
    throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' });
  });
  write(dir, new Map([['main.ts', 'whole']]));
  expect(tree(dir)).toEqual({ 'main.ts': 'whole' });
});

test('in a folder of a checkout, init says what that means for the paths', () => {
  spawnSync('git', ['init', '-q', dir]);
  expect(init('clusters/one').stdout).toContain("path: 'clusters/one/dist'");
});

describe('--package', () => {
  test('finds a file from where it is typed', () => {
    fs.writeFileSync(path.join(dir, 'x.tgz'), '');
    for (const spec of ['file:x.tgz', './x.tgz', 'x.tgz', `file:${dir}/x.tgz`]) {
      const text = scaffold('apps', {
        dir: path.join(dir, 'a', 'b'),
        spec: spec.replace(/^(file:)?(?=\.?\/?x\.tgz)/, `$1${path.relative('', dir)}/`),
      });
      expect(JSON.parse(text.get('package.json') ?? '').dependencies['cdk8s-groundwork']).toBe('file:../../x.tgz');
    }
  });

  test('takes everything else as npm does', () => {
    for (const spec of ['1.2.3', '~1.2', 'next', 'https://example.com/x.tgz', 'github:orgname/fork'])
      expect(
        JSON.parse(scaffold('apps', { dir, spec }).get('package.json') ?? '').dependencies['cdk8s-groundwork'],
      ).toBe(spec);
  });

  test('names a file that is not there', () => {
    expect(init('p', '--package', 'file:gone.tgz')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('gone.tgz'),
    });
    expect(tree(dir)).toEqual({});
  });
});

test.each([
  ['my-cluster', 'my-cluster'],
  ['My Cluster!', 'my-cluster'],
  ['_Grün.', 'grun'],
  ['集群', 'my-apps'],
  ['cdk8s', 'my-cdk8s'],
  ['constructs', 'my-constructs'],
  ['node_modules', 'my-node_modules'],
  ['x'.repeat(250), 'x'.repeat(200)],
])('the folder %s is a package of the name %s', (folder, name) => {
  expect(packageName(path.join('/some', folder), 'apps')).toBe(name);
});
