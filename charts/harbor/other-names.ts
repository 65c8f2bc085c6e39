import type { ClusterNode } from '../cluster-facts';
import type { HarborExposure } from './exposure';

/**
 * The names other than its own under which a Harbor on a NodePort answers: every node has the port. They are not names to
 * pull by: containerd asks each for its own hosts.toml.
 */
export function otherNames(exposure: HarborExposure, nodes: readonly ClusterNode[]): readonly string[] {
  if (exposure.type !== 'nodePort') return [];
  const hosts = nodes.flatMap(({ name, address, controlPlane }) => [name, address, controlPlane]);
  const others = hosts.filter((host): host is string => host !== undefined && host !== exposure.host);
  return [...new Set(others)].map((host) => `${host.includes(':') ? `[${host}]` : host}:${exposure.nodePort}`);
}

/** An image, and what uses it. */
interface UsedImage {
  readonly image: string;
  readonly usedBy: string;
}

/**
 * Images that are pulled from Harbor by another node's name. With plain HTTP no such pull works: no node has a hosts.toml for
 * that name, and so containerd speaks HTTPS.
 *
 * @param registry Harbor's own name
 * @param others its other names
 * @param known registries that the nodes have a hosts.toml for
 */
export function otherNameErrors(
  images: readonly UsedImage[],
  registry: string,
  others: readonly string[],
  known: readonly string[],
): string[] {
  const wrong = new Set(others.filter((name) => !known.includes(name)));
  const errors = images.flatMap(({ image, usedBy }) => {
    const slash = image.indexOf('/');
    const name = image.slice(0, slash);
    if (!wrong.has(name)) return [];
    return [
      `[${usedBy}] pulls ${image}, an image of an HTTP registry that no node knows: ${name} is this Harbor, which the nodes know as ` +
        `${registry}; write ${registry}${image.slice(slash)} (harbor.image() gives it)`,
    ];
  });
  return [...new Set(errors)];
}
