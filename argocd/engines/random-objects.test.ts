import type { ChartText } from './chart-text';
import { mayBeRandom, randomObjects } from './random-objects';

const chart = (...templates: string[]): ChartText => ({
  templates,
  notes: '',
  values: '',
  documentation: [],
  schema: undefined,
  subcharts: [],
  defaults: {},
});

test.each([
  ['{{ randAlphaNum 5 }}', 'yes'],
  ['{{- $ca := genCA "ca" 365 }}', 'yes'],
  ['{{ htpasswd .Values.a .Values.b }}', 'yes'],
  ['{{ range (keys .Values.a) }}', 'yes'],
  ['{{ now | date "2006" }}', 'clock'],
  // A word of a sentence, of a value and of a string is no function.
  ['now randAlphaNum {{ .Values.now }} {{ "now" }} {{ .keys }}', 'no'],
  ['{{ .Values.keys }} {{ index .Values "values" }}', 'no'],
])('%s may be random: %s', (template, expected) => {
  expect(mayBeRandom(chart(template))).toBe(expected);
  const subchart = { key: 'a', conditions: [], chart: chart(template) };
  expect(mayBeRandom({ ...chart(), subcharts: [subchart] })).toBe(expected);
});

const secret = (name: string, password: string) => ({
  object: { apiVersion: 'v1', kind: 'Secret', metadata: { name }, data: { user: 'a', password } },
  source: 'web/templates/secret.yaml',
});

test('fields that differ are told without their values', () => {
  const found = randomObjects([secret('a', 'one'), secret('b', 'x')], [secret('a', 'two'), secret('b', 'x')]);
  expect(found).toEqual([
    {
      apiVersion: 'v1',
      kind: 'Secret',
      namespace: '',
      name: 'a',
      template: 'web/templates/secret.yaml',
      paths: [['data', 'password']],
      hook: false,
    },
  ]);
});

test('an object with a random name is another one each time, and its name is shown without what is random', () => {
  expect(randomObjects([secret('job-x1', 'a')], [secret('job-y2', 'a')])).toMatchObject([
    { name: 'job-…', paths: [['metadata', 'name']] },
  ]);
});
