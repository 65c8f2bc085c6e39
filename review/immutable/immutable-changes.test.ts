/**
 * Whoever merges a change that the API server refuses has an Application that cannot be synced until somebody deletes the
 * object by hand. Whoever is warned of one that it takes is warned for nothing.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { immutableChanges } from './immutable-changes';
import { updates } from './testing/updates';

const { words, skipped, refused } = JSON.parse(readFileSync(join(__dirname, 'api-server.vectors.json'), 'utf8')) as {
  readonly words: readonly string[];
  readonly skipped: readonly string[];
  readonly refused: Readonly<Record<string, readonly number[]>>;
};

test('every change of every field of the built-in kinds is refused where the API server refuses it, in its words', () => {
  const left = new Set(skipped);
  const asked = updates().filter(({ name }) => !left.has(name));
  const wrong = asked.flatMap(({ name, before, after }) => {
    const expected = (refused[name] ?? []).map((index) => words[index]);
    const found = immutableChanges(before, after);
    const same = found.length > 0 === expected.length > 0 && found.every(({ message }) => expected.includes(message));
    return same ? [] : [`${name}: ${JSON.stringify(found)} instead of ${expected.join('; ')}`];
  });
  expect(wrong).toEqual([]);
  expect(asked.length).toBeGreaterThan(2500);
  expect(Object.keys(refused).length).toBeGreaterThan(1000);
});

const object = (apiVersion: string, kind: string, rest: object) => ({
  apiVersion,
  kind,
  metadata: { name: 'a' },
  ...rest,
});
const claim = (spec: object) => object('v1', 'PersistentVolumeClaim', { spec });
const service = (spec: object) => object('v1', 'Service', { spec: { ports: [{ port: 80 }], ...spec } });

test('the way leads to the field, not to the object that holds it', () => {
  const before = object('apps/v1', 'StatefulSet', { spec: { serviceName: 'a', replicas: 1 } });
  const after = object('apps/v1', 'StatefulSet', { spec: { serviceName: 'b', replicas: 2 } });
  expect(immutableChanges(before, after).map(({ path }) => path)).toEqual([['spec', 'serviceName']]);
});

test('what the cluster gave is not known, so writing it down is no finding', () => {
  const requests = { resources: { requests: { storage: '1Gi' } } };
  expect(immutableChanges(claim(requests), claim({ ...requests, storageClassName: 'fast', volumeName: 'a' }))).toEqual(
    [],
  );
  expect(immutableChanges(service({}), service({ clusterIP: '10.96.0.9' }))).toEqual([]);
  expect(immutableChanges(service({}), service({ clusterIP: 'None' }))).toHaveLength(1);
});

test('the same amount in other words is not smaller', () => {
  const size = (storage: string) => claim({ resources: { requests: { storage } } });
  expect(immutableChanges(size('1Gi'), size('1024Mi'))).toEqual([]);
  expect(immutableChanges(size('1Gi'), size('1G'))).toHaveLength(1);
});

test('a default that is written down changes nothing', () => {
  const provisioner = { provisioner: 'example.com/a' };
  const before = object('storage.k8s.io/v1', 'StorageClass', provisioner);
  const after = object('storage.k8s.io/v1', 'StorageClass', { ...provisioner, reclaimPolicy: 'Delete' });
  expect(immutableChanges(before, after)).toEqual([]);
});

test('values are no part of the words: they may be secret', () => {
  const secret = (data: string) => object('v1', 'Secret', { immutable: true, stringData: { a: data } });
  const found = JSON.stringify(immutableChanges(secret('hunter1'), secret('hunter2')));
  expect(found).toContain('field is immutable when `immutable` is set');
  expect(found).not.toMatch(/hunter/);
});

test('an object of a kind that nobody knows has no such fields', () => {
  expect(immutableChanges(object('a/v1', 'B', { spec: 1 }), object('a/v1', 'B', { spec: 2 }))).toEqual([]);
});
