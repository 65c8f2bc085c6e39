import { stringify, type TomlTable } from 'smol-toml';
import {
  authority,
  type Capability,
  type CertificateAuthority,
  endpointUrl,
  type Mirror,
  mirrorPath,
  type Registry,
  type SecretKey,
} from './registry-host';

/** A file beside hosts.toml, or a value in it, that comes from a Secret or a ConfigMap in the cluster. */
export interface NodeFile<Source> {
  /** Path below the registry's directory. */
  readonly path: string;

  /** Where the cluster keeps it. */
  readonly source: Source;
}

/** What a registry's directory below certs.d is made of. */
export interface HostsDirectory {
  /** Name of the directory: the registry as image references name it. */
  readonly name: string;

  /** Text of hosts.toml, with {@link placeholder}s where a Secret's value belongs. */
  readonly toml: string;

  /** CA bundles, beside hosts.toml. */
  readonly authorities: readonly NodeFile<CertificateAuthority>[];

  /** Header values, put in the place of their placeholders on the node. */
  readonly headers: readonly NodeFile<SecretKey>[];
}

/** Host that answers for docker.io. */
const DOCKER_HUB_API = 'registry-1.docker.io';

/**
 * Renders a registry as containerd reads it.
 *
 * - An http endpoint gets `capabilities` and nothing of TLS: any of `skip_verify`, `ca`, `client`, even
 *   `skip_verify = false`, makes containerd try TLS first.
 * - There is always a `[host]` table: containerd 1.6, and 1.7 before 1.7.32, rejects a file without one.
 * - `server` always carries its scheme: without one containerd puts `https://` before it.
 *
 * @see https://github.com/containerd/containerd/blob/main/docs/hosts.md
 */
export function hostsDirectory(registry: Registry): HostsDirectory {
  const name = authority(registry);
  const authorities: NodeFile<CertificateAuthority>[] = [];
  const headers: NodeFile<SecretKey>[] = [];
  const endpoints = registry.mirrors ?? [registry as Mirror];
  const tables = endpoints.map((endpoint) => [endpointUrl(endpoint), endpointTable(endpoint)] as const);
  const [lastUrl, lastTable] = tables[tables.length - 1];

  // `server` is what containerd asks after the hosts. It can't be switched off: without a fallback it is the last of them.
  const server: TomlTable =
    registry.mirrors && (registry.fallback ?? 'upstream') === 'upstream'
      ? { server: `https://${name === 'docker.io' ? DOCKER_HUB_API : name}` }
      : { server: lastUrl, ...withoutCapabilities(lastTable) };

  const toml = stringify({ ...server, host: Object.fromEntries(tables) });
  return { name, toml, authorities, headers };

  function endpointTable(endpoint: Mirror): TomlTable {
    const { capabilities = ['pull', 'resolve'] satisfies Capability[], ca } = endpoint;
    const table: TomlTable = { capabilities: [...capabilities] };
    if (mirrorPath(endpoint) !== undefined) table.override_path = true;
    if (ca !== undefined) {
      const path = authorities.length === 0 ? 'ca.crt' : `ca-${authorities.length + 1}.crt`;
      authorities.push({ path, source: ca });
      table.ca = path;
    }
    const entries = Object.entries(endpoint.headers ?? {});
    if (entries.length > 0) {
      table.header = Object.fromEntries(
        entries.map(([header, source]) => {
          const path = `headers/${headers.length + 1}`;
          headers.push({ path, source });
          return [header, placeholder(path)];
        }),
      );
    }
    return table;
  }
}

/** The placeholder of a header value in hosts.toml. The script on the node replaces it by the Secret's value. */
function placeholder(path: string): string {
  return `@${path}@`;
}

function withoutCapabilities({ capabilities: _, ...rest }: TomlTable): TomlTable {
  return rest;
}
