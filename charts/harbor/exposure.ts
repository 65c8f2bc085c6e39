import type { CertificateAuthority } from '../containerd/registry-host';
import type { HarborValues } from './versions';

/**
 * How Harbor is reached from outside of the cluster, as a type that excludes the chart's pitfalls: TLS always has a
 * certificate and a host name, and the port inside of the cluster and the port on the nodes are two fields.
 */
export type HarborExposure = HttpNodePort | HttpsNodePort | HarborIngress;

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

/** Behind an Ingress. */
export interface HarborIngress {
  /** Through an Ingress. */
  readonly type: 'ingress';
  /** Host name of the Ingress's rule. */
  readonly host: string;
  /** Name of the IngressClass, and so of the controller that serves it. */
  readonly className: string;
  /** The certificate of the Ingress, or `{ certSource: 'none' }` for plain HTTP. */
  readonly tls:
    | HarborCertificate
    | {
        /** No TLS. */
        readonly certSource: 'none';
      };
  /** Annotations of the Ingress: how its controller treats large uploads and the like. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/**
 * A certificate that is in the cluster. The chart could make one itself, but it would make a new one on each render.
 */
export interface HarborCertificate {
  /** The certificate is in a Secret. */
  readonly certSource: 'secret';
  /** Secret of type kubernetes.io/tls in Harbor's namespace. */
  readonly secretName: string;
  /** What the nodes check it against, in the namespace of the registry-hosts DaemonSet. @default - their own roots */
  readonly ca?: CertificateAuthority;
}

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
  const scheme = exposure.tls === false || exposure.tls.certSource === 'none' ? 'http' : 'https';
  const registry = exposure.type === 'ingress' ? exposure.host : `${exposure.host}:${exposure.nodePort}`;
  const standard = scheme === 'http' ? 80 : 443;
  const inside = exposure.type === 'nodePort' ? (exposure.port ?? standard) : undefined;
  // An Ingress leads to two Services, and the one for everything but the UI is core.
  const apiUrl = `http://${service}-core.${namespace}.svc`;
  const internalUrl =
    exposure.type === 'ingress'
      ? apiUrl
      : `${scheme}://${service}.${namespace}.svc${inside === standard ? '' : `:${inside}`}`;
  return { scheme, registry, externalUrl: `${scheme}://${registry}`, internalUrl, apiUrl };
}

/** The chart's values of the exposure. */
export function exposureValues(exposure: HarborExposure, service: string): HarborValues['expose'] {
  const tls: NonNullable<HarborValues['expose']>['tls'] =
    exposure.tls === false || exposure.tls.certSource === 'none'
      ? { enabled: false }
      : { enabled: true, certSource: 'secret', secret: { secretName: exposure.tls.secretName } };
  if (exposure.type === 'ingress') {
    const ingress = {
      hosts: { core: exposure.host },
      className: exposure.className,
      annotations: exposure.annotations,
    };
    return { type: 'ingress', tls, ingress };
  }
  const ports =
    exposure.tls === false
      ? { http: { port: exposure.port ?? 80, nodePort: exposure.nodePort } }
      : {
          http: { port: 80, nodePort: exposure.httpNodePort },
          https: { port: exposure.port ?? 443, nodePort: exposure.nodePort },
        };
  return { type: 'nodePort', tls, nodePort: { name: service, ports } };
}
