import type { Construct } from 'constructs';
import { mergeMaps, type Values } from '../helm/merge-values';
import { imagesOf } from '../helm/release';
import {
  type ChartImage,
  ChartValues,
  setValue,
  type UsedChart,
  useContainersInValues,
  useTaggedImage,
  useTaggedImages,
} from '../images/chart-images';
import { PlatformImages } from '../images/platform-images';
import type { ArgoCdVersion } from './versions';

/**
 * What runs Argo CD's own image, and under which values its chart renders it. Each may have an image of its own instead.
 * ApplicationSets cannot be switched off in this chart: their controller is always rendered.
 *
 * Compared with what `helm template` renders of chart 10.1.1, for each of these values on and off
 * (charts/images/rendered-images.integration.ts); so are the other images.
 *
 * @see https://github.com/argoproj/argo-helm/tree/argo-cd-10.1.1/charts/argo-cd/templates
 */
const COMPONENTS: readonly ChartImage[] = [
  { path: 'controller.image' },
  { path: 'server.image' },
  { path: 'repoServer.image' },
  { path: 'applicationSet.image' },
  { path: 'notifications.image', when: (values) => values.on('notifications.enabled') },
  { path: 'commitServer.image', when: (values) => values.on('commitServer.enabled') },
  { path: 'dex.initImage', when: (values) => values.on('dex.enabled') },
  {
    path: 'redisSecretInit.image',
    when: (values) => values.on('redisSecretInit.enabled') && !values.on('externalRedis.host'),
  },
];

const ownRedis = (values: ChartValues) => values.on('redis.enabled') && !values.on('redis-ha.enabled');

/** The other images, and under which values the chart renders them. */
const IMAGES: readonly ChartImage[] = [
  { path: 'dex.image', when: (values) => values.on('dex.enabled') },
  { path: 'redis.image', when: ownRedis },
  { path: 'redis.exporter.image', when: (values) => ownRedis(values) && values.on('redis.exporter.enabled') },
  { path: 'redis-ha.image', when: (values) => values.on('redis-ha.enabled') },
  {
    path: 'redis-ha.haproxy.image',
    when: (values) => values.on('redis-ha.enabled') && values.on('redis-ha.haproxy.enabled'),
  },
  {
    path: 'server.extensions.image',
    when: (values) => values.on('server.extensions.enabled') && values.on('server.extensions.extensionList'),
  },
];

/**
 * Images of the subchart redis-ha. Their tags are in the subchart's defaults, which `npm run import` does not read: look them
 * up when a version is added.
 *
 * @see https://github.com/argoproj/argo-helm/blob/argo-cd-10.1.1/charts/argo-cd/Chart.yaml which says its version
 * @see https://github.com/DandyDeveloper/charts/blob/redis-ha-4.38.0/charts/redis-ha/values.yaml
 */
const SUBCHART_IMAGES: Readonly<Record<ArgoCdVersion, Readonly<Record<'redis-ha.haproxy.image', string>>>> = {
  '10.1.1': { 'redis-ha.haproxy.image': 'ecr-public.aws.com/docker/library/haproxy:3.3.10-alpine' },
};

/** The exporter beside redis-ha has its repository in `image`, and its tag beside it. */
const REDIS_HA_EXPORTER = 'redis-ha.exporter';

/** The chart's own defaults of what decides. */
export const ARGOCD_IMAGE_DEFAULTS = {
  'notifications.enabled': true,
  'commitServer.enabled': false,
  'dex.enabled': true,
  'redis.enabled': true,
  'redis.exporter.enabled': false,
  'redis-ha.enabled': false,
  'redis-ha.haproxy.enabled': true,
  'redis-ha.exporter.enabled': false,
  'redis-ha.exporter.image': 'ghcr.io/oliver006/redis_exporter',
  'redis-ha.exporter.tag': 'v1.75.0',
  'redisSecretInit.enabled': true,
  'externalRedis.host': '',
  'server.extensions.enabled': false,
  'server.extensions.extensionList': [],
};

/**
 * Records the images that Argo CD's chart renders with these values, and gives the values that pin those whose digest the
 * lock knows.
 *
 * @param values what the values file says
 * @param given the part of it that is not derived
 */
export function useArgoCdImages(construct: Construct, version: ArgoCdVersion, values: Values, given?: object): Values {
  const chart = `argo-cd ${version}`;
  const images = { ...imagesOf('argo-cd', version), ...SUBCHART_IMAGES[version] };
  const used: UsedChart = { chart, release: { images }, values: new ChartValues(values, ARGOCD_IMAGE_DEFAULTS) };
  useContainersInValues(construct, chart, given);
  return [useComponents(construct, used), useRedisHaExporter(construct, used)].reduce(
    mergeMaps,
    useTaggedImages(construct, used, IMAGES),
  );
}

function useComponents(construct: Construct, used: UsedChart): Values {
  const pins: Record<string, unknown> = {};
  const { values, release } = used;
  const byDefault = release.images['global.image'];
  // Of a version that was not imported nothing is known.
  if (byDefault === undefined) return pins;
  const global = useTaggedImage(construct, used, 'global.image', byDefault);
  if (global.pinned) setValue(pins, 'global.image.tag', global.tag);
  for (const { path, when } of COMPONENTS) {
    if (when && !when(values)) continue;
    if (!values.on(`${path}.repository`) && !values.on(`${path}.tag`)) continue;
    const image = useTaggedImage(construct, used, path, global.name);
    // Without it, the tag is that of the global image, with a digest that another repository does not have.
    setValue(pins, `${path}.tag`, image.tag);
  }
  return pins;
}

function useRedisHaExporter(construct: Construct, { chart, values }: UsedChart): Values {
  const pins: Record<string, unknown> = {};
  if (values.on('redis-ha.enabled') && values.on(`${REDIS_HA_EXPORTER}.enabled`)) {
    const reference = `${values.at(`${REDIS_HA_EXPORTER}.image`)}:${values.at(`${REDIS_HA_EXPORTER}.tag`)}`;
    const through = `${REDIS_HA_EXPORTER}.tag`;
    const image = PlatformImages.of(construct).use(reference, { construct, through, chart });
    if (image.pinned) setValue(pins, through, image.tag);
  }
  return pins;
}
