import {
  type GatewayExposure,
  type IngressExposure,
  ingressAnnotations,
  type LoadBalancerExposure,
  type NoExposure,
  parentRefs,
  type SecretCertificate,
  schemeOf,
} from '../exposure/exposure';
import type { ArgoCdValues } from './versions';

/** How people reach Argo CD. */
export type ArgoCdExposure =
  | ArgoCdNodePort
  | LoadBalancerExposure<false | ArgoCdCertificate>
  | ArgoCdIngress
  | GatewayExposure
  | NoExposure;

/** On a port of every node. */
export interface ArgoCdNodePort {
  /** On a port of every node. @default 'nodePort' */
  readonly type?: 'nodePort';
  /** Host name or address in the URL that people use. */
  readonly host: string;
  /** The port for HTTP. */
  readonly nodePort: number;
  /** The chart opens a second port, for HTTPS; with `insecure` it leads to the same place. @default 30443 */
  readonly httpsNodePort?: number;
  /** Serve plain HTTP: passwords are not encrypted between the client and the node. */
  readonly insecure: boolean;
}

/** Behind an Ingress. */
export interface ArgoCdIngress extends IngressExposure {
  /** The path below the host, such as `/argocd`. @default '/' */
  readonly path?: string;
  /**
   * A host of its own for gRPC, which the `argocd` command speaks, where the controller is told by its annotations that the
   * Service behind speaks it. Without one, the command needs `--grpc-web`.
   * @default - none
   */
  readonly grpc?: {
    /** The host. */
    readonly host: string;
    /** Annotations, such as `nginx.ingress.kubernetes.io/backend-protocol: GRPC`. @default - none */
    readonly annotations?: Readonly<Record<string, string>>;
  };
}

/** The certificate that Argo CD itself shows: from the Secret that it looks for, or one that it signs itself. */
export type ArgoCdCertificate =
  | (SecretCertificate & {
      /** The only one that Argo CD looks for. */
      readonly secretName: 'argocd-server-tls';
    })
  | {
      /** Argo CD makes one that no client knows. */
      readonly certSource: 'selfSigned';
    };

/** Whether it is on a port of every node, which is what an exposure without a type means. */
export function isNodePort(exposure: ArgoCdExposure): exposure is ArgoCdNodePort {
  return exposure.type === undefined || exposure.type === 'nodePort';
}

/** What follows from how Argo CD is exposed. */
export interface ArgoCdAddress {
  /** Where people go. */
  readonly url: string;
  /** Whether Argo CD itself speaks plain HTTP. */
  readonly insecure: boolean;
}

/** Derives the address. */
export function argocdAddress(exposure: ArgoCdExposure): ArgoCdAddress {
  switch (exposure.type) {
    case 'loadBalancer':
      return { url: `${schemeOf(exposure.tls)}://${exposure.host}`, insecure: exposure.tls === false };
    case 'ingress':
      return { url: `${schemeOf(exposure.tls)}://${exposure.host}${pathOf(exposure)}`, insecure: true };
    case 'gateway':
    case 'none':
      return { url: `${schemeOf(exposure.tls)}://${exposure.host}`, insecure: true };
    default: {
      const { host, insecure } = exposure;
      const url = insecure ? `http://${host}:${exposure.nodePort}` : `https://${host}:${httpsPort(exposure)}`;
      return { url, insecure };
    }
  }
}

/** The path below the host, without one for the root. */
export function pathOf({ path = '/' }: ArgoCdIngress): string {
  return path.replace(/\/+$/, '');
}

/** The port on the nodes for HTTPS. */
export function httpsPort(exposure: ArgoCdNodePort): number {
  return exposure.httpsNodePort ?? 30443;
}

/** The chart's values of the exposure. */
export function argocdExposureValues(exposure: ArgoCdExposure): ArgoCdValues {
  switch (exposure.type) {
    case 'loadBalancer': {
      const { address, annotations } = exposure;
      return { server: { service: { type: 'LoadBalancer', loadBalancerIP: address, annotations } } };
    }
    case 'ingress':
      return ingressValues(exposure);
    case 'gateway':
      return {
        server: {
          service: { type: 'ClusterIP' },
          httproute: {
            enabled: true,
            parentRefs: parentRefs(exposure),
            hostnames: [exposure.host],
            annotations: exposure.annotations,
          },
        },
      };
    case 'none':
      return { server: { service: { type: 'ClusterIP' } } };
    default: {
      const ports = { nodePortHttp: exposure.nodePort, nodePortHttps: httpsPort(exposure) };
      return { server: { service: { type: 'NodePort', ...ports } } };
    }
  }
}

function ingressValues(exposure: ArgoCdIngress): ArgoCdValues {
  const { host, className, tls, grpc } = exposure;
  const path = pathOf(exposure);
  const own = (name: string) =>
    tls !== false && tls.certSource === 'secret'
      ? { extraTls: [{ hosts: [name], secretName: tls.secretName }] }
      : tls !== false && tls.certSource === 'controller'
        ? { extraTls: [{ hosts: [name] }] }
        : {};
  const issued = tls !== false && tls.certSource === 'cert-manager';
  const annotations = ingressAnnotations(exposure);
  return {
    ...(path !== '' && { configs: { params: { 'server.rootpath': path, 'server.basehref': path } } }),
    server: {
      service: { type: 'ClusterIP' },
      ingress: {
        enabled: true,
        controller: 'generic',
        ingressClassName: className,
        hostname: host,
        path: path === '' ? '/' : path,
        pathType: 'Prefix',
        annotations,
        tls: issued,
        ...own(host),
      },
      ...(grpc && {
        ingressGrpc: {
          enabled: true,
          ingressClassName: className,
          hostname: grpc.host,
          annotations: { ...annotations, ...grpc.annotations },
          tls: issued,
          ...own(grpc.host),
        },
      }),
    },
  };
}
