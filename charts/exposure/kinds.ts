import type { GroupKind } from '../../imports/argoproj.io';
import { kinds } from '../helm/kinds';

/** The kinds that a chart renders for an exposure, besides its Service. */
export function kindsOfExposure({ type }: { readonly type?: string }): GroupKind[] {
  if (type === 'ingress') return kinds('networking.k8s.io/Ingress');
  return type === 'gateway' ? kinds('gateway.networking.k8s.io/HTTPRoute') : [];
}
