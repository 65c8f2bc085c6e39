import type { Construct } from 'constructs';
import type { Values } from '../helm/merge-values';
import { imagesOf } from '../helm/release';
import { type ChartImage, ChartValues, useContainersInValues, useTaggedImages } from '../images/chart-images';
import type { HarborVersion } from './versions';

/**
 * Harbor's images, and under which values its chart renders them.
 *
 * Compared with what `helm template` renders of chart 1.19.1, for each of these values on and off, as far as the declaration
 * leaves them open: it fixes the types of the database and of Redis (charts/images/rendered-images.integration.ts).
 *
 * @see https://github.com/goharbor/harbor-helm/tree/v1.19.1/templates
 */
const IMAGES: readonly ChartImage[] = [
  { path: 'nginx.image', when: (values) => !['ingress', 'route'].includes(values.at('expose.type') as string) },
  { path: 'portal.image' },
  { path: 'core.image' },
  { path: 'jobservice.image' },
  { path: 'registry.registry.image' },
  { path: 'registry.controller.image' },
  { path: 'trivy.image', when: (values) => values.on('trivy.enabled') },
  { path: 'database.internal.image', when: (values) => values.at('database.type') === 'internal' },
  { path: 'redis.internal.image', when: (values) => values.at('redis.type') === 'internal' },
  { path: 'exporter.image', when: (values) => values.on('metrics.enabled') },
];

/** The chart's own defaults of what decides. */
export const HARBOR_IMAGE_DEFAULTS = {
  'expose.type': 'ingress',
  'trivy.enabled': true,
  'database.type': 'internal',
  'redis.type': 'internal',
  'metrics.enabled': false,
};

/**
 * Records the images that Harbor's chart renders with these values, and gives the values that pin those whose digest the
 * lock knows.
 *
 * @param values what the values file says
 * @param given the part of it that is not derived
 */
export function useHarborImages(construct: Construct, version: HarborVersion, values: Values, given?: object): Values {
  const chart = `harbor ${version}`;
  useContainersInValues(construct, chart, given);
  const used = {
    chart,
    release: { images: imagesOf('harbor', version) },
    values: new ChartValues(values, HARBOR_IMAGE_DEFAULTS),
  };
  return useTaggedImages(construct, used, IMAGES);
}
