import { isIPv4, isIPv6 } from 'node:net';
import { authority, endpointUrl, type Mirror, type MirroredRegistry, type Registry } from './registry-host';

const CAPABILITIES = ['pull', 'resolve', 'push'];

/** Names under which docker.io is reached, but that no image reference carries once it is parsed. */
const DOCKER_HUB_ALIASES = new Set([
  'index.docker.io',
  'registry-1.docker.io',
  'registry.hub.docker.com',
  'hub.docker.com',
]);

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const OBJECT_NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const DATA_KEY = /^[-._a-zA-Z0-9]{1,253}$/;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const PROJECT = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;
const PATH = /^(?:\/[A-Za-z0-9._~-]+)+$/;

/**
 * Everything that is wrong with the declared registries, one sentence each, so that all of it can be fixed at once. The
 * compiler refuses most of it; this is for values that come from files or plain JavaScript.
 */
export function registryProblems(registries: readonly Registry[]): string[] {
  const problems: string[] = [];
  const seen = new Map<string, number>();

  registries.forEach((registry, index) => {
    const at = `registries[${index}]`;
    const before = problems.length;
    checkAddress(registry, at);
    if (problems.length === before) {
      const name = authority(registry);
      const first = seen.get(name);
      if (first !== undefined) {
        problems.push(`${at}: ${name} is declared already by registries[${first}]; a registry has one hosts.toml.`);
      }
      seen.set(name, first ?? index);
    }
    if (DOCKER_HUB_ALIASES.has(registry.host)) {
      problems.push(
        `${at}.host: ${quote(registry.host)} is Docker Hub, which image references call docker.io; write docker.io.`,
      );
    }
    if ('mirrors' in registry && registry.mirrors !== undefined) checkMirrored(registry, at);
    else checkEndpoint(registry as Mirror, at, true);
  });
  return problems;

  function checkMirrored(registry: MirroredRegistry, at: string): void {
    if (registry.scheme !== undefined) {
      problems.push(`${at}.scheme: a mirrored registry has no scheme of its own; give it to its mirrors.`);
    }
    if (registry.fallback !== undefined && !['upstream', 'none'].includes(registry.fallback)) {
      problems.push(`${at}.fallback: ${quote(registry.fallback)} is neither upstream nor none.`);
    }
    if (!Array.isArray(registry.mirrors) || registry.mirrors.length === 0) {
      problems.push(
        `${at}.mirrors: ${authority(registry)} has no mirror; name at least one, or leave the registry out.`,
      );
      return;
    }
    const urls = new Set<string>();
    registry.mirrors.forEach((mirror, index) => {
      const where = `${at}.mirrors[${index}]`;
      const before = problems.length;
      checkAddress(mirror, where);
      checkEndpoint(mirror, where, false);
      if (problems.length > before) return;
      const url = endpointUrl(mirror);
      if (urls.has(url)) problems.push(`${where}: ${url} is a mirror of ${authority(registry)} already.`);
      urls.add(url);
    });
  }

  function checkAddress({ host, port }: { host: string; port?: number }, at: string): void {
    const problem = hostProblem(host);
    // The text before an @ may be a password: the message does not repeat it.
    if (problem)
      problems.push(`${at}.host: ${quote(typeof host === 'string' ? host.replace(/.*@/s, '…@') : host)} ${problem}`);
    if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
      problems.push(`${at}.port: ${quote(port)} is not a TCP port; allowed are 1 to 65535.`);
    }
  }

  function checkEndpoint(endpoint: Mirror, at: string, direct: boolean): void {
    const { capabilities, headers, project, path } = endpoint;
    const { scheme, ca }: { scheme: string; ca?: unknown } = endpoint;
    if (scheme !== 'http' && scheme !== 'https') {
      problems.push(
        `${at}.scheme: ${quote(scheme)} is neither http nor https${direct ? ', and there are no mirrors' : ''}.`,
      );
    }
    if (capabilities !== undefined) checkCapabilities(capabilities, at, direct);
    if (ca !== undefined) {
      if (scheme === 'http') {
        problems.push(
          `${at}.ca: with a CA containerd would try TLS on an http endpoint first; remove it, or write https.`,
        );
      }
      checkSource(ca, `${at}.ca`, true);
    }
    for (const [name, value] of Object.entries(headers ?? {})) {
      if (!HEADER_NAME.test(name)) problems.push(`${at}.headers: ${quote(name)} is not the name of an HTTP header.`);
      checkSource(value, `${at}.headers.${name}`, false);
    }
    if (direct && (project !== undefined || path !== undefined)) {
      problems.push(`${at}: only a mirror has a project or a path; a registry's API lies at /v2.`);
    }
    if (project !== undefined && path !== undefined) {
      problems.push(`${at}: project and path both say where the API lies; keep one.`);
    }
    if (project !== undefined && !PROJECT.test(project)) {
      problems.push(
        `${at}.project: ${quote(project)} is not the name of a Harbor project: a-z, 0-9, and . _ - between them.`,
      );
    }
    if (path !== undefined && !PATH.test(path)) {
      problems.push(`${at}.path: ${quote(path)} is not a path like /v2/docker-remote (no query, no slash at its end).`);
    }
  }

  function checkCapabilities(capabilities: readonly string[], at: string, direct: boolean): void {
    for (const capability of capabilities) {
      if (CAPABILITIES.includes(capability)) continue;
      const why = capability === 'referrers' ? ' (containerd before 2.2 rejects the whole file for referrers)' : '';
      problems.push(`${at}.capabilities: ${quote(capability)} is not one of ${CAPABILITIES.join(', ')}${why}.`);
    }
    if (new Set(capabilities).size < capabilities.length)
      problems.push(`${at}.capabilities: one of them is there twice.`);
    if (!capabilities.every((capability) => CAPABILITIES.includes(capability))) return;
    const missing = ['pull', 'resolve'].filter((needed) => !capabilities.includes(needed));
    if (direct && missing.length > 0) {
      problems.push(`${at}.capabilities: without ${missing.join(' and ')} the nodes cannot pull a tag from it.`);
    } else if (!direct && !capabilities.includes('pull')) {
      problems.push(`${at}.capabilities: a mirror that nothing is pulled from has no use; add pull.`);
    }
  }

  function checkSource(source: unknown, at: string, configMapAllowed: boolean): void {
    const allowed = configMapAllowed ? '{ configMap, key } or { secret, key }' : '{ secret, key }';
    if (typeof source !== 'object' || source === null) {
      // The value itself may be a credential: the message does not repeat it.
      problems.push(`${at}: its value is written out here, and would end in Git; name where it lies: ${allowed}.`);
      return;
    }
    const { secret, configMap, key } = source as Record<string, unknown>;
    const name = secret ?? configMap;
    if ((secret === undefined) === (configMap === undefined) || (configMap !== undefined && !configMapAllowed)) {
      problems.push(`${at}: it has to be ${allowed}.`);
    } else if (typeof name !== 'string' || !OBJECT_NAME.test(name)) {
      problems.push(`${at}: ${quote(name)} is not the name of a ${secret === undefined ? 'ConfigMap' : 'Secret'}.`);
    }
    if (typeof key !== 'string' || !DATA_KEY.test(key)) {
      problems.push(`${at}.key: ${quote(key)} is not a key of a Secret or ConfigMap: letters, digits, - _ and .`);
    }
  }
}

function hostProblem(host: unknown): string | undefined {
  if (typeof host !== 'string' || host === '') return 'is not a host; write a DNS name or an IP address.';
  if (/:\/\//.test(host)) return 'is a URL; write the host alone, and the scheme beside it.';
  if (host.includes('@'))
    return 'has user information in it; credentials come from a Secret (headers) or imagePullSecrets.';
  if (host.includes('/')) return 'has a path in it; write the host alone (a mirror takes project or path).';
  const inner = host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
  // Asked only where it may be one: Node compiles a long expression for it.
  if (inner.includes(':') && isIPv6(inner) && !inner.includes('%')) return undefined;
  if (host.includes(':')) return 'has a port in it; write it in port.';
  if (isIPv4(host)) return undefined;
  if (/^[0-9.]+$/.test(host)) return 'is not an IP address.';
  if (host !== host.toLowerCase())
    return 'has upper-case letters; image references are compared letter by letter: write it lower-case.';
  const isName = host.length <= 253 && host.split('.').every((label) => DNS_LABEL.test(label));
  return isName ? undefined : 'is not a DNS name: a-z, 0-9 and - in labels of at most 63, separated by dots.';
}

function quote(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
