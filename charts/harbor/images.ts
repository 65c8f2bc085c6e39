import type { Construct } from 'constructs';
import type { Values } from '../helm/merge-values';
import { releaseOf } from '../helm/release';
import { PlatformImages } from '../images/platform-images';
import type { HarborVersion } from './versions';

/** What runs, by the values path that holds the image. */
const PATHS = [
  'nginx.image',
  'portal.image',
  'core.image',
  'jobservice.image',
  'registry.registry.image',
  'registry.controller.image',
  'trivy.image',
  'database.internal.image',
  'redis.internal.image',
];

/** Records Harbor's images, and gives the values that pin those whose digest the lock knows. */
export function harborImageTags(construct: Construct, version: HarborVersion): Values {
  const { images } = releaseOf('harbor', version);
  const values: Record<string, unknown> = {};
  for (const path of PATHS) {
    const through = `${path}.tag`;
    const image = PlatformImages.of(construct).use(images[path], { construct, through, chart: `harbor ${version}` });
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
