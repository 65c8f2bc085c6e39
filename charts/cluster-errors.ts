import { BlockList, isIP } from 'node:net';
import type { ClusterFacts, NetworkedCluster } from './cluster-facts';

/** A cluster whose network somebody else brings need not say what only a network has to know. */
type AnyCluster = ClusterFacts & Partial<NetworkedCluster>;

/** Facts of a cluster that cannot be, or contradict each other. */
export function clusterErrors(cluster: AnyCluster): string[] {
  return [...placeErrors(cluster), ...nodeErrors(cluster)];
}

/** Errors for what is no address, and no port. */
function placeErrors({ nodes, apiServer }: AnyCluster): string[] {
  const errors = nodes
    .filter(({ address }) => !isAddress(address))
    .map(({ name, address }) => `cluster.nodes: node ${name} has the address ${JSON.stringify(address)}: ${EXPECTED}`);
  if (apiServer === undefined) return errors;
  const { host, port } = apiServer;
  if (!isAddress(host)) errors.push(`cluster.apiServer.host is ${JSON.stringify(host)}: ${EXPECTED}`);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    errors.push(`cluster.apiServer.port is ${port}: expected a TCP port from 1 to 65535, nearly always 6443`);
  return errors;
}

const EXPECTED = 'expected an IP address such as 10.0.24.28 or a DNS name, without scheme, port, path and brackets';

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

function isAddress(text: string): boolean {
  if (isIP(text)) return !text.includes('%');
  const isName = text.length <= 253 && text.split('.').every((label) => DNS_LABEL.test(label));
  // Digits and dots alone are an address that is none: 10.0.24.256
  return isName && !/^[\d.]+$/.test(text);
}

/** Errors for what two nodes have, and for addresses of nodes among those of the pods. */
function nodeErrors({ nodes, podNetwork }: AnyCluster): string[] {
  const errors: string[] = [];
  for (const field of ['name', 'address', 'controlPlane'] as const) {
    const seen = new Set<string>();
    for (const node of nodes) {
      const value = node[field];
      if (value === undefined) continue;
      if (seen.has(value)) errors.push(`cluster.nodes: two nodes have the ${field} ${value}`);
      seen.add(value);
    }
  }
  if (podNetwork === undefined) return errors;
  const [network, bits = ''] = podNetwork.split('/');
  if (!isIP(network) || !/^\d{1,3}$/.test(bits) || Number(bits) > (isIP(network) === 6 ? 128 : 32))
    return [...errors, `cluster.podNetwork is ${podNetwork}: expected a CIDR such as 10.244.0.0/16`];
  const pods = new BlockList();
  pods.addSubnet(network, Number(bits), isIP(network) === 6 ? 'ipv6' : 'ipv4');
  for (const { name, address } of nodes) {
    if (isIP(address) && pods.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) {
      errors.push(
        `cluster.podNetwork ${podNetwork} holds the address ${address} of node ${name}: pods and nodes must not share addresses`,
      );
    }
  }
  return errors;
}
