import type { ChartVersion, HelmValues } from '../../../imports/helm-values';

type New = HelmValues<'cilium', '1.19.6'>;

// What 1.16.5 has and 1.19.6 removed.
export const old: HelmValues<'cilium', '1.16.5'> = {
  encryption: { wireguard: { userspaceFallback: false } },
  l2NeighDiscovery: { refreshPeriod: '30s' },
  hubble: { relay: { dialTimeout: '5s' } },
  sessionAffinity: true,
};
// @ts-expect-error removed
export const fallback: New = { encryption: { wireguard: { userspaceFallback: false } } };
// @ts-expect-error removed
export const refresh: New = { l2NeighDiscovery: { refreshPeriod: '30s' } };
// @ts-expect-error removed
export const dial: New = { hubble: { relay: { dialTimeout: '5s' } } };
// @ts-expect-error removed
export const affinity: New = { sessionAffinity: true };
// @ts-expect-error came with 1.19
export const strict: HelmValues<'cilium', '1.16.5'> = { encryption: { strictMode: { egress: { enabled: true } } } };
// @ts-expect-error not imported
export const version: ChartVersion<'cilium'> = '1.17.0';
// @ts-expect-error a version of another chart
export type Mixed = HelmValues<'harbor', '10.1.1'>;

/** A construct that takes the version as a parameter gives the types of that version. */
declare function cilium<V extends ChartVersion<'cilium'>>(version: V, values: HelmValues<'cilium', V>): void;
cilium('1.19.6', { encryption: { type: 'ztunnel' } });
// @ts-expect-error ztunnel came with 1.19
cilium('1.16.5', { encryption: { type: 'ztunnel' } });
// @ts-expect-error removed in 1.19.6
cilium('1.19.6', { loadBalancer: { standalone: true } });
