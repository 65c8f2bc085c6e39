import { imagePattern } from './image-pattern';
import { parseImageReference } from './image-reference';
import { mirroredRepository, readDestination } from './mirror-layout';

test.each([
  ['10.0.24.28:30002', { registry: '10.0.24.28:30002' }],
  ['harbor.example.com/mirror', { registry: 'harbor.example.com', prefix: 'mirror' }],
  ['localhost:5000/a/b/', { registry: 'localhost:5000', prefix: 'a/b' }],
])('--to %s', (text, expected) => {
  expect(readDestination(text)).toEqual(expected);
});

test.each([
  '',
  'harbor',
  'mirror/a',
  'https://h.io/a',
  'h.io/A',
  'h.io/a:1',
  'h.io//a',
  `h.io/a@sha256:${'a'.repeat(64)}`,
  'h.io/ a',
])('--to %j is refused with what is allowed', (text) => {
  expect(() => readDestination(text)).toThrow(/^--to .*: .*; write REGISTRY or REGISTRY\/PREFIX/);
});

test('images of one name from two registries get two places, and each place is a repository', () => {
  const places = ['docker.io', 'quay.io', 'Host.io', '10.0.24.28:30002', '[fd00::1]:5000', 'localhost'].map(
    (registry) => mirroredRepository({ registry: 'h.io', prefix: 'mirror' }, { registry, repository: 'cilium/cilium' }),
  );
  expect(places[0]).toBe('mirror/docker.io/cilium/cilium');
  expect(new Set(places).size).toBe(places.length);
  for (const place of places) expect(parseImageReference(`h.io/${place}`).repository).toBe(place);
});

test.each([
  ['goharbor/*', true],
  ['docker.io/goharbor/harbor-core', true],
  ['goharbor/harbor-core', true],
  ['goharbor/harbor-core:v2.15.?', true],
  ['*:v2.15.1', true],
  ['*', true],
  ['harbor-core', false],
  ['goharbor/harbor', false],
  ['goharbor/harbor.core', false],
  ['goharbor/[a-z]*', false],
])('--only %s matches goharbor/harbor-core:v2.15.1: %s', (glob, matches) => {
  expect(imagePattern(glob)('docker.io/goharbor/harbor-core:v2.15.1')).toBe(matches);
});
