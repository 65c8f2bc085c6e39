import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse } from 'yaml';

// The tutorial's platform with charts that most platforms have beside it, by the real helm. HELM names the program, and HELM_CHARTS
// a folder with the charts unpacked as NAME-VERSION: those of the tutorial, and of MORE those that it has, in any version.

const { HELM = 'helm', HELM_CHARTS } = process.env;
const ROOT = path.join(__dirname, '..');
const TUTORIAL = ['argo-cd-10.1.1', 'cilium-1.16.5', 'harbor-1.19.1'];
const MORE: Readonly<Record<string, string>> = {
  'cert-manager': 'https://charts.jetstack.io',
  'external-secrets': 'https://charts.external-secrets.io',
  'ingress-nginx': 'https://kubernetes.github.io/ingress-nginx',
  'kube-prometheus-stack': 'https://prometheus-community.github.io/helm-charts',
  longhorn: 'https://charts.longhorn.io',
  'argo-rollouts': 'https://argoproj.github.io/argo-helm',
};

interface Chart {
  readonly name: string;
  readonly version: string;
}

function chartIn(folder: string): Chart {
  const [, name = '', version = ''] = /^(.+?)-(v?\d+\..*)$/.exec(folder) ?? [];
  return { name, version };
}

const there = HELM_CHARTS && fs.existsSync(HELM_CHARTS) ? fs.readdirSync(HELM_CHARTS).sort() : [];
const more = Object.keys(MORE).flatMap((name) =>
  there
    .map(chartIn)
    .filter((one) => one.name === name)
    .slice(-1),
);
const lacking = [
  ...TUTORIAL.filter((one) => !there.includes(one)),
  ...Object.keys(MORE).filter((name) => !more.some((one) => one.name === name)),
];

function missing(): string | undefined {
  if (!HELM_CHARTS) return 'HELM_CHARTS names no folder of charts (unpacked, as NAME-VERSION)';
  if (spawnSync(HELM, ['version']).status !== 0) return `${HELM} does not run; HELM names another one`;
  return TUTORIAL.some((one) => lacking.includes(one)) ? `${HELM_CHARTS} lacks ${lacking.join(', ')}` : undefined;
}

const reason = missing();
if (reason) console.warn(`skipped: the platform with the charts that most have beside it: ${reason}`);
else if (lacking.length > 0) console.warn(`left out of the platform: ${HELM_CHARTS} lacks ${lacking.join(', ')}`);

let project: string;

beforeEach(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-platform-'));
  fs.mkdirSync(path.join(project, 'vendor', 'charts'), { recursive: true });
  for (const folder of TUTORIAL) vendor(chartIn(folder));
  for (const chart of more) vendor(chart);
  fs.copyFileSync(path.join(ROOT, 'images.lock.yaml'), path.join(project, 'images.lock.yaml'));
});
afterEach(() => fs.rmSync(project, { recursive: true }));

/** Puts a chart into `vendor/`, as an archive. */
function vendor({ name, version }: Chart): void {
  const folder = path.join(project, 'unpacked', name);
  fs.cpSync(path.join(HELM_CHARTS as string, `${name}-${version}`), folder, { recursive: true });
  const archive = path.join(project, 'vendor', 'charts', `${name}-${version}.tgz`);
  expect(spawnSync('tar', ['czf', archive, name], { cwd: path.dirname(folder) }).status).toBe(0);
}

/** The tutorial with an Application for each of {@link more}. @param deploys what they declare by hand */
function declare(deploys = ''): void {
  const main = fs.readFileSync(path.join(ROOT, 'main.ts'), 'utf8');
  const applications = more.map(
    ({ name, version }) => `new HelmApplication(app, '${name}', {
  chart: { repoURL: '${MORE[name]}', name: '${name}', version: '${version}' },
  namespace: '${name}',
  repository,
  project: platform.project,
  ${deploys}
});`,
  );
  const text = main
    .replace("'cdk8s-groundwork'", JSON.stringify(path.join(ROOT, 'lib/charts')))
    .replace('import { Application,', 'import { HelmApplication, Application,')
    .replace('app.synth();', [...applications, 'app.synth();'].join('\n'));
  fs.writeFileSync(path.join(project, 'main.ts'), text);
}

function groundwork(...args: string[]) {
  const { CDK8S_OUTDIR: _, ...env } = process.env;
  const command = [path.join(ROOT, 'bin/groundwork.js'), ...args];
  return spawnSync(process.execPath, command, { cwd: project, encoding: 'utf8', env, maxBuffer: 2 ** 28 });
}

const synth = () => groundwork('synth', '--no-type-check', '--quiet', '--helm', HELM);

(reason ? test.skip : test)('all that runs is judged, down to the last object, and the project permits it', () => {
  declare();
  expect(synth().status).toBe(0);
  const record = parse(fs.readFileSync(path.join(project, 'charts.record.yaml'), 'utf8'));
  expect(record.charts.map(({ chart }: { chart: string }) => chart).sort()).toEqual(
    [...TUTORIAL.map(chartIn), ...more].map(({ name }) => name).sort(),
  );

  const checked = groundwork('check', 'dist', '--helm', HELM, '--format', 'json', '--trials', 'off');
  const { findings, unchecked } = JSON.parse(checked.stdout);
  expect(findings.filter(({ severity }: { severity: string }) => severity === 'refuse')).toEqual([]);
  // The apps of the tutorial are in repositories that do not exist.
  expect(unchecked.filter(({ file }: { file: string }) => !file.startsWith('dist/apps/'))).toEqual([]);
});

(reason ? test.skip : test)('what a list by hand forgets is refused before the push, object by object', () => {
  declare("deploys: { namespaced: [{ group: 'apps', kind: 'Deployment' }] },");
  const { status, stderr } = synth();
  expect(status).toBe(1);
  // Argo Rollouts brings no kind that the tutorial does not have.
  for (const { name } of more.filter((one) => one.name !== 'argo-rollouts'))
    expect(stderr).toMatch(new RegExp(`is not permitted in project.* of Application ${name}\\b`));
  expect(fs.existsSync(path.join(project, 'dist'))).toBe(false);
});
