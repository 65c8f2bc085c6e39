import { application } from '../analysis/manifests';
import type { ChartTrials, IdleValue } from '../model/types';
import type { KnownRenderings } from '../render/source-renderings';
import { recorded } from '../testing/recorded';
import { type Files, judge, page, REPOSITORY } from '../testing/rules';

const RULE = 'chart-value-without-effect';

const IDLE: IdleValue = { path: ['encrypton'], kind: 'unknown', beside: ['encryption'], conditions: [] };
const CHART: Files = {
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'charts/web/values.yaml': 'encryption: {enabled: false}\n',
};
const app = (helm: object, name = 'web') =>
  application({ source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'charts/web', helm } }, { name });

/** The trials of each Application, by its name. */
const told = (files: Files, trials: Readonly<Record<string, Partial<ChartTrials>>>) => {
  const renderings: KnownRenderings = {
    get: (_key, { application: { name } }) => ({
      resources: [],
      by: 'helm',
      trials: { random: [], idle: [], ...trials[name] },
    }),
  };
  return judge({ ...CHART, ...files }, { only: RULE, renderings });
};

test('the value is told at its line, with the name that was meant, and its line is not shown', () => {
  const { findings } = judge(page(RULE).wrong, { only: RULE, renderings: recorded });
  expect(findings).toMatchObject([{ severity: 'warn', file: 'apps/web.yaml', line: 14 }]);
  expect(findings[0]?.message).toContain('the chart has no value encrypton');
  expect(findings[0]?.message).toContain('Did you mean encryption?');
  expect(findings[0]?.source).toBeUndefined();
});

test('in a string of values it is told at its line, too', () => {
  const values = 'web: 1\nencrypton:\n  enabled: true\n';
  const { findings } = told({ 'app.yaml': app({ values }) }, { web: { idle: [IDLE] } });
  const line = app({ values })
    .split('\n')
    .findIndex((one) => one.includes('encrypton:'));
  expect(findings).toMatchObject([{ file: 'app.yaml', line: line + 1 }]);
});

test('of several value files, the strongest that sets it is told; the chart’s own is none', () => {
  const files = {
    'charts/web/one.yaml': 'encrypton: 1\n',
    'charts/web/two.yaml': 'other: 1\nencrypton: 2\n',
    'app.yaml': app({ valueFiles: ['one.yaml', 'two.yaml'] }),
  };
  expect(told(files, { web: { idle: [IDLE] } }).findings).toMatchObject([{ file: 'charts/web/two.yaml', line: 2 }]);
  const own = { ...IDLE, path: ['encryption'] };
  expect(told(files, { web: { idle: [own] } }).findings).toEqual([]);
});

test('a parameter is told at its name', () => {
  const idle = [{ ...IDLE, path: ['a', 'b'], parameter: 'a.b' }];
  const { findings } = told(
    {
      'app.yaml': app({
        parameters: [
          { name: 'c', value: '1' },
          { name: 'a.b', value: '1' },
        ],
      }),
    },
    { web: { idle } },
  );
  const line = app({
    parameters: [
      { name: 'c', value: '1' },
      { name: 'a.b', value: '1' },
    ],
  })
    .split('\n')
    .findIndex((one) => one.includes('a.b'));
  expect(findings).toMatchObject([{ file: 'app.yaml', line: line + 1 }]);
});

test('a file of values that two Applications use is told once if neither feels the value, and not if one does', () => {
  const files = {
    'charts/web/one.yaml': 'encrypton: 1\n',
    'a.yaml': app({ valueFiles: ['one.yaml'] }, 'a'),
    'b.yaml': app({ valueFiles: ['one.yaml'] }, 'b'),
  };
  expect(told(files, { a: { idle: [IDLE] }, b: { idle: [IDLE] } }).findings).toHaveLength(1);
  expect(told(files, { a: { idle: [IDLE] } }).findings).toEqual([]);
});

test('what is read where another value lets it, and a subchart that is off, have words of their own', () => {
  const values = { web: 1, redis: { a: 1 } };
  const known: IdleValue = { ...IDLE, path: ['web'], kind: 'known' };
  const off: IdleValue = { ...IDLE, path: ['redis'], kind: 'off', conditions: ['redis.enabled'] };
  const { findings } = told({ 'app.yaml': app({ valuesObject: values }) }, { web: { idle: [known, off] } });
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringContaining('web has no effect here'),
    expect.stringContaining(
      'the values of redis have no effect: the subchart is off for Application web (redis.enabled)',
    ),
  ]);
});

test('what was not tried is listed', () => {
  const { unchecked } = told({ 'app.yaml': app({ valuesObject: { a: 1 } }) }, { web: { untried: 'too many' } });
  expect(unchecked).toContainEqual(expect.objectContaining({ reason: 'too many' }));
});
