import type { CertificateAuthority } from '../containerd/registry-host';

/**
 * A certificate in a Secret of type `kubernetes.io/tls`, in the namespace of what shows it. PLATFORM.md asks for the Secret, unless
 * an object of the app makes it: behind a LoadBalancer or a NodePort, where no Ingress asks cert-manager for a certificate, a
 * Certificate that you declare with this `secretName` does.
 */
export interface SecretCertificate {
  /** The certificate is in a Secret. */
  readonly certSource: 'secret';
  /** Secret of type kubernetes.io/tls in the namespace of what shows it. */
  readonly secretName: string;
  /**
   * What the nodes check it against, where a CA of one's own has signed it; in the namespace of the registry-hosts DaemonSet.
   * @default - their own roots
   */
  readonly ca?: CertificateAuthority;
}

/** A certificate that cert-manager makes, because an annotation of the Ingress asks for it. */
export interface IssuedCertificate {
  /** cert-manager makes it. */
  readonly certSource: 'cert-manager';
  /** Name of the issuer. */
  readonly issuer: string;
  /** Its kind: an `Issuer` is in the same namespace. @default 'ClusterIssuer' */
  readonly issuerKind?: 'ClusterIssuer' | 'Issuer';
  /** What the nodes check it against, where the issuer is a CA of one's own. @default - their own roots */
  readonly ca?: CertificateAuthority;
}

/** The default certificate of the Ingress controller. */
export interface ControllerCertificate {
  /** The controller shows its own. */
  readonly certSource: 'controller';
  /** What the nodes check it against. @default - their own roots */
  readonly ca?: CertificateAuthority;
}

/** TLS that ends before the cluster, or at the listener of a Gateway: clients speak HTTPS, and what arrives is HTTP. */
export interface TlsInFront {
  /** Something in front ends it. */
  readonly certSource: 'inFront';
  /** What the nodes check its certificate against. @default - their own roots */
  readonly ca?: CertificateAuthority;
}

/** Behind an address of its own, which something in the cluster or the cloud gives to Services of type LoadBalancer. */
export interface LoadBalancerExposure<Tls> {
  /** A Service of type LoadBalancer. */
  readonly type: 'loadBalancer';
  /** Name or address that clients use. */
  readonly host: string;
  /** The address to ask for. @default - the one that it is given */
  readonly address?: string;
  /** Annotations of the Service: from which pool the address comes, and the like. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** How TLS ends; `false` for plain HTTP. */
  readonly tls: Tls;
}

/** Behind an Ingress. */
export interface IngressExposure<Tls = IngressTls> {
  /** Through an Ingress. */
  readonly type: 'ingress';
  /** Host name of the Ingress's rule. */
  readonly host: string;
  /** Name of the IngressClass, and so of the controller that serves it. */
  readonly className: string;
  /** Where its certificate comes from, or `false` for plain HTTP. */
  readonly tls: Tls;
  /** Annotations of the Ingress: how its controller treats large uploads and the like. They win over ours. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** How TLS ends at an Ingress, or before it. */
export type IngressTls = false | SecretCertificate | IssuedCertificate | ControllerCertificate | TlsInFront;

/** Behind a Gateway of the Gateway API, by an HTTPRoute. Its listener, and so its certificate, is not this platform's. */
export interface GatewayExposure {
  /** Through an HTTPRoute. */
  readonly type: 'gateway';
  /** Host name of the route. */
  readonly host: string;
  /** The Gateway. It has to allow routes from the namespace of the route. */
  readonly gateway: {
    /** Its name. */
    readonly name: string;
    /** Its namespace. */
    readonly namespace: string;
    /** Name of one of its listeners. @default - all that take the host */
    readonly sectionName?: string;
  };
  /** Whether that listener speaks TLS. */
  readonly tls: false | TlsInFront;
  /** Annotations of the route. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Nothing is opened: only pods reach it, unless something else leads there. */
export interface NoExposure {
  /** A Service inside of the cluster, and nothing else. */
  readonly type: 'none';
  /** Where something that is not this platform's leads there. */
  readonly host: string;
  /** Whether that speaks TLS. */
  readonly tls: false | TlsInFront;
}

/** Any way to end TLS. */
export type AnyTls = false | { readonly certSource: string; readonly ca?: CertificateAuthority };

/** What clients speak. */
export function schemeOf(tls: AnyTls): 'http' | 'https' {
  return tls === false || tls.certSource === 'none' ? 'http' : 'https';
}

/** What a client has to trust: nothing of one's own, or a CA. */
export function caOf(tls: AnyTls): CertificateAuthority | undefined {
  return tls === false ? undefined : tls.ca;
}

/** The reference of a route to its Gateway. */
export function parentRefs({ gateway: { name, namespace, sectionName } }: GatewayExposure) {
  return [
    { group: 'gateway.networking.k8s.io', kind: 'Gateway', name, namespace, ...(sectionName && { sectionName }) },
  ];
}

/**
 * Annotations of an Ingress: who makes the certificate, and whether the controller redirects HTTP to HTTPS. Where TLS ends in
 * front of it, or nowhere, a redirect would go round for ever.
 */
export function ingressAnnotations({ tls, annotations, className }: IngressExposure): Record<string, string> {
  const issuer: Record<string, string> =
    tls !== false && tls.certSource === 'cert-manager'
      ? { [`cert-manager.io/${tls.issuerKind === 'Issuer' ? 'issuer' : 'cluster-issuer'}`]: tls.issuer }
      : {};
  const redirect = tls !== false && tls.certSource !== 'inFront';
  const nginx: Record<string, string> = /nginx/.test(className)
    ? { 'nginx.ingress.kubernetes.io/ssl-redirect': String(redirect) }
    : {};
  return { ...nginx, ...issuer, ...annotations };
}
