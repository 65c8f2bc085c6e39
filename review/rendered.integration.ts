/** What a change of values does to what a chart renders, with the real Helm, as HELM names it, or the PATH. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { app } from './testing/reviews';

const GROUNDWORK = path.join(__dirname, '..', 'bin', 'groundwork.js');
const HELM = process.env.HELM ?? 'helm';

const there = spawnSync(HELM, ['version']).status === 0;
if (!there) console.warn(`skipped: what a change of values does to a chart: ${HELM} does not run; HELM names another`);
const real = there ? test : test.skip;

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'rendered-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(dir, file), content);
  }
}

function git(...args: string[]): void {
  const who = ['-c', 'user.name=Jane Doe', '-c', 'user.email=jane@example.com'];
  const { status, stderr } = spawnSync('git', [...who, ...args], { cwd: dir, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

function diff() {
  const { status, stdout } = spawnSync(
    process.execPath,
    [GROUNDWORK, 'diff', ...(process.env.HELM ? ['--helm', process.env.HELM] : []), '--format', 'json', 'HEAD'],
    {
      cwd: dir,
      encoding: 'utf8',
      // Renderings are remembered from one call to the next, and no longer.
      env: { ...process.env, XDG_CACHE_HOME: path.join(dir, '.git', 'cache') },
    },
  );
  expect(stdout).not.toMatch(/hunter/);
  const { consequences, notCompared, applications } = JSON.parse(stdout);
  const objects: readonly { kind: string; fields: readonly object[] }[] = applications.flatMap(
    (one: { objects: readonly object[] }) => one.objects,
  );
  const lines = consequences.map(
    ({ severity, rule, object }: { severity: string; rule: string; object: { kind: string; name: string } }) =>
      `${severity}[${rule}]: ${object.kind} ${object.name}`,
  );
  return { status, lines, notCompared, secrets: objects.filter(({ kind }) => kind === 'Secret') };
}

const chart = (annotations: string): Readonly<Record<string, string>> => ({
  'apps/registry.json': app('registry'),
  'registry/Chart.yaml': 'apiVersion: v2\nname: registry\nversion: 0.1.0\n',
  'registry/values.yaml': 'volume: registry\npassword: hunter2\n',
  'registry/templates/all.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: {{ .Values.volume }}, annotations: {${annotations}}}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: v1
kind: Secret
metadata: {name: registry}
stringData: {password: {{ .Values.password }}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: registry}
spec:
  strategy: {type: Recreate}
  selector: {matchLabels: {app: registry}}
  template:
    metadata: {labels: {app: registry}}
    spec:
      containers: [{name: registry, image: 'registry:2'}]
      volumes: [{name: data, persistentVolumeClaim: {claimName: {{ .Values.volume }}}}]
`,
});

function begin(annotations: string): void {
  write(chart(annotations));
  git('init', '-q', '-b', 'main');
  git('remote', 'add', 'origin', 'https://git.example.com/platform.git');
  git('add', '--all');
  git('commit', '-q', '-m', 'begin');
}

real('a renamed volume loses its data, and the workload begins with another one', () => {
  begin('');
  write({ 'registry/values.yaml': 'volume: other\npassword: hunter3\n' });
  const { status, lines, notCompared } = diff();
  expect(status).toBe(1);
  expect(lines).toEqual([
    'loses data[goes]: PersistentVolumeClaim registry',
    'interrupts[other-volume]: Deployment registry',
    'interrupts[rolls]: Deployment registry',
  ]);
  expect(notCompared).toEqual([]);
});

real('whether the value of a rendered Secret changes is known, and the value is not', () => {
  begin('');
  write({ 'registry/values.yaml': 'volume: registry\npassword: hunter3\n' });
  expect(diff()).toMatchObject({
    notCompared: [],
    secrets: [{ fields: [{ path: 'data.password', before: '***', after: '***', secret: true }] }],
  });
  expect(diff()).toMatchObject({
    notCompared: [{ subject: 'Application registry: the values of the Secrets that a program renders' }],
    secrets: [],
  });
});

real('the value of a rendered Secret that stays is no change', () => {
  begin('');
  write({ 'registry/values.yaml': 'volume: registry\npassword: hunter2\nother: 1\n' });
  expect(diff()).toMatchObject({ status: 0, notCompared: [], secrets: [] });
});

real('with Prune=false the old one stays', () => {
  begin('argocd.argoproj.io/sync-options: Prune=false');
  write({ 'registry/values.yaml': 'volume: other\npassword: hunter2\n' });
  const { status, lines } = diff();
  expect(status).toBe(0);
  expect(lines).toContain('note[left-behind]: Application registry');
});

real('a chart that no longer renders fails, and nothing is concluded from what it lacks', () => {
  begin('');
  write({ 'registry/templates/all.yaml': '{{ fail "no" }}\n' });
  const { status, lines, notCompared } = diff();
  expect(status).toBe(1);
  expect(lines).toEqual(['fails[newly-refused]: Application registry']);
  expect(notCompared[0].subject).toBe('Application registry: path registry of https://git.example.com/platform.git');
});
