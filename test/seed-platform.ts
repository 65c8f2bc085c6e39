import {
  type ArgoCdNodePort,
  type GroundworkApp,
  type InstalledArgoCd,
  type NetworkedCluster,
  Platform,
  type PlatformProps,
} from '../charts';

type AnyProps = PlatformProps<'1.16.5', '10.1.1', '1.19.1'>;
/** With Cilium, Harbor, and an Argo CD that updates itself. */
type Props = Omit<AnyProps, 'network' | 'argocd' | 'cilium' | 'harbor' | 'cluster'> &
  Required<Pick<AnyProps, 'cilium' | 'harbor'>> & {
    readonly argocd: Exclude<AnyProps['argocd'], InstalledArgoCd> & { readonly exposure: ArgoCdNodePort };
    readonly cluster: NetworkedCluster;
  };

/** The properties of a small platform that is right; a test changes what it is about. */
export const RIGHT: Props = {
  repository: { url: 'https://github.com/orgname/platform.git' },
  cluster: {
    nodes: [{ name: 'm1', address: '10.0.24.28', controlPlane: 'cp-1' }],
    podNetwork: '10.244.0.0/16',
    apiServer: { host: '10.0.24.28', port: 6443 },
    nodePortsTaken: { Grafana: { port: 32380 } },
  },
  cilium: {
    version: '1.16.5',
    encryption: { type: 'wireguard' },
    hubbleUi: { nodePort: 30527 },
    kubeProxyReplacement: true,
  },
  argocd: { version: '10.1.1', exposure: { host: '10.0.24.28', nodePort: 30080, insecure: true } },
  harbor: {
    version: '1.19.1',
    exposure: { type: 'nodePort', tls: false, host: '10.0.24.28', nodePort: 30002 },
    storage: { storageClass: 'longhorn', registry: '10Gi', database: '2Gi', jobLog: '1Gi', redis: '1Gi', trivy: '1Gi' },
    state: { projects: [{ name: 'bootcamp', public: true }] },
  },
};

/** The right platform with some properties replaced, one level deep. */
export function platform(
  app: GroundworkApp,
  change: { [K in keyof Props]?: Partial<Props[K]> } = {},
): Platform<'1.16.5', '10.1.1', '1.19.1'> {
  return new Platform(app, 'platform', {
    ...RIGHT,
    ...change,
    repository: { ...RIGHT.repository, ...change.repository },
    cluster: { ...RIGHT.cluster, ...change.cluster },
    cilium: { ...RIGHT.cilium, ...change.cilium },
    argocd: { ...RIGHT.argocd, ...change.argocd },
    harbor: { ...RIGHT.harbor, ...change.harbor },
    images: change.images,
    registries: (change.registries as Props['registries']) ?? RIGHT.registries,
  });
}
