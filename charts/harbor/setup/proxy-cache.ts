import { withoutUserinfo } from '../../helm/shown-value';
import { type HarborProjectSettings, projectProblems } from './project';
import { type SecretKeyReference, secretKeyProblem } from './secret-key-reference';

/**
 * Kinds of registry that a project of Harbor can cache. `quay` is not one of them: use `docker-registry` for Quay.
 * @see https://github.com/goharbor/harbor/blob/v2.15.2/make/photon/prepare/templates/core/env.jinja PERMITTED_REGISTRY_TYPES_FOR_PROXY_CACHE
 */
export type HarborProxyType = (typeof HARBOR_PROXY_TYPES)[number];

/** The values of {@link HarborProxyType}. */
const HARBOR_PROXY_TYPES = [
  'docker-hub',
  'harbor',
  'azure-acr',
  'ali-acr',
  'aws-ecr',
  'google-gcr',
  'docker-registry',
  'github-ghcr',
  'jfrog-artifactory',
] as const;

/** A registry that Harbor fetches from. */
export interface HarborUpstream {
  /** What Harbor calls it, at most 64 characters. */
  readonly name: string;

  /** Its kind. */
  readonly type: HarborProxyType;

  /** Its URL with scheme. Harbor sends it a request before it stores it: the registry has to answer at that time. */
  readonly url: string;

  /** Whether its certificate is not checked. @default false */
  readonly insecure?: boolean;

  /** What it is, for a person. @default '' */
  readonly description?: string;

  /** Account that Harbor signs in with, e.g. because of Docker Hub's rate limit. @default - anonymous */
  readonly credential?: {
    /** Where its user name is. */
    readonly username: SecretKeyReference;
    /** Where its password or token is. */
    readonly password: SecretKeyReference;
  };

  /** CA that signed its certificate, PEM. @default - the CAs Harbor knows */
  readonly caCertificate?: SecretKeyReference;
}

/** Well-known upstreams. */
export const HARBOR_UPSTREAMS = {
  'docker.io': { name: 'docker-hub', type: 'docker-hub', url: 'https://hub.docker.com' },
  'quay.io': { name: 'quay', type: 'docker-registry', url: 'https://quay.io' },
  'ghcr.io': { name: 'ghcr', type: 'github-ghcr', url: 'https://ghcr.io' },
  'registry.k8s.io': { name: 'registry-k8s', type: 'docker-registry', url: 'https://registry.k8s.io' },
} as const satisfies Record<string, HarborUpstream>;

/**
 * A project that fetches from another registry what it does not have yet, and keeps it. It takes no pushes, and an
 * existing project cannot be turned into one.
 */
export interface HarborProxyCache extends HarborProjectSettings {
  /** Where it fetches from. Several proxy caches may share one. */
  readonly upstream: HarborUpstream;

  /** Limit of the bandwidth for fetching, in kilobytes per second, for all pulls together. @default - no limit */
  readonly speedKb?: number;
}

/** Everything in a proxy cache that Harbor would refuse, or silently read differently. */
export function proxyCacheProblems(cache: HarborProxyCache, quotaPerProject: boolean): string[] {
  const problems = projectProblems(cache, quotaPerProject);
  const { upstream, speedKb } = cache;
  if (!(HARBOR_PROXY_TYPES as readonly string[]).includes(upstream.type)) {
    problems.push(
      `upstream.type ${JSON.stringify(upstream.type)} cannot be cached by Harbor; write ${HARBOR_PROXY_TYPES.join(', ')}` +
        (String(upstream.type) === 'quay' ? ' (Quay answers as docker-registry)' : ''),
    );
  }
  if (upstream.name === '' || upstream.name.length > 64) {
    problems.push(`upstream.name ${JSON.stringify(upstream.name)} must have 1 to 64 characters`);
  }
  if (!isHttpUrl(upstream.url)) {
    problems.push(
      `upstream.url ${JSON.stringify(withoutUserinfo(upstream.url))} is no URL; write https://host or http://host:port`,
    );
  }
  for (const [what, reference] of [
    ['upstream.credential.username', upstream.credential?.username],
    ['upstream.credential.password', upstream.credential?.password],
  ] as const) {
    const problem = upstream.credential && secretKeyProblem(reference);
    if (problem) problems.push(`${what} ${problem}`);
  }
  const ca = upstream.caCertificate && secretKeyProblem(upstream.caCertificate);
  if (ca) problems.push(`upstream.caCertificate ${ca}`);
  if (speedKb !== undefined && !(Number.isInteger(speedKb) && speedKb > 0)) {
    problems.push(`speedKb ${speedKb} is not a whole number above 0`);
  }
  return problems;
}

/** Whether the text is an absolute http or https URL without anything secret or superfluous in it. */
export function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '' && url.search === '';
}
