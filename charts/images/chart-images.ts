import type { Construct } from 'constructs';
import { parseImageReference } from '../../images/image-reference';
import type { Values } from '../helm/merge-values';
import type { Release } from '../helm/release';
import { type PinnedImage, PlatformImages } from './platform-images';

/** One image of a Helm chart: which value holds it, and under which values the chart renders it. */
export interface ChartImage {
  /** Dotted path of the value that holds it: `trivy.image`. */
  readonly path: string;
  /** Whether the chart renders it with these values. @default - with all of them */
  readonly when?: (values: ChartValues) => boolean;
}

/** The values that a chart is rendered with: what is given, and the chart's own defaults where nothing is. */
export class ChartValues {
  /**
   * @param given what the values file says
   * @param defaults the chart's defaults of what is asked for, by dotted path
   */
  constructor(
    private readonly given: Values,
    private readonly defaults: Readonly<Record<string, unknown>> = {},
  ) {}

  /** The value at a dotted path. A given null stays null: it makes Helm remove the default. */
  at(path: string): unknown {
    const given = valueAt(this.given, path.split('.'));
    return given === undefined ? this.defaults[path] : given;
  }

  /** Whether a template's `if` counts the value as true. @see https://pkg.go.dev/text/template#hdr-Actions */
  on(path: string): boolean {
    const value = this.at(path);
    if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
    return Boolean(value);
  }
}

/** A chart whose images are used. */
export interface UsedChart {
  /** Name and version: `harbor 1.19.1`. */
  readonly chart: string;
  readonly release: Pick<Release, 'images'>;
  readonly values: ChartValues;
}

/**
 * Records the images that a chart of the `repository:tag` sort renders, and gives the values that pin those whose digest is
 * known: such a chart knows no digests, but a digest behind the tag makes a good reference.
 */
export function useTaggedImages(construct: Construct, used: UsedChart, images: readonly ChartImage[]): Values {
  const pins: Record<string, unknown> = {};
  for (const { path, when } of images) {
    if (when && !when(used.values)) continue;
    const byDefault = used.release.images[path];
    // Another version of the chart has it.
    if (byDefault === undefined) continue;
    const image = useTaggedImage(construct, used, path, byDefault);
    if (image.pinned) setValue(pins, `${path}.tag`, image.tag);
  }
  return pins;
}

/**
 * Records one image that a chart renders as `repository:tag`.
 *
 * @param byDefault the reference that the chart renders where the values name neither
 */
export function useTaggedImage(construct: Construct, used: UsedChart, path: string, byDefault: string): PinnedImage {
  const { tag } = parseImageReference(byDefault);
  const name = byDefault.slice(0, byDefault.lastIndexOf(`:${tag}`));
  const reference = `${used.values.at(`${path}.repository`) || name}:${used.values.at(`${path}.tag`) || tag}`;
  return PlatformImages.of(construct).use(reference, { construct, through: `${path}.tag`, chart: used.chart });
}

/** Records the images of containers that were put into the values themselves: `extraContainers`, `initContainers` … */
export function useContainersInValues(construct: Construct, chart: string, given: object = {}): void {
  visit(given, '');

  function visit(value: unknown, path: string): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, below] of Object.entries(value)) {
      const here = path === '' ? key : `${path}.${key}`;
      visit(below, here);
      if (!/containers$/i.test(key) || !Array.isArray(below)) continue;
      for (const [index, item] of below.entries()) {
        // Anything but a container is reported elsewhere, as a value that does not fit.
        const { name = index, image } = item ?? {};
        // Argo CD's chart runs these through the template engine.
        if (typeof image !== 'string' || image.includes('{{')) continue;
        const through = `${here}[${name}].image`;
        PlatformImages.of(construct).use(image, { construct, through, chart, fromLock: false });
      }
    }
  }
}

/** Sets the value at a dotted path. */
export function setValue(values: Record<string, unknown>, path: string, value: unknown): void {
  const [key, ...rest] = path.split('.');
  if (rest.length === 0) values[key] = value;
  else {
    values[key] ??= {};
    setValue(values[key] as Record<string, unknown>, rest.join('.'), value);
  }
}

/** The value at a path; null where a key above it is null. */
export function valueAt(values: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined || values === null) return values;
  return typeof values === 'object' ? valueAt((values as Values)[key], rest) : undefined;
}
