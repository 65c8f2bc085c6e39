import type { Construct } from 'constructs';
import type { Values } from '../helm/merge-values';
import { PlatformImages } from '../images/platform-images';
import type { HarborVersion } from './versions';

/** Version of Harbor that a version of its chart installs; every image of the chart has it as its tag. */
export const HARBOR_APP_VERSION: Readonly<Record<HarborVersion, string>> = { '1.19.1': '2.15.1' };

/** Repositories by the values path that holds their tag. */
const REPOSITORIES: Readonly<Record<string, string>> = {
  'nginx.image': 'goharbor/nginx-photon',
  'portal.image': 'goharbor/harbor-portal',
  'core.image': 'goharbor/harbor-core',
  'jobservice.image': 'goharbor/harbor-jobservice',
  'registry.registry.image': 'goharbor/registry-photon',
  'registry.controller.image': 'goharbor/harbor-registryctl',
  'trivy.image': 'goharbor/trivy-adapter-photon',
  'database.internal.image': 'goharbor/harbor-db',
  'redis.internal.image': 'goharbor/redis-photon',
};

/** Records Harbor's images, and gives the values that pin those whose digest the lock knows. */
export function harborImageTags(construct: Construct, version: HarborVersion): Values {
  const values: Record<string, unknown> = {};
  for (const [path, repository] of Object.entries(REPOSITORIES)) {
    const through = `${path}.tag`;
    const image = PlatformImages.of(construct).use(`docker.io/${repository}:v${HARBOR_APP_VERSION[version]}`, {
      construct,
      through,
    });
    // The chart knows no digests, but prints repository:tag: a digest behind the tag makes a good reference.
    if (image.pinned) set(values, through.split('.'), image.tag);
  }
  return values;
}

function set(values: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (rest.length === 0) values[key] = value;
  else {
    values[key] ??= {};
    set(values[key] as Record<string, unknown>, rest, value);
  }
}
