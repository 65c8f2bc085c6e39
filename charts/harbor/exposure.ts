import {
  type GatewayExposure,
  type IngressExposure,
  type IngressTls,
  ingressAnnotations,
  type LoadBalancerExposure,
  type NoExposure,
  parentRefs,
  type SecretCertificate,
  schemeOf,
} from '../exposure/exposure';
import type { HarborValues } from './versions';

/**
 * How Harbor is reached from outside of the cluster, as a type that excludes the chart's pitfalls: TLS always has a
 * certificate and a host name, and the port inside of the cluster and the port on the nodes are two fields.
 */
export type HarborExposure =
  | HttpNodePort
  | HttpsNodePort
  | HarborIngress
  | LoadBalancerExposure<false | SecretCertificate>
  | GatewayExposure
  | NoExposure;

/** Plain HTTP on a port of every node. Every client has to be set up for plain HTTP: see `RegistryHosts`. */
export interface HttpNodePort {
  /** On a port of every node. */
  readonly type: 'nodePort';
  /** Without TLS. */
  readonly tls: false;
  /** Name or address of a node, as image references will have it. */
  readonly host: string;
  /** The port on the nodes. */
  readonly nodePort: number;
  /** The port of the Service inside of the cluster. @default 80 */
  readonly port?: number;
}

/** HTTPS on a port of every node. */
export interface HttpsNodePort {
  /** On a port of every node. */
  readonly type: 'nodePort';
  /** The certificate that Harbor shows. */
  readonly tls: HarborCertificate;
  /** Name or address that the certificate is for. */
  readonly host: string;
  /** The port on the nodes for HTTPS. */
  readonly nodePort: number;
  /** The port on the nodes for HTTP, which the chart opens as well to redirect. */
  readonly httpNodePort: number;
  /** The port of the Service inside of the cluster. @default 443 */
  readonly port?: number;
}

/** Behind an Ingress. `{ certSource: 'none' }` is plain HTTP, as `false` is. */
export type HarborIngress = IngressExposure<
  | IngressTls
  | {
      /** No TLS. */
      readonly certSource: 'none';
    }
>;

/**
 * A certificate that is in the cluster. The chart could make one itself, but it would make a new one on each render.
 */
export type HarborCertificate = SecretCertificate;

/** What follows from how Harbor is exposed: stated once, used everywhere. */
export interface HarborAddress {
  /** Whether clients speak HTTP or HTTPS to it. */
  readonly scheme: 'http' | 'https';
  /** What image references begin with: `10.0.24.28:30002`. */
  readonly registry: string;
  /** Where people and clients go: `http://10.0.24.28:30002`. */
  readonly externalUrl: string;
  /** Where pods go, without leaving the cluster: `http://harbor.harbor.svc`. */
  readonly internalUrl: string;
  /** Where pods reach the API: Harbor's core itself, which speaks HTTP inside of the cluster however Harbor is exposed. */
  readonly apiUrl: string;
}

/** Derives the address. @param service name of the Service that the chart makes @param namespace where it is */
export function harborAddress(exposure: HarborExposure, service: string, namespace: string): HarborAddress {
  const scheme = schemeOf(exposure.tls);
  const registry = exposure.type === 'nodePort' ? `${exposure.host}:${exposure.nodePort}` : exposure.host;
  // An Ingress or a route leads to two Services, and the one for everything but the UI is core.
  const apiUrl = `http://${service}-core.${namespace}.svc`;
  const externalUrl = `${scheme}://${registry}`;
  if (exposure.type === 'ingress' || exposure.type === 'gateway')
    return { scheme, registry, externalUrl, internalUrl: apiUrl, apiUrl };
  // What ends in front is not there inside.
  const inner = exposure.type === 'none' ? 'http' : scheme;
  const standard = inner === 'http' ? 80 : 443;
  const inside = exposure.type === 'nodePort' ? (exposure.port ?? standard) : standard;
  const internalUrl = `${inner}://${service}.${namespace}.svc${inside === standard ? '' : `:${inside}`}`;
  return { scheme, registry, externalUrl, internalUrl, apiUrl };
}

/** The chart's values of the exposure. */
export function exposureValues(exposure: HarborExposure, service: string): HarborValues['expose'] {
  const off = { enabled: false } as const;
  const { tls: declared } = exposure;
  const tls: NonNullable<HarborValues['expose']>['tls'] =
    declared !== false && declared.certSource === 'secret'
      ? { enabled: true, certSource: 'secret', secret: { secretName: declared.secretName } }
      : off;
  switch (exposure.type) {
    case 'ingress':
      return { type: 'ingress', ...ingressValues(exposure) };
    case 'gateway':
      return {
        type: 'route',
        tls: off,
        route: { parentRefs: parentRefs(exposure), hosts: [exposure.host], annotations: exposure.annotations },
      };
    case 'none':
      return { type: 'clusterIP', tls: off, clusterIP: { name: service } };
    case 'loadBalancer': {
      const { address, annotations } = exposure;
      return { type: 'loadBalancer', tls, loadBalancer: { name: service, IP: address, annotations } };
    }
    default: {
      const ports =
        exposure.tls === false
          ? { http: { port: exposure.port ?? 80, nodePort: exposure.nodePort } }
          : {
              http: { port: 80, nodePort: exposure.httpNodePort },
              https: { port: exposure.port ?? 443, nodePort: exposure.nodePort },
            };
      return { type: 'nodePort', tls, nodePort: { name: service, ports } };
    }
  }
}

/** The Secret that cert-manager puts the certificate of the Ingress into. */
const ISSUED = 'harbor-ingress-tls';

function ingressValues(exposure: HarborIngress): Pick<NonNullable<HarborValues['expose']>, 'tls' | 'ingress'> {
  const tls = exposure.tls === false || exposure.tls.certSource === 'none' ? false : exposure.tls;
  const annotations = { ...ingressAnnotations({ ...exposure, tls }) };
  // The chart has redirects to HTTPS among its defaults, for all controllers.
  if (tls === false || tls.certSource === 'inFront')
    for (const prefix of ['ingress.kubernetes.io', 'nginx.ingress.kubernetes.io'])
      annotations[`${prefix}/ssl-redirect`] ??= 'false';
  return {
    ingress: {
      hosts: { core: exposure.host },
      className: exposure.className,
      annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
    },
    tls:
      tls === false || tls.certSource === 'inFront'
        ? { enabled: false }
        : tls.certSource === 'controller'
          ? { enabled: true, certSource: 'none' }
          : {
              enabled: true,
              certSource: 'secret',
              secret: { secretName: tls.certSource === 'secret' ? tls.secretName : ISSUED },
            },
  };
}
