import type { KubernetesObject, Plan } from '../plan/plan';
import { chartInputs } from './chart-inputs';
import type { ChartRecord } from './chart-record';
import { ChartRecords } from './chart-records';
import { formatChartRecords, parseChartRecords } from './record-file';
import { sumOfFiles } from './rendered-files';

const REPOSITORY = { url: 'https://git.example.com/platform.git' };
const PLACE = { repository: REPOSITORY };

function planWith(values: object, more: { version?: string; namespace?: string; name?: string } = {}): Plan {
  const { version = '1.2.3', namespace = 'shop', name = 'shop' } = more;
  const application: KubernetesObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: {
      destination: { namespace },
      sources: [
        {
          repoURL: 'https://charts.example.com',
          chart: 'shop',
          targetRevision: version,
          helm: { valueFiles: ['$values/dist/values/shop.yaml'] },
        },
        { repoURL: `${REPOSITORY.url}`, ref: 'values' },
      ],
    },
  };
  const file = { text: '', construct: '', source: 'main.ts', places: [] };
  return {
    files: [
      { ...file, path: 'infra/shop.yaml', documents: [application] },
      { ...file, path: 'values/shop.yaml', documents: [], values: [values] },
    ],
  };
}

function recordOf(plan: Plan): ChartRecord {
  const inputs = chartInputs(plan, PLACE).get('shop');
  if (!inputs) throw new Error('there is no chart');
  return {
    ...inputs,
    digest: `sha256:${'a'.repeat(64)}`,
    renderedBy: 'helm 3.19.4',
    cluster: { 'rbac.authorization.k8s.io/ClusterRole': ['shop'] },
    namespaced: { Service: ['shop/shop'], 'apps/Deployment': ['shop/shop', 'shop/basket'] },
    unknown: {},
    images: ['quay.io/shop/shop:1.2.3'],
    random: [],
  };
}

const BEFORE = planWith({ replicas: 1, image: `quay.io/shop@sha256:${'1'.repeat(64)}` });

test.each([
  ['the same', BEFORE, []],
  ['another value', planWith({ replicas: 2 }), ['shop has other values or options']],
  ['another namespace', planWith({ replicas: 1 }, { namespace: 'x' }), ['shop has other values or options']],
  ['another version', planWith({ replicas: 1 }, { version: '1.3.0' }), ['shop has another chart']],
  // pin writes it on a machine that may have no helm, and it moves no object.
  ['another digest of an image', planWith({ replicas: 1, image: `quay.io/shop@sha256:${'2'.repeat(64)}` }), []],
])('a record with %s', (_, plan, expected) => {
  const records = new ChartRecords('charts.record.yaml', [recordOf(BEFORE)]);
  records.settle(plan, PLACE);
  expect(records.outdated.map((name) => records.whyText([name]))).toEqual(expected);
  expect(records.find('shop')).toMatchObject({ fits: expected.length === 0 });
});

test('another version of Kubernetes may render otherwise, and so may other bytes that the lock names', () => {
  const record = recordOf(BEFORE);
  const records = new ChartRecords('charts.record.yaml', [record]);
  records.settle(BEFORE, { ...PLACE, kubernetesVersion: '1.28.0' });
  expect(records.outdated).toEqual(['shop']);
  const wanted = { kind: 'chart', url: record.repository, revision: '1.2.3', chart: 'shop' } as const;
  const entry = { wanted, version: '1.2.3', digest: `sha256:${'b'.repeat(64)}`, from: '' };
  const locked = new ChartRecords('r', [record], new Map([['chart\nhttps://charts.example.com\n1.2.3\nshop', entry]]));
  locked.settle(BEFORE, PLACE);
  expect(locked.whyText(locked.outdated)).toBe('shop has other bytes');
});

test('where the chart is rendered into Git, the digest of an image counts, and the committed files must be those that were rendered', () => {
  const [application] = planWith({}).files.flatMap(({ documents }) => documents);
  const { sources } = (application as KubernetesObject).spec as { sources: [] };
  const files = new Map([['service.yaml', 'kind: Service\n']]);
  const of = (plan: Plan) => {
    const records = new ChartRecords('charts.record.yaml', [
      { ...recordOf(BEFORE), ...exact, files: sumOfFiles(files) },
    ]);
    records.renderIntoGit('shop', sources);
    records.settle(plan, PLACE);
    return records;
  };
  const exact = chartInputs(BEFORE, PLACE, new Set(['shop'])).get('shop');
  expect(of(BEFORE).filesOf('shop', () => files)).toBe(files);
  expect(of(BEFORE).filesOf('shop', () => new Map([['service.yaml', 'kind: Service\nx: 1\n']]))).toContain('by hand');
  const pinned = planWith({ replicas: 1, image: `quay.io/shop@sha256:${'2'.repeat(64)}` });
  expect(of(pinned).filesOf('shop', () => files)).toBe('since it was rendered, it has other values or options');
});

test('what is not declared any more is left over, and what has no record is no reason to warn', () => {
  const records = new ChartRecords('charts.record.yaml', [recordOf(BEFORE)]);
  records.settle(planWith({}, { name: 'other' }), PLACE);
  expect(records.leftOver).toEqual(['shop']);
  expect([...records.unfit.keys()]).toEqual(['other']);
  expect(records.outdatedText()).toBeUndefined();
});

test('before anything was compared no record counts: an app that nobody settles takes none', () => {
  expect(new ChartRecords('charts.record.yaml', [recordOf(BEFORE)]).find('shop')).toBeUndefined();
});

test('a record is read as it was written, each object on a line of its own', () => {
  const record = recordOf(BEFORE);
  const text = formatChartRecords([record]);
  expect(text).toContain('      apps/Deployment:\n        - shop/basket\n        - shop/shop\n');
  const sorted = { ...record, namespaced: { Service: ['shop/shop'], 'apps/Deployment': ['shop/basket', 'shop/shop'] } };
  expect(parseChartRecords(text)).toEqual([sorted]);
  expect(formatChartRecords(parseChartRecords(text))).toBe(text);
});

test.each([
  ['charts: [1]\n', 'charts.record.yaml:1: charts[0] is not a map: '],
  ['charts:\n  - name: a\n    chart: 1\n', 'charts.record.yaml:2: chart is not a text: '],
  ['charts:\n<<<<<<< ours\n  - name: a\n', 'charts.record.yaml:2: '],
  ['- a\n', 'charts.record.yaml:1: charts is not a list: '],
])('a record that was damaged says where, and what to do: %j', (text, message) => {
  expect(() => parseChartRecords(text)).toThrow(message);
  expect(() => parseChartRecords(text)).toThrow(
    'restore it from Git, or delete it and run npm run synth where helm is',
  );
});
