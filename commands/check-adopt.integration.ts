/** What a team does that begins to use `groundwork check` on a repository with a past. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const GROUNDWORK = path.join(__dirname, '..', 'bin', 'groundwork.js');
const URL = 'https://git.example.com/platform.git';

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'adopt-'));
  write({
    'apps/web.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
  source: {repoURL: ${URL}, path: web}
  destination: {server: https://kubernetes.default.svc, namespace: web}
`,
    'web/a.yaml': service('a', 80),
    'web/b.yaml': service('b', 30080),
  });
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

const service = (name: string, port: number) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\nspec: {type: NodePort, ports: [{port: 80, nodePort: ${port}}]}\n`;

function write(files: Record<string, string>): void {
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(dir, file), content);
  }
}

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [GROUNDWORK, 'check', '.', ...args], {
    cwd: dir,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

const summary = ({ out }: { readonly out: string }) => out.trimEnd().split('\n').at(-1);

test('what is there is accepted, what is new is refused, what is gone is told, and with --strict is asked for', () => {
  write({ 'groundwork.config.yaml': `repositories: {'${URL}': .}\nbaseline: ci/accepted.yaml\n`, 'ci/README': '' });
  expect(run('--no-config', '--repo', `${URL}=.`).code).toBe(1);
  expect(run()).toMatchObject({ code: 2, err: expect.stringContaining('ci/accepted.yaml: there is no such file') });

  expect(run('--write-baseline')).toMatchObject({ code: 0, out: 'ci/accepted.yaml accepts 1 finding\n' });
  expect(fs.readFileSync(path.join(dir, 'ci/accepted.yaml'), 'utf8')).toContain('file: ../web/a.yaml');
  const accepted = run('--strict');
  expect(accepted.code).toBe(0);
  expect(summary(accepted)).toMatch(/^nothing found \(.*; 1 accepted in the baseline; Argo CD /);

  write({ 'web/b.yaml': service('b', 81) });
  const added = run();
  expect(added.code).toBe(1);
  expect(added.out).toContain('web/b.yaml:4:');
  expect(added.out).not.toContain('web/a.yaml:4:');

  write({ 'web/a.yaml': service('a', 30081), 'web/b.yaml': service('b', 30080) });
  const mended = run();
  expect(mended.code).toBe(0);
  expect(mended.out).toContain(
    'warn[baseline]: node-port-out-of-range is accepted for Service a in ../web/a.yaml, and is',
  );
  expect(run('--strict').code).toBe(1);
  run('--write-baseline');
  expect(run('--strict').code).toBe(0);
});

test('a habit that many files have is one finding with its places, and is accepted place by place', () => {
  const set = (name: string) => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: ${name}, namespace: argocd}
spec:
  goTemplate: true
  generators: [{list: {elements: [{env: dev}]}}]
  template:
    metadata: {name: '${name}-{{ .env }}'}
    spec:
      project: default
      source: {repoURL: ${URL}, path: web}
      destination: {server: https://kubernetes.default.svc, namespace: web}
`;
  for (const name of ['a', 'b', 'c', 'd', 'e']) write({ [`sets/${name}.yaml`]: set(name) });
  const findingsOf = (...args: string[]) =>
    (JSON.parse(run('--format', 'json', ...args).out).findings as { rule: string; file: string; places?: unknown[] }[])
      .filter(({ rule }) => rule === 'applicationset-template')
      .map(({ file, places }) => [file, places?.length]);
  expect(findingsOf()).toEqual([['sets/a.yaml', 4]]);
  run('--write-baseline', '--baseline', 'accepted.yaml');
  expect(findingsOf('--baseline', 'accepted.yaml')).toEqual([]);
  write({ 'sets/f.yaml': set('f') });
  expect(findingsOf('--baseline', 'accepted.yaml')).toEqual([['sets/f.yaml', undefined]]);
});

test('a baseline that is no file is refused with its name, and one behind a link is not replaced', () => {
  fs.mkdirSync(path.join(dir, 'folder'));
  expect(spawnSync('mkfifo', [path.join(dir, 'pipe')]).status).toBe(0);
  for (const name of ['folder', 'pipe'])
    expect(run('--baseline', name)).toMatchObject({ code: 2, err: `groundwork: --baseline ${name} is no file\n` });
  run('--write-baseline', '--baseline', 'real.yaml');
  fs.symlinkSync('real.yaml', path.join(dir, 'link.yaml'));
  expect(run('--baseline', 'link.yaml').code).toBe(0);
  expect(run('--write-baseline', '--baseline', 'link.yaml')).toMatchObject({
    code: 2,
    err: expect.stringContaining('link.yaml: cannot write the baseline: it is a symbolic link to real.yaml'),
  });
});

test('a check of one folder says nothing of what the baseline accepts in others', () => {
  write({ 'other/b.yaml': service('c', 82) });
  run('--repo', `${URL}=.`, '--write-baseline', '--baseline', 'accepted.yaml');
  const { status, stdout } = spawnSync(
    process.execPath,
    [GROUNDWORK, 'check', 'other', 'apps', '--baseline', 'accepted.yaml', '--strict'],
    { cwd: dir, encoding: 'utf8' },
  );
  expect(stdout).not.toContain('no longer found');
  expect(status).toBe(0);
});

test('an excluded folder is not looked through, and what an Application reads there has no findings', () => {
  write({
    'test/app.yaml': 'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: broken}\nspec: {}\n',
  });
  write({ 'groundwork.config.yaml': `repositories: {'${URL}': .}\nexclude: [test, web/a.yaml]\n` });
  const { code, out } = run();
  expect(code).toBe(0);
  expect(out).toMatch(/1 Application, .*; 1 excluded by the configuration;/);
});

describe('groundwork.config.ts', () => {
  const config = (check: string) => `import { defineConfig, type Rule } from 'cdk8s-groundwork/check';

const rule: Rule = {
  name: 'service-is-cluster-ip',
  severity: 'refuse',
  summary: 'A Service opens a port on the nodes.',
  check(model, report) {
    ${check}
  },
};

export default defineConfig({
  repositories: { '${URL}': '.' },
  severity: { 'node-port-out-of-range': 'off' },
  overrides: [{ files: ['web/b*'], severity: { 'service-is-cluster-ip': 'warn' } }],
  rules: [rule],
});
`;
  const find = `for (const { kind, resource } of model.applications.flatMap(({ resources }) => resources))
      if (kind === 'Service') report.find({ message: 'a Service', fix: 'Use ClusterIP.', resource, pointer: ['spec', 'type'] });`;

  test('a rule of one’s own is a rule like others: place, severity, ignore comment, page, formats', () => {
    write({ 'groundwork.config.ts': config(find) });
    const { code, out } = run();
    expect(code).toBe(1);
    expect(out).toContain('refuse[service-is-cluster-ip]: a Service\n --> web/a.yaml:4:');
    expect(out).toContain('warn[service-is-cluster-ip]: a Service\n --> web/b.yaml:4:');
    expect(out).not.toContain('node-port-out-of-range');
    expect(run('--explain', 'service-is-cluster-ip').out).toContain('A Service opens a port on the nodes.');
    expect(run('--format', 'sarif').out).toContain('"id": "service-is-cluster-ip"');
    expect(run('--format', 'junit').out).toContain('<testsuite name="service-is-cluster-ip" tests="2" failures="1"');

    write({
      'web/a.yaml': `# groundwork:ignore service-is-cluster-ip the load balancer needs it\n${service('a', 30080)}`,
    });
    expect(summary(run())).toContain('1 ignored by comments');
  });

  test('one that fails says which, and is no verdict', () => {
    write({ 'groundwork.config.ts': config("throw new Error('no such field');") });
    const { code, out, err } = run();
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('the rule service-is-cluster-ip failed: no such field (groundwork.config.ts:');

    write({ 'groundwork.config.ts': config("report.find({ message: 'x' } as never);") });
    expect(run().err).toContain('the rule service-is-cluster-ip failed: a finding needs a fix, as a string');
    write({ 'groundwork.config.ts': config('').replace('check(model', 'async check(model') });
    expect(run().err).toContain('the rule service-is-cluster-ip failed: check must not be async');
  });

  test('one that has the name of ours is refused', () => {
    write({ 'groundwork.config.ts': config(find).replaceAll('service-is-cluster-ip', 'hook-unknown') });
    expect(run()).toMatchObject({ code: 2, err: expect.stringContaining('there is a rule "hook-unknown" already') });
  });
});

test('a severity for a rule that there is not is refused, with what was meant', () => {
  write({ 'groundwork.config.yaml': 'severity: {image-not-pind: off}\n' });
  expect(run()).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean image-not-pinned?') });
});

test('many findings of a rule are one paragraph, and each is there in the other formats', () => {
  for (let at = 1; at <= 15; at += 1) {
    write({
      [`web/pod${at}.yaml`]: `apiVersion: v1\nkind: Pod\nmetadata: {name: pod${at}}\nspec: {containers: [{name: a, image: 'nginx:1.${at}'}]}\n`,
    });
  }
  const { out } = run('--repo', `${URL}=.`);
  expect(out).toContain('warn[image-not-pinned]: 15 findings: An image is named by a tag');
  expect(out).toContain('  and 5 more (--format json lists them all)');
  const { findings } = JSON.parse(run('--repo', `${URL}=.`, '--format', 'json').out);
  expect(findings.filter(({ rule }: { rule: string }) => rule === 'image-not-pinned')).toHaveLength(15);
});
