import { application } from '../analysis/manifests';
import type { SchemaViolation } from '../model/types';
import { notRendered } from '../render/rendering';
import type { KnownRenderings } from '../render/source-renderings';
import { recorded } from '../testing/recorded';
import { type Files, judge, page, REPOSITORY } from '../testing/rules';

const RULE = 'chart-values-against-schema';

const found = (helm: object, violation: Partial<SchemaViolation>, files: Files = {}) => {
  const renderings: KnownRenderings = {
    get(_key, source) {
      if (!('tree' in source)) return undefined;
      const { tree } = source;
      const schema = [{ chart: 'web', path: [], words: 'wrong', ...violation }];
      const failure = { by: 'helm' as const, words: 'Error: …', tree, path: 'charts/web/Chart.yaml', schema };
      return { ...notRendered('no'), failure };
    },
  };
  const source = { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'charts/web', helm };
  const all = {
    'app.yaml': application({ source }),
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    ...files,
  };
  const { findings } = judge(all, { renderings });
  return findings.map(({ rule, file, line }) => [
    rule,
    file,
    (all as Files)[file]?.toString().split('\n')[line - 1]?.trim(),
  ]);
};

test('the words of Helm are told at the line of the value', () => {
  expect(judge(page(RULE).wrong, { renderings: recorded }).findings).toMatchObject([
    { rule: RULE, severity: 'refuse', file: 'apps/web.yaml', line: 14 },
  ]);
});

test.each([
  ['a file', { valueFiles: ['one.yaml'] }, { path: ['image', 'tag'] }, 'charts/web/one.yaml', 'tag: 1'],
  ['an item of a list', { valueFiles: ['one.yaml'] }, { path: ['list', '1', 'a'] }, 'charts/web/one.yaml', '- a: 2'],
  [
    'what is missing',
    { valueFiles: ['one.yaml'] },
    { path: ['image'], words: "missing property 'b'" },
    'charts/web/one.yaml',
    'image:',
  ],
  [
    'what is too much',
    { valueFiles: ['one.yaml'] },
    { path: [], words: "additional properties 'extra' not allowed" },
    'charts/web/one.yaml',
    'extra: 1',
  ],
  ['a string', { values: 'a: 1\nreplicas: x\n' }, { path: ['replicas'] }, 'app.yaml', 'replicas: x'],
  ['a parameter', { parameters: [{ name: 'a.b', value: 'x' }] }, { path: ['a', 'b'] }, 'app.yaml', '- name: a.b'],
  ['the chart’s own values', {}, { path: ['port'] }, 'charts/web/values.yaml', 'port: x'],
  ['nothing', {}, { path: [], words: "missing property 'host'" }, 'app.yaml', 'path: charts/web'],
] as const)('of %s', (_what, helm, violation, file, line) => {
  const files = {
    'charts/web/one.yaml': 'extra: 1\nimage:\n  tag: 1\nlist:\n  - a: 1\n  - a: 2\n',
    'charts/web/values.yaml': 'port: x\n',
  };
  expect(found(helm, violation, files)).toEqual([[RULE, file, line]]);
});
