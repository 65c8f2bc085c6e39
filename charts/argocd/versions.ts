import type { ChartVersion, HelmValues } from '../../imports/helm-values';

/** The versions of Argo CD's chart whose values were imported (`npm run import`). */
export type ArgoCdVersion = ChartVersion<'argo-cd'>;

/** The values of a version's chart. */
export type ArgoCdValues<V extends ArgoCdVersion = ArgoCdVersion> = HelmValues<'argo-cd', V>;
