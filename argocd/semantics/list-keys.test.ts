import { listProblems } from './list-keys';
import { vectors } from './vectors/load';

type Vector = readonly [object: { readonly apiVersion: string; readonly kind: string }, errors: readonly string[]];

test.each(vectors<readonly Vector[]>('list-keys').map((one, index) => [index, ...one] as const))(
  'vector %i: the lists of an object are judged as the API server judges them',
  (_, object, errors) => {
    const found = listProblems(object.apiVersion, object.kind, object).map(({ message }) => message);
    expect(found.slice().sort()).toEqual(errors.slice().sort());
  },
);

test('a problem is pointed at', () => {
  const spec = { ports: [{ port: 80 }, { port: 80, protocol: 'TCP' }, { port: 80, protocol: 'UDP' }] };
  expect(listProblems('v1', 'Service', { spec })).toEqual([
    { pointer: ['spec', 'ports', 1], message: '.spec.ports: duplicate entries for key [port=80,protocol="TCP"]' },
  ]);
});

test('kinds that are not built in, and what is no object, are not judged', () => {
  expect(listProblems('example.com/v1', 'Service', { spec: { ports: [null] } })).toEqual([]);
  expect(listProblems('v1', 'Service', null)).toEqual([]);
  expect(listProblems('constructor', '__proto__', {})).toEqual([]);
});
