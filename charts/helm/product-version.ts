import type { UpgradableProduct } from '../facts/upgrade-path';
import { findRelease } from './release';

/**
 * The version of the product that a version of its chart installs; undefined if it is not known. The chart may be one
 * that is not imported (any more).
 */
export function productVersion(product: UpgradableProduct, chartVersion: string): string | undefined {
  return findRelease(product, chartVersion)?.appVersion ?? DERIVED[product](chartVersion);
}

const DERIVED: Readonly<Record<UpgradableProduct, (chartVersion: string) => string | undefined>> = {
  cilium: (chartVersion) => chartVersion,
  harbor: (chartVersion) => {
    // Chart 1.(N+4) installs Harbor 2.N, of the same patch.
    const [, minor, patch] = /^v?1\.(\d+)\.(\d+)$/.exec(chartVersion) ?? [];
    return minor === undefined || Number(minor) < 4 ? undefined : `2.${Number(minor) - 4}.${patch}`;
  },
  'argo-cd': (chartVersion) => {
    const version = parse(chartVersion);
    if (!version || compare(version, LAST_ARGO_CD_CHART) > 0) return undefined;
    const [, minor] = FIRST_ARGO_CD_CHARTS.find(([first]) => compare(first, version) <= 0) ?? [];
    return minor && `${minor}.0`;
  },
};

type Version = readonly [major: number, minor: number, patch: number];

/**
 * The first chart of each minor release of Argo CD, newest first: the two are numbered independently.
 *
 * @see https://github.com/argoproj/argo-helm/tags (appVersion in charts/argo-cd/Chart.yaml)
 */
const FIRST_ARGO_CD_CHARTS: readonly (readonly [Version, string])[] = [
  [[9, 5, 12], '3.4'],
  [[9, 4, 0], '3.3'],
  [[9, 1, 0], '3.2'],
  [[8, 3, 0], '3.1'],
  [[8, 0, 0], '3.0'],
  [[7, 8, 0], '2.14'],
  [[7, 7, 0], '2.13'],
  [[7, 4, 0], '2.12'],
  [[6, 8, 0], '2.11'],
  [[5, 55, 0], '2.10'],
];

/** The last chart that the list above was read from; what a later one installs is not in it. */
const LAST_ARGO_CD_CHART: Version = [10, 1, 1];

function parse(version: string): Version | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)\.(\d+)$/.exec(version) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
