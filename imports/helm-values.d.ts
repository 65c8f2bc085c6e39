// Generated from the charts of imports/sources.yaml by `npm run import`. Do not edit.

import type { ArgoCdValues as ArgoCdValues_10_1_1 } from './argo-cd-10.1.1';
import type { CiliumValues as CiliumValues_1_16_5 } from './cilium-1.16.5';
import type { CiliumValues as CiliumValues_1_19_6 } from './cilium-1.19.6';
import type { CiliumValues as CiliumValues_1_20_0 } from './cilium-1.20.0';
import type { HarborValues as HarborValues_1_19_1 } from './harbor-1.19.1';

/** The type of the values of argo-cd, by version of the chart. */
export interface ArgoCdValuesOf {
  readonly '10.1.1': ArgoCdValues_10_1_1;
}

/** The type of the values of cilium, by version of the chart. */
export interface CiliumValuesOf {
  readonly '1.16.5': CiliumValues_1_16_5;
  readonly '1.19.6': CiliumValues_1_19_6;
  readonly '1.20.0': CiliumValues_1_20_0;
}

/** The type of the values of harbor, by version of the chart. */
export interface HarborValuesOf {
  readonly '1.19.1': HarborValues_1_19_1;
}

/**
 * The type of a chart's values, by chart and version. A project that uses this package can add versions to the interface of
 * a chart.
 *
 * @example
 *   // A patch release has the values of the one before it.
 *   declare module 'cdk8s-groundwork' {
 *     interface CiliumValuesOf {
 *       readonly '1.16.6': CiliumValuesOf['1.16.5'];
 *     }
 *   }
 */
export interface HelmValuesOf {
  readonly 'argo-cd': ArgoCdValuesOf;
  readonly cilium: CiliumValuesOf;
  readonly harbor: HarborValuesOf;
}

/** A chart whose values are typed. */
export type ChartName = keyof HelmValuesOf;

/** A version of a chart whose values are typed. */
export type ChartVersion<C extends ChartName> = keyof HelmValuesOf[C];

/** The values of one version of a chart. */
export type HelmValues<C extends ChartName, V extends ChartVersion<C>> = HelmValuesOf[C][V];

/** A structure of Kubernetes laid over a chart's default: every field may be left out, and null removes the default. */
export type Override<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Override<T[K]> | null }
    : T;
