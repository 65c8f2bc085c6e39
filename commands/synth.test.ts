import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
let project: string;

function synth(...args: string[]) {
  const { CDK8S_OUTDIR: _, ...env } = process.env;
  const command = [path.join(ROOT, 'bin/groundwork.js'), 'synth', ...args];
  return spawnSync(process.execPath, command, { cwd: project, encoding: 'utf8', env });
}

/** A platform that installs a version of Cilium with an Application of its own. */
function declare(version: string): void {
  fs.writeFileSync(
    path.join(project, 'main.ts'),
    `import { Application, AppProject, GroundworkApp } from ${JSON.stringify(path.join(ROOT, 'lib/charts'))};

const app = new GroundworkApp();
new Application(app.file('apps/cilium'), 'application', {
  name: 'cilium',
  project: new AppProject(app.file('projects/network'), 'project', { name: 'network' }),
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

test('a jump over a minor release of Cilium is warned of by the synth that makes it', () => {
  declare('1.18.0');
  const { status, stderr } = synth('--quiet');
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/^Application cilium: .*1\.17/) });
  expect(synth('--quiet').stderr).toBe('');
});

test('an upgrade by the rules is not', () => {
  declare('1.16.6');
  expect(synth('--quiet')).toMatchObject({ status: 0, stderr: '' });
});

test('what is not checked is counted, and nothing is said to be new the second time', () => {
  const { stdout } = synth();
  expect(stdout).toContain('not checked: 1 ');
  expect(stdout).toContain('0 new, 0 changed, 0 removed');
});
