import type { ChartVersion, HelmValues } from '../../imports/helm-values';

/** The versions of Cilium's chart whose values are typed: those of this package, and what a project adds to {@link HelmValuesOf}. */
export type CiliumVersion = ChartVersion<'cilium'>;

/** The values of a version's chart. */
export type CiliumValues<V extends CiliumVersion = CiliumVersion> = HelmValues<'cilium', V>;
