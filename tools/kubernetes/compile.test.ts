import { compile, type Release, shortName } from './compile';

const release = (minor: number, fields: Record<string, object>, required: string[] = []): Release => ({
  minor,
  swagger: {
    definitions: {
      'io.k8s.api.core.v1.Pod': {
        properties: { metadata: {}, ...fields },
        required,
        'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind: 'Pod' }],
      },
      'io.k8s.api.core.v1.PodSpec': { properties: { self: { $ref: '#/definitions/io.k8s.api.core.v1.PodSpec' } } },
      'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: 'string' },
      'io.k8s.api.core.v1.Unused': { properties: {} },
    },
  },
});

const NONE = { required: [], enums: {} };

test('a field says which releases have it, only where these are not all', () => {
  const text = { type: 'string' };
  const table = compile(
    [release(30, { a: text, b: text }), release(31, { a: text, c: text }), release(32, { a: text, b: text })],
    NONE,
    {},
  );
  expect(table).toMatchObject({
    minors: [30, 32],
    kinds: { 'v1/Pod': 'core.v1.Pod' },
    definitions: { 'core.v1.Pod': { a: 'string', b: ['string -30', 'string 32-'], c: 'string 31-31' } },
  });
});

test('types: lists, maps, references that lead back to themselves, and those with rules of their own', () => {
  const spec = { $ref: '#/definitions/io.k8s.api.core.v1.PodSpec' };
  const amount = { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity' };
  const table = compile(
    [
      release(30, {
        a: { type: 'array', items: spec },
        b: { type: 'object', additionalProperties: amount },
        c: { type: 'string', format: 'byte' },
        d: { type: 'integer', format: 'int64' },
      }),
    ],
    NONE,
    {},
  );
  expect(table).toMatchObject({
    definitions: {
      'core.v1.Pod': { a: '[]core.v1.PodSpec', b: '{}quantity', c: 'bytes', d: 'int64' },
      'core.v1.PodSpec': { self: 'core.v1.PodSpec' },
    },
  });
  expect(JSON.stringify(table)).not.toContain('Unused');
});

test('only what the types call required is, as far as the API server was seen to refuse without it', () => {
  const facts = { required: ['core.v1.Pod.a', 'core.v1.Pod.b'], enums: {} };
  const text = { type: 'string' };
  expect(compile([release(30, { a: text, b: text, c: text }, ['a', 'c'])], facts, {})).toMatchObject({
    required: ['core.v1.Pod.a'],
  });
});

test('what became of versions: only of those that something became of', () => {
  const lifecycle = { 'v1/Pod': { introduced: 1 }, 'a/v1beta1/B': { removed: 22, replacement: 'a/v1/BList' } };
  expect(compile([release(30, {})], NONE, lifecycle)).toMatchObject({
    lifecycle: { 'a/v1beta1/B': { removed: 22, replacement: 'a/v1/B' } },
  });
  expect(shortName('io.k8s.kube-aggregator.pkg.apis.apiregistration.v1.APIService')).toBe(
    'apiregistration.v1.APIService',
  );
});
