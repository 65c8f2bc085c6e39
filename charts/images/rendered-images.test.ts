import { parse } from 'yaml';
import { parseImageLock } from '../../images/image-lock';
import { readFacts } from '../../tools/import/facts';
import { ARGOCD_IMAGE_DEFAULTS } from '../argocd/images';
import { CILIUM_IMAGE_DEFAULTS } from '../cilium/images';
import { HARBOR_IMAGE_DEFAULTS } from '../harbor/images';
import rendered from './__fixtures__/rendered-images.json';
import { CASES, declare, inventoryOf, nameOf } from './rendered-images.fixture';

// An image that is listed and does not run is copied, pinned and scanned for nothing; one that runs and is not listed is
// missing in the mirror when the nodes are cut off. What the charts render was seen with helm (rendered-images.integration.ts).

test.each(CASES.map((one) => [nameOf(one), one] as const))('%s: listed is what helm renders', (name, one) => {
  expect(inventoryOf(one)).toEqual((rendered as Record<string, string[]>)[name]);
});

test('no two cases have one name, and the fixture has no case that is gone', () => {
  expect(CASES.map(nameOf).sort()).toEqual(Object.keys(rendered).sort());
});

test.each([
  [
    { core: { initContainers: [null, { name: 'a', image: 'No Such' }] } },
    'core.initContainers[a].image: "No Such" is not',
  ],
  [{ trivy: 5 }, 'values.trivy is 5, but what is declared gives'],
  [
    { core: { image: { repository: 'No Such' } } },
    '[platform/harbor] core.image.tag: "No Such:v2.15.1" is not an image',
  ],
])('%j is an error message, not a crash', (values, message) => {
  const trivy = parseImageLock(
    `images:\n  a:\n    repository: goharbor/trivy-adapter-photon\n    tag: v2.15.1@sha256:${'a'.repeat(64)}\n`,
  );
  expect(() => declare({ chart: 'harbor', version: '1.19.1', values }, trivy)).toThrow(message);
});

test('without Trivy its image is neither listed nor in the values', () => {
  const off = { chart: 'harbor', version: '1.19.1', values: { trivy: { enabled: false } } } as const;
  expect(inventoryOf(off).filter((image) => image.includes('trivy'))).toEqual([]);
  expect(declare(off).values).not.toContain('trivy-adapter');
});

describe('an image of one’s own in a chart', () => {
  const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
  const lockOf = (...images: [image: string, digit: string][]) =>
    new Map(images.map(([image, digit]) => [image, { image, digest: digest(digit) }]));

  test('is pinned by the digest that the lock has for it, and not by that of the chart’s image', () => {
    const values = { portal: { image: { repository: 'mirror.example.com/harbor-portal' } } };
    const one = { chart: 'harbor', version: '1.19.1', values } as const;
    const original = ['docker.io/goharbor/harbor-portal:v2.15.1', 'a'] as [string, string];
    expect(declare(one, lockOf(original)).values).not.toContain(digest('a'));
    const locked = lockOf(original, ['mirror.example.com/harbor-portal:v2.15.1', 'b']);
    expect(parse(declare(one, locked).values).portal.image).toEqual({
      repository: 'mirror.example.com/harbor-portal',
      tag: `v2.15.1@${digest('b')}`,
    });
  });

  test('does not get the digest of Argo CD’s own image, which its repository does not have', () => {
    const values = { repoServer: { image: { repository: 'quay.io/a/argocd' } } };
    const locked = lockOf(['quay.io/argoproj/argocd:v3.4.4', 'a']);
    const { global, repoServer } = parse(declare({ chart: 'argo-cd', version: '10.1.1', values }, locked).values);
    expect(global.image.tag).toBe(`v3.4.4@${digest('a')}`);
    expect(repoServer.image).toEqual({ repository: 'quay.io/a/argocd', tag: 'v3.4.4' });
  });
});

test.each([
  ['harbor', '1.19.1', HARBOR_IMAGE_DEFAULTS],
  ['argo-cd', '10.1.1', ARGOCD_IMAGE_DEFAULTS],
  ['cilium', '1.16.5', CILIUM_IMAGE_DEFAULTS],
  ['cilium', '1.19.6', CILIUM_IMAGE_DEFAULTS],
  ['cilium', '1.20.0', CILIUM_IMAGE_DEFAULTS],
] as const)('what decides in %s %s has the default that the chart gives it', (chart, version, expected) => {
  const { defaults } = readFacts(chart, version);
  for (const [path, value] of Object.entries(expected)) {
    const real = path
      .split('.')
      .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], defaults);
    // What a version does not know has to be off in it.
    expect([path, real ?? falsy(value)]).toEqual([path, value]);
  }
});

function falsy(value: unknown): unknown {
  return value ? 'not in this version, so it cannot be on' : value;
}
