import type { IConstruct } from 'constructs';
import { ClusterScope } from '../cluster-scope';
import { findRelease } from './release';

interface ChartOfVersion {
  readonly name: string;
  readonly version: string;
}

/** Whether this package knows the values and the images of a version of a chart. */
export function isImported({ name, version }: ChartOfVersion): boolean {
  return findRelease(name, version) !== undefined;
}

/** Remembers a chart of the cluster whose version this package does not know. */
export function noteUnimported(scope: IConstruct, chart: ChartOfVersion): void {
  unimportedOf(scope).push(chart);
}

function unimportedOf(construct: IConstruct): ChartOfVersion[] {
  return ClusterScope.of(construct).registry<ChartOfVersion[]>('unimportedCharts', () => []);
}

/** What is not checked and not listed of the charts whose versions this package does not know. */
export function unimportedChartWarnings(app: IConstruct): string[] {
  return unimportedOf(app).map(
    ({ name, version }) =>
      `${name} ${version}: this version of cdk8s-groundwork does not know it. Only the compiler checks its values, and ` +
      'groundwork images, pin and mirror leave its images out. A newer cdk8s-groundwork may know it (npm update)',
  );
}
