/** What containerd may ask of an endpoint: pull content by digest, resolve tags to digests, push. */
export type Capability = 'pull' | 'resolve' | 'push';

/** One value of a Secret in the namespace of the DaemonSet. The Secret is made outside of Git. */
export interface SecretKey {
  /** Name of the Secret. */
  readonly secret: string;

  /** Key in the Secret. */
  readonly key: string;
}

/** One value of a ConfigMap in the namespace of the DaemonSet. */
export interface ConfigMapKey {
  /** Name of the ConfigMap. */
  readonly configMap: string;

  /** Key in the ConfigMap. */
  readonly key: string;
}

/**
 * Where the PEM bundle is that a TLS endpoint's certificate is checked against, in addition to the node's own roots.
 */
export type CertificateAuthority = ConfigMapKey | SecretKey;

/** What every endpoint has, with or without TLS. */
interface EndpointBase {
  /** DNS name or IP address, without scheme, port or path. */
  readonly host: string;

  /** TCP port, 1 to 65535. @default - none: the scheme's own port */
  readonly port?: number;

  /** What containerd may ask of it. @default ['pull', 'resolve'] */
  readonly capabilities?: readonly Capability[];

  /**
   * HTTP headers sent with every request, by name. The value is the whole header value (`Basic …`, `Bearer …`) and comes
   * from a Secret: it is put into hosts.toml on the node, which then only root can read, and never into Git.
   * @default - no headers: credentials come from imagePullSecrets
   */
  readonly headers?: Readonly<Record<string, SecretKey>>;
}

/** An endpoint that speaks plain HTTP. */
export interface HttpEndpoint extends EndpointBase {
  /** Plain HTTP. */
  readonly scheme: 'http';
  readonly ca?: never;
}

/** An endpoint that speaks TLS. There is no switch that turns the check of its certificate off: give its CA. */
export interface TlsEndpoint extends EndpointBase {
  /** HTTPS. */
  readonly scheme: 'https';

  /** The CA that signed its certificate. @default - the node's own roots */
  readonly ca?: CertificateAuthority;
}

/** A registry that the nodes reach under the name that image references carry. */
export type DirectRegistry = (HttpEndpoint | TlsEndpoint) & { readonly mirrors?: never; readonly fallback?: never };

/** Where below a mirror's host the images lie. */
export type MirrorLocation =
  | {
      /** Harbor project of the proxy cache; its API lies at `/v2/<project>`. @default - the mirror's own `/v2` */
      readonly project?: string;
      readonly path?: never;
    }
  | {
      /** Path of the distribution API of another kind of proxy, e.g. `/v2/docker-remote`. @default - `/v2` */
      readonly path?: string;
      readonly project?: never;
    };

/** An endpoint that is asked before the registry that the image reference names. */
export type Mirror = (HttpEndpoint | TlsEndpoint) & MirrorLocation;

/** A registry whose images are pulled through others, e.g. docker.io through a Harbor proxy cache. */
export interface MirroredRegistry {
  /** The registry as image references name it: `docker.io`, `quay.io`, `ghcr.io`, `registry.k8s.io`. */
  readonly host: string;

  /** Port as image references carry it. @default - none */
  readonly port?: number;

  /** Asked one after the other, in this order. At least one. */
  readonly mirrors: readonly Mirror[];

  /**
   * What containerd asks after the mirrors: the registry itself (`upstream`), or nothing (`none`), for nodes without internet.
   * @default 'upstream'
   */
  readonly fallback?: 'upstream' | 'none';

  readonly scheme?: never;
}

/** A registry as the nodes' containerd shall see it. */
export type Registry = DirectRegistry | MirroredRegistry;

/**
 * The registry's name as image references have it, which is also the name of its directory: `10.0.24.28:30002`,
 * `docker.io`, `[fd00::1]:5000`.
 */
export function authority(endpoint: { readonly host: string; readonly port?: number }): string {
  const { host, port } = endpoint;
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return port === undefined ? name : `${name}:${port}`;
}

/** URL of an endpoint, with the path that a mirror adds. */
export function endpointUrl(endpoint: HttpEndpoint | TlsEndpoint | Mirror): string {
  return `${endpoint.scheme}://${authority(endpoint)}${mirrorPath(endpoint as Mirror) ?? ''}`;
}

/** Path of the API root where it is not `/v2`: such an endpoint needs `override_path`. */
export function mirrorPath(mirror: Mirror): string | undefined {
  const { project, path } = mirror;
  return project === undefined ? path : `/v2/${project}`;
}
