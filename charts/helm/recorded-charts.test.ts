import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { judge, refusals } from '../../synth/judge';
import { chartInputs } from '../../synth/records/chart-inputs';
import type { ChartRecord } from '../../synth/records/chart-record';
import { writeChartRecords } from '../../synth/records/record-file';
import { findStale } from '../../synth/stale/stale';
import { enterWorkingDirectory } from '../../synth/working-directory';
import { GroundworkApp } from '../app';
import { AppProject, type AppProjectProps } from '../argocd/app-project';
import { HelmApplication, type HelmApplicationProps } from './helm-application';

let folder: string;
let leave: () => void;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-recorded-'));
  leave = enterWorkingDirectory(folder);
});

afterEach(() => {
  leave();
  fs.rmSync(folder, { recursive: true });
});

const REPOSITORY = { url: 'https://git.example.com/platform.git' };

interface Declared {
  readonly values?: object;
  readonly application?: Partial<HelmApplicationProps<object>>;
  readonly project?: Partial<AppProjectProps>;
}

function declare({ values = {}, application, project }: Declared = {}): GroundworkApp {
  const app = new GroundworkApp();
  app.commitTo(REPOSITORY);
  new HelmApplication(app, 'cert-manager', {
    chart: { repoURL: 'https://charts.jetstack.io', name: 'cert-manager', version: 'v1.20.3' },
    namespace: 'cert-manager',
    repository: REPOSITORY,
    project: new AppProject(app.file('projects/network'), 'project', { name: 'network', ...project }),
    uncheckedValues: { ...values },
    ...application,
  });
  return app;
}

/** Records what cert-manager's chart would give with the values of an app. */
function record(app: GroundworkApp, more: Partial<ChartRecord> = {}): void {
  app.chartRecords.expected = true;
  const inputs = chartInputs(app.plan(), app).get('cert-manager');
  if (!inputs) throw new Error('there is no chart');
  const one: ChartRecord = {
    ...inputs,
    digest: '',
    renderedBy: 'helm 3.19.4',
    cluster: { 'admissionregistration.k8s.io/ValidatingWebhookConfiguration': ['cert-manager-webhook'] },
    namespaced: {
      'apps/Deployment': ['cert-manager/cert-manager'],
      'rbac.authorization.k8s.io/Role': ['kube-system/cert-manager:leaderelection'],
    },
    unknown: {},
    images: [],
    random: [],
    ...more,
  };
  writeChartRecords('charts.record.yaml', [one]);
}

function projectOf(app: GroundworkApp) {
  const file = app.plan().files.find((one) => one.path === 'projects/network.yaml');
  return file?.documents[0]?.spec as Record<string, readonly object[]>;
}

test('a project permits what is recorded: kinds, objects without a namespace by name, and further namespaces', () => {
  record(declare());
  const spec = projectOf(declare());
  expect(spec.clusterResourceWhitelist).toEqual([
    { group: '', kind: 'Namespace', name: 'cert-manager' },
    { group: 'admissionregistration.k8s.io', kind: 'ValidatingWebhookConfiguration', name: 'cert-manager-webhook' },
  ]);
  expect(spec.destinations?.map((one) => 'namespace' in one && one.namespace)).toEqual(['cert-manager', 'kube-system']);
  // A Pod would not be seen in the tree of Argo CD without it.
  expect(spec.namespaceResourceWhitelist).toEqual([
    { group: '', kind: 'Pod' },
    { group: 'apps', kind: 'Deployment' },
    { group: 'apps', kind: 'ReplicaSet' },
    { group: 'rbac.authorization.k8s.io', kind: 'Role' },
  ]);
});

test('a name that is drawn at random cannot be permitted, only its kind', () => {
  record(declare(), { cluster: { 'rbac.authorization.k8s.io/ClusterRole': ['cm-…', 'cert-manager'] } });
  const { clusterResourceWhitelist } = projectOf(declare());
  expect(clusterResourceWhitelist?.[1]).toEqual({ group: 'rbac.authorization.k8s.io', kind: 'ClusterRole' });
  expect(clusterResourceWhitelist).toHaveLength(2);
});

test('where the values have changed since, all that is known is permitted, and one line says so', () => {
  record(declare());
  const app = declare({ values: { replicas: 2 } });
  const spec = projectOf(app);
  expect(spec.clusterResourceWhitelist?.[1]).toEqual({
    group: 'admissionregistration.k8s.io',
    kind: 'ValidatingWebhookConfiguration',
  });
  expect(spec.namespaceResourceWhitelist).toBeUndefined();
  expect(app.chartRecords.outdatedText()).toMatch(
    /^charts\.record\.yaml does not fit any more: cert-manager has other values or options\. .*--fetch/,
  );
  expect(findStale(app, app.plan()).found.filter(({ file }) => file === 'charts.record.yaml')).toMatchObject([
    {
      kind: 'stale',
      message: expect.stringMatching(/^does not fit what .* declares: cert-manager has other values or options$/),
    },
  ]);
});

test.each<[string, Declared, readonly string[]]>([
  ['all is derived', {}, []],
  [
    'deploys lacks the webhooks',
    { application: { deploys: { namespaced: [{ group: 'apps', kind: 'Deployment' }], namespaces: ['kube-system'] } } },
    [
      'resource admissionregistration.k8s.io:ValidatingWebhookConfiguration is not permitted in project network: ValidatingWebhookConfiguration cert-manager-webhook of Application cert-manager',
      'resource rbac.authorization.k8s.io:Role is not permitted in project network: Role cert-manager:leaderelection of Application cert-manager',
    ],
  ],
  [
    'the project has destinations of its own',
    { project: { destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'cert-manager' }] } },
    [
      "namespace kube-system is not permitted in project 'network': Role cert-manager:leaderelection of Application cert-manager",
    ],
  ],
])('what the project does not permit is refused before it is synced: %s', (_, declared, expected) => {
  record(declare());
  const app = declare(declared);
  const refused = refusals(judge(app.plan(), app, app.chartRecords.fitting));
  expect(refused.map(({ message }) => message.split(';')[0])).toEqual(expected);
  for (const { file, line } of refused) expect(`${file}:${line}`).toBe('dist/infra/cert-manager.yaml:15');
});

test('what was seen to be random is said, whatever was learnt of the defaults', () => {
  record(declare(), { random: ['Secret/cert-manager-x'] });
  const warnings = (declared: Declared) => {
    const app = declare(declared);
    return app.changeWarnings(app.plan(), () => undefined);
  };
  expect(warnings({})).toMatchObject([expect.stringContaining('Secret/cert-manager-x changed again and again')]);
  const ignoreDifferences = [{ kind: 'Secret', name: 'cert-manager-x', jsonPointers: ['/data'] }];
  expect(warnings({ application: { ignoreDifferences } })).toEqual([]);
});

test('a chart that nobody knows is an error without a record, which says what makes one', () => {
  expect(() => declare().plan()).toThrow('npm run synth -- --fetch where helm is');
});
