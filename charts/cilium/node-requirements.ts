import type { NetworkedCluster } from '../cluster-facts';
import type { NodeRequirement } from '../facts/nodes';
import type { Encryption } from './encryption';

/** The parts of Cilium's declaration that make demands on the nodes. */
export interface CiliumOnNodes {
  readonly apiServer: NetworkedCluster['apiServer'];
  readonly tunnelProtocol: 'vxlan' | 'geneve';
  /** @default - the protocol's own */
  readonly tunnelPort?: number;
  readonly encryption: Encryption;
  readonly hubbleRelay: boolean;
}

/**
 * What has to be true on each node for Cilium.
 *
 * @see https://docs.cilium.io/en/stable/operations/system_requirements/#firewall-rules
 */
export function ciliumNodeRequirements(props: CiliumOnNodes): NodeRequirement[] {
  const { apiServer, tunnelProtocol, encryption, hubbleRelay } = props;
  const tunnel = tunnelProtocol === 'vxlan' ? { name: 'VXLAN', port: 8472 } : { name: 'Geneve', port: 6081 };
  const open = [
    `UDP ${props.tunnelPort || tunnel.port} (${tunnel.name})`,
    ...(encryption.type === 'wireguard' ? ['UDP 51871 (WireGuard)'] : []),
    ...(encryption.type === 'ipsec' ? ['IP protocol 50 (ESP)'] : []),
    'TCP 4240 (health)',
    ...(hubbleRelay ? ['TCP 4244 (Hubble)'] : []),
  ];
  const api = `https://${apiServer.host.includes(':') ? `[${apiServer.host}]` : apiServer.host}:${apiServer.port}`;
  const neededBy = 'Cilium';
  return [
    {
      neededBy,
      requirement: `Every other node reaches it on ${open.join(', ')}`,
      check:
        '`kubectl -n kube-system exec ds/cilium -c cilium-agent -- cilium-health status` lists every node as reachable',
    },
    {
      neededBy,
      requirement: `It reaches the Kubernetes API at ${api} without Cilium`,
      check: `\`curl -k ${api}/livez\` answers`,
    },
    ...(encryption.type === 'wireguard'
      ? [
          {
            neededBy,
            requirement: 'Its kernel has WireGuard (Linux 5.6 or later)',
            check: '`modprobe --dry-run wireguard` says nothing',
          },
        ]
      : []),
  ];
}
