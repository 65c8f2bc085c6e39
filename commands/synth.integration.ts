import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
let project: string;

function synth(...args: string[]) {
  return synthIn({}, ...args);
}

/** Synth in an environment with more in it. */
function synthIn(more: NodeJS.ProcessEnv, ...args: string[]) {
  const { CDK8S_OUTDIR: _, ...env } = process.env;
  const command = [path.join(ROOT, 'bin/groundwork.js'), 'synth', ...args];
  return spawnSync(process.execPath, command, { cwd: project, encoding: 'utf8', env: { ...env, ...more } });
}

/** A platform that installs a version of Cilium with an Application of its own. */
function declare(version: string): void {
  fs.writeFileSync(
    path.join(project, 'main.ts'),
    `import { Application, AppProject, GroundworkApp } from ${JSON.stringify(path.join(ROOT, 'lib/charts'))};

const app = new GroundworkApp();
new Application(app.file('apps/cilium'), 'application', {
  name: 'cilium',
  project: new AppProject(app.file('projects/network'), 'project', { name: 'network', clusterResourceWhitelist: [] }),
  source: { repoURL: 'https://helm.cilium.io', chart: 'cilium', targetRevision: '${version}' },
  destination: { namespace: 'kube-system' },
});
app.synth();
`,
  );
}

beforeEach(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-synth-'));
  declare('1.16.5');
  expect(synth()).toMatchObject({ status: 0, stdout: expect.stringContaining('2 new') });
});

afterEach(() => fs.rmSync(project, { recursive: true }));

test('a synth that skips a minor release of Cilium warns', () => {
  declare('1.18.0');
  const { status, stderr } = synth('--quiet');
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^Application cilium: .*1\.17/) });
  expect(synth('--quiet').stderr).toBe('');
});

test('a main.ts that goes elsewhere is rendered to where it was run, with its lock', () => {
  const elsewhere = path.join(project, 'elsewhere');
  fs.mkdirSync(elsewhere);
  const main = path.join(project, 'main.ts');
  fs.writeFileSync(main, fs.readFileSync(main, 'utf8').replace('const app', `process.chdir('elsewhere');\nconst app`));
  expect(synth()).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('dist: 0 new, 0 changed') });
  expect(fs.readdirSync(elsewhere)).toEqual([]);
});

test('an upgrade by one minor release gets no warning', () => {
  declare('1.16.6');
  expect(synth('--quiet')).toMatchObject({ status: 0, stderr: '' });
});

test('what is not checked is counted, and nothing is said to be new the second time', () => {
  const { stdout } = synth();
  expect(stdout).toContain('not checked: 1 ');
  expect(stdout).toContain('0 new, 0 changed, 0 removed');
});

describe('the cdk8s CLI looks into .cdk8s/dist', () => {
  const at = (...parts: string[]) => path.join(project, ...parts);
  const link = () => at('.cdk8s', 'dist');
  const asked = (CDK8S_OUTDIR = '.cdk8s/dist') => synthIn({ CDK8S_OUTDIR });
  /** Every file of the project but main.ts, with what is in it. */
  const everything = () =>
    fs
      .readdirSync(project, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [
        path.join(parentPath, name),
        fs.readFileSync(path.join(parentPath, name), 'utf8'),
      ]);

  test.each(['as it is written in cdk8s.yaml', 'as a whole path'])(
    'and finds a link to what was written: %s',
    (how) => {
      expect(asked(how === 'as a whole path' ? link() : '.cdk8s/dist')).toMatchObject({ status: 0 });
      expect(fs.readlinkSync(link())).toBe('../dist');
      expect(fs.readdirSync(link())).toEqual(fs.readdirSync(at('dist')));
    },
  );

  test('a link to somewhere else is replaced', () => {
    fs.mkdirSync(at('.cdk8s'));
    fs.symlinkSync('elsewhere', link());
    expect(asked()).toMatchObject({ status: 0 });
    expect(fs.readlinkSync(link())).toBe('../dist');
  });

  test.each([
    ['a folder', () => fs.mkdirSync(link(), { recursive: true }), []],
    ['a folder with files', () => write(at('.cdk8s', 'dist', 'mine.yaml')), ['mine.yaml']],
    ['a file', () => write(link()), undefined],
  ] as const)('what is there and is no link (%s) is left alone, and nothing is written', (_, make, there) => {
    make();
    declare('1.16.6');
    const before = everything();
    const { status, stderr } = asked();
    expect(status).not.toBe(0);
    expect(stderr).toContain('.cdk8s/dist is not the link that stands for dist: remove it');
    expect(stderr).not.toContain('    at ');
    expect(everything()).toEqual(before);
    if (there) expect(fs.readdirSync(link())).toEqual(there);
  });

  test('if the cdk8s CLI does not ask, what is at that path stays as it is', () => {
    write(at('.cdk8s', 'dist', 'mine.yaml'));
    expect(synth()).toMatchObject({ status: 0 });
    expect(asked('dist')).toMatchObject({ status: 0 });
    expect(fs.readFileSync(at('.cdk8s', 'dist', 'mine.yaml'), 'utf8')).toBe('mine');
  });

  function write(file: string): void {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, 'mine');
  }
});
