import type { ChartVersion, HelmValues } from '../../imports/helm-values';

/** The versions of Harbor's chart whose values are typed: those of this package, and what a project adds to {@link HelmValuesOf}. */
export type HarborVersion = ChartVersion<'harbor'>;

/** The values of a version's chart. */
export type HarborValues<V extends HarborVersion = HarborVersion> = HelmValues<'harbor', V>;
