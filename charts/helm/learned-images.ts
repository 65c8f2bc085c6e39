import type { Construct } from 'constructs';
import { parseImageReference } from '../../images/image-reference';
import type { ChartFacts, LearnedImage } from '../../tools/import/chart-facts';
import { setValue, valueAt } from '../images/chart-images';
import { PlatformImages } from '../images/platform-images';
import type { Values } from './merge-values';

/**
 * Records the images that a chart renders with these values, as far as its import has learnt which value decides, and gives
 * the values that pin those whose digest the lock knows.
 */
export function useLearnedImages(construct: Construct, facts: ChartFacts, values: Values): Values {
  const pins: Record<string, unknown> = {};
  for (const image of facts.images) {
    if (!isRendered(image, values)) continue;
    const { path, pin } = image;
    const used = PlatformImages.of(construct).use(referenceOf(image, values), {
      construct,
      through: path === undefined ? 'an image of the chart' : `${path}.${pin ?? 'tag'}`,
      chart: `${facts.chart} ${facts.version}`,
      fromLock: pin !== undefined,
    });
    if (path === undefined || pin === undefined || used.pinnedBy !== 'lock') continue;
    setValue(pins, `${path}.${pin}`, pin === 'tag' ? used.tag : used.digest);
  }
  return pins;
}

/** Whether a value that decides is another than by default, as far as it is given: booleans are turned over. */
function isRendered({ byDefault, toggles }: LearnedImage, values: Values): boolean {
  const given = toggles.map((path) => valueAt(values, path.split('.')));
  // An image that others take the place of goes with one switch; one that comes needs one.
  return byDefault
    ? !given.some((value) => value === false)
    : given.some((value) => value !== undefined && value !== false);
}

/** The reference that the chart makes of the values. */
function referenceOf({ path, reference }: LearnedImage, values: Values): string {
  const image = path === undefined ? undefined : valueAt(values, path.split('.'));
  if (image === null || typeof image !== 'object') return reference;
  const { registry, repository, tag, digest } = image as Readonly<Record<string, unknown>>;
  const byDefault = parseImageReference(reference);
  const host = typeof registry === 'string' && registry !== '' ? registry : byDefault.registry;
  const name = repository
    ? typeof registry === 'string'
      ? `${host}/${repository}`
      : repository
    : `${host}/${byDefault.repository}`;
  const moved = tag || repository || registry;
  const sum = digest ?? (moved ? undefined : byDefault.digest);
  return `${name}:${tag || byDefault.tag}${sum ? `@${sum}` : ''}`;
}
