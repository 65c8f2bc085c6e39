import type { IConstruct } from 'constructs';
import { findRelease } from './release';

interface ChartOfVersion {
  readonly name: string;
  readonly version: string;
}

const noted = new WeakMap<IConstruct, ChartOfVersion[]>();

/** Whether this package knows the values and the images of a version of a chart. */
export function isImported({ name, version }: ChartOfVersion): boolean {
  return findRelease(name, version) !== undefined;
}

/** Remembers a chart of the app whose version this package does not know. */
export function noteUnimported(scope: IConstruct, chart: ChartOfVersion): void {
  const { root } = scope.node;
  noted.set(root, [...(noted.get(root) ?? []), chart]);
}

/** What is not checked and not listed of the charts whose versions this package does not know. */
export function unimportedChartWarnings(app: IConstruct): string[] {
  return (noted.get(app) ?? []).map(
    ({ name, version }) =>
      `${name} ${version}: this version of cdk8s-groundwork does not know it. Only the compiler checks its values, and ` +
      'groundwork images, pin and mirror leave its images out. A newer cdk8s-groundwork may know it (npm update)',
  );
}
