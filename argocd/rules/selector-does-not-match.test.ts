import fc from 'fast-check';
import { application, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

function judged(selector: unknown, labels: unknown, kind = 'Deployment', apiVersion = 'apps/v1') {
  const spec = { selector, template: { metadata: { labels }, spec: { containers: [{ name: 'a', image: 'a' }] } } };
  return findings('selector-does-not-match', {
    'apps/website.yaml': application(),
    'deploy/web.yaml': object(kind, 'web', { spec }, apiVersion),
  });
}

test.each(['Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet'])('a %s whose pods it would not find', (kind) => {
  expect(judged({ matchLabels: { app: 'web' } }, { app: 'website' }, kind)).toMatchObject([
    {
      severity: 'refuse',
      line: 12,
      message:
        `${kind}.apps "web" is invalid: spec.template.metadata.labels: Invalid value: {"app":"website"}: ` +
        '`selector` does not match template `labels` (the selector asks for app: "web", which is "website")',
    },
  ]);
  expect(judged({ matchLabels: { app: 'web' } }, { app: 'web', more: 'x' }, kind)).toEqual([]);
});

test.each([
  [{ key: 'a', operator: 'In', values: ['1', '2'] }, { a: '1' }, true],
  [{ key: 'a', operator: 'In', values: ['1', '2'] }, { a: '3' }, false],
  [{ key: 'a', operator: 'In', values: ['1'] }, {}, false],
  [{ key: 'a', operator: 'NotIn', values: ['1'] }, {}, true],
  [{ key: 'a', operator: 'NotIn', values: ['1'] }, { a: '1' }, false],
  [{ key: 'a', operator: 'Exists' }, { a: '' }, true],
  [{ key: 'a', operator: 'Exists' }, {}, false],
  [{ key: 'a', operator: 'DoesNotExist' }, {}, true],
  [{ key: 'a', operator: 'DoesNotExist' }, { a: '1' }, false],
])('%j on %j: %s', (expression, labels, holds) => {
  expect(judged({ matchExpressions: [expression] }, labels)).toHaveLength(holds ? 0 : 1);
});

test('an empty selector selects all, which no workload may', () => {
  expect(judged({}, { a: 'b' })).toMatchObject([
    { message: expect.stringContaining('empty selector is invalid for deployment') },
  ]);
});

test('what is no selector, no label or no workload is for others', () => {
  expect(judged(undefined, { a: 'b' })).toEqual([]);
  expect(judged({ matchLabels: { a: 1 } }, { a: 'b' })).toEqual([]);
  expect(judged({ matchLabels: { a: 'b' } }, 'none')).toEqual([]);
  expect(judged({ matchLabels: { a: 'b' } }, {}, 'Rollout', 'argoproj.io/v1alpha1')).toEqual([]);
});

test('labels that contain the selector are never refused', () => {
  const labels = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('x', 'y'), { minKeys: 1 });
  fc.assert(
    fc.property(labels, labels, (wanted, more) => {
      expect(judged({ matchLabels: wanted }, { ...more, ...wanted })).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
