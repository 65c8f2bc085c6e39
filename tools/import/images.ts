import type { Chart } from './chart';

/** What the constructs have to know of a chart's version at run time. */
export interface ChartRelease {
  /** The version of the program that the chart installs. */
  readonly appVersion: string;
  /** The images of the chart's defaults by the values path that holds them, with their digests where the chart has them. */
  readonly images: Readonly<Record<string, string>>;
}

/** Reads a chart's release from its defaults. A map with a `repository` and a `tag` is an image. */
export function releaseOf(chart: Chart): ChartRelease {
  const images: Record<string, string> = {};
  visit(chart.values, []);
  return { appVersion: chart.appVersion, images };

  function visit(value: unknown, path: readonly string[]): void {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return;
    const map = value as Readonly<Record<string, unknown>>;
    if (typeof map.repository === 'string' && map.repository !== '' && 'tag' in map)
      images[path.join('.')] = reference(map, chart.appVersion);
    for (const [key, below] of Object.entries(map)) visit(below, [...path, key]);
  }
}

function reference(image: Readonly<Record<string, unknown>>, appVersion: string): string {
  // Cilium's operator has an image for each cloud; the one for none of them is called generic.
  const generic = typeof image.genericDigest === 'string';
  const repository = `${image.repository}${generic ? `-generic${image.suffix ?? ''}` : ''}`;
  const digest = image.useDigest === false ? undefined : generic ? image.genericDigest : image.digest;
  return `${repository}:${image.tag || appVersion}${digest ? `@${digest}` : ''}`;
}

/** The file with the releases of all imported charts: small, because `synth` reads it. */
export function releasesFile(releases: ReadonlyMap<string, ReadonlyMap<string, ChartRelease>>): string {
  const charts = Object.fromEntries([...releases].map(([name, versions]) => [name, Object.fromEntries(versions)]));
  return `${JSON.stringify({ $comment: 'Generated from the charts of imports/sources.yaml by npm run import. Do not edit.', ...charts }, null, 2)}\n`;
}
