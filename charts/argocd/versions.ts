import type { ChartVersion, HelmValues } from '../../imports/helm-values';

/** The versions of Argo CD's chart whose values are typed: those of this package, and what a project adds to {@link HelmValuesOf}. */
export type ArgoCdVersion = ChartVersion<'argo-cd'>;

/** The values of a version's chart. */
export type ArgoCdValues<V extends ArgoCdVersion = ArgoCdVersion> = HelmValues<'argo-cd', V>;
