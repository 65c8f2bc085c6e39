import type { ChartVersion, HelmValues } from '../../imports/helm-values';

/** The versions of Cilium's chart whose values were imported (`npm run import`). */
export type CiliumVersion = ChartVersion<'cilium'>;

/** The values of a version's chart. */
export type CiliumValues<V extends CiliumVersion = CiliumVersion> = HelmValues<'cilium', V>;
