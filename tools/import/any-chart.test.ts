import { anyChart } from './any-chart';
import type { Chart } from './chart';
import { misfits } from './type';
import { valueComments } from './value-comments';

const CHART: Chart = {
  name: 'web',
  version: '1.0.0',
  appVersion: '1',
  where: 'web',
  valuesText: 'service:\n  type: ClusterIP\n  # nodePort: 30080\n',
  values: {
    replicas: 1,
    service: { type: 'ClusterIP', port: '' },
    config: { level: 'info' },
    redis: { enabled: false },
  },
  subcharts: ['redis'],
  templates: new Map([
    ['templates/a.yaml', 'kind: ConfigMap\ndata: {{ toYaml .Values.config | nindent 2 }}\nx: {{ .Values.extra.deep }}'],
  ]),
};
const { values } = anyChart(CHART, valueComments(CHART.valuesText), CHART.subcharts);

test.each<[string, object]>([
  ['what it has', { replicas: 2, service: { type: 'NodePort' } }],
  ['a number for an empty text', { service: { port: 80 } }],
  ['a key that stands there commented out', { service: { nodePort: 30080 } }],
  ['a key that only a template reads', { extra: { deep: true } }],
  ['any key of a map that a template hands on whole', { config: { more: 'x' } }],
  [
    'any value of a chart inside, and what holds for all',
    { redis: { auth: { enabled: true } }, global: { registry: 'x' } },
  ],
])('takes %s', (_name, given) => {
  expect(misfits(values.type, given)).toEqual([]);
});

test.each<[string, object, string]>([
  ['a misspelt key', { replica: 2 }, 'replica: unknown key'],
  ['one further down', { service: { typo: 'x' } }, 'service.typo: unknown key'],
  ['a value of another type', { service: 'x' }, 'service: "x" is not an object'],
])('refuses %s', (_name, given, error) => {
  expect(misfits(values.type, given)).toEqual([error]);
});

test('a schema that refuses the chart’s own values is not used, and that is said', () => {
  const schema = { type: 'object', properties: { replicas: { type: 'string' } } };
  const { values: typed, notes } = anyChart({ ...CHART, schema }, valueComments(''), []);
  expect(notes).toEqual([expect.stringContaining('its values.schema.json is not used')]);
  expect(misfits(typed.type, { replicas: 2 })).toEqual([]);
});
