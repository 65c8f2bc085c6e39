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

test('without Trivy its image is neither listed nor in the values', () => {
  const off = { chart: 'harbor', version: '1.19.1', values: { trivy: { enabled: false } } } as const;
  expect(inventoryOf(off).filter((image) => image.includes('trivy'))).toEqual([]);
  expect(declare(off).values).not.toContain('trivy-adapter');
});

test.each([
  ['harbor', '1.19.1', HARBOR_IMAGE_DEFAULTS],
  ['argo-cd', '10.1.1', ARGOCD_IMAGE_DEFAULTS],
  ['cilium', '1.16.5', CILIUM_IMAGE_DEFAULTS],
  ['cilium', '1.19.6', CILIUM_IMAGE_DEFAULTS],
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
