import { Chart } from 'cdk8s';
import { normalizeGitUrl } from '../../argocd/semantics/git-url';
import { matchGlob } from '../../argocd/semantics/glob';
import type { SynthesizedCluster } from '../../synth/app';
import { folderInRepository } from '../../synth/git-repository';
import { Application } from '../argocd/application';
import { ApplicationSet } from '../argocd/application-set';
import { Repository } from '../argocd/repository';
import { isSshUrl, unknownHost } from '../argocd/repository-secret';
import { SyncWaves, type Waved } from '../argocd/sync-waves';
import { isTemplated, sourceGlob } from '../argocd/template-glob';
import { secretStoreText } from '../facts/secret-store';

/** A repository that Argo CD reads with credentials, or several with a common beginning. */
export interface DescribedRepository {
  /** Its URL, or what the URLs begin with. */
  readonly url: string;
  /** How many there are. @default - as many as the parameters of an ApplicationSet make */
  readonly count?: number;
  /** The command that prints the keys of its host, which Argo CD does not know. @default - it does, or does not need to */
  readonly hostKey?: string;
  /** `namespace/name` of the Secret, where a construct declares one. @default - nothing declares one */
  readonly secret?: string;
  /** What makes the Secret: `ClusterSecretStore vault`. @default - it is in Git, because nothing in it is secret */
  readonly store?: string;
  /** Whether it is sealed in Git. @default false */
  readonly sealed?: boolean;
  /** The file that has to be applied by hand, because the root Application is read with it. @default - the root brings it */
  readonly applyFirst?: string;
}

/** The repositories that constructs declare, with or without credentials, by URL. */
export function describeRepositories(cluster: SynthesizedCluster): DescribedRepository[] {
  const platform = cluster.repository && normalizeGitUrl(cluster.repository.url);
  const declared = new Set<string>();
  const prefixes = Repository.all(cluster)
    .filter(({ template }) => template)
    .map(({ url }) => normalizeGitUrl(url));
  const described: DescribedRepository[] = [];
  for (const repository of Repository.all(cluster)) {
    const { url, credentials, secret, insecure } = repository;
    const normal = normalizeGitUrl(url);
    if (credentials) declared.add(normal);
    // Those that are made by hand are among the Secrets that must exist.
    if (credentials?.from === 'secret') continue;
    const store = credentials && 'secretStore' in credentials ? credentials.secretStore : undefined;
    const ofRoot = normal === platform;
    if (!secret || (!credentials && !ofRoot)) continue;
    described.push({
      url,
      count: 1,
      secret: `${secret.namespace}/${secret.name}`,
      ...(credentials?.from === 'sealed-secret' && { sealed: true }),
      ...(store && { store: secretStoreText(store) }),
      ...(isSshUrl(url) && !insecure && hostKeyOf(url)),
      ...(ofRoot && { applyFirst: `${folderInRepository(cluster.repository)}/${Chart.of(repository).node.path}.yaml` }),
    });
  }
  return [...described, ...undeclared(cluster, declared, prefixes, platform)].sort((a, b) => (a.url < b.url ? -1 : 1));
}

/** Repositories that are read by SSH, which needs a key, and for which no construct declares credentials. */
function undeclared(
  cluster: SynthesizedCluster,
  declared: ReadonlySet<string>,
  prefixes: readonly string[],
  platform?: string,
): DescribedRepository[] {
  const urls = new Map<string, string>();
  for (const repoURL of SyncWaves.of(cluster).all.flatMap(urlsOf)) {
    if (!isSshUrl(repoURL) || isDeclared(repoURL, declared)) continue;
    const normal = isTemplated(repoURL) ? repoURL : normalizeGitUrl(repoURL);
    if (prefixes.some((prefix) => normal.startsWith(prefix))) continue;
    if (normal !== platform && !urls.has(normal)) urls.set(normal, repoURL);
  }
  const groups = new Map<string, string[]>();
  for (const url of urls.values()) {
    const prefix = beginningOf(url);
    groups.set(prefix, [...(groups.get(prefix) ?? []), url]);
  }
  return [...groups].map(([prefix, group]) => {
    const open = group.some(isTemplated);
    return {
      url: group.length === 1 && !open ? (group[0] as string) : prefix,
      ...(!open && { count: group.length }),
      ...hostKeyOf(prefix),
    };
  });
}

function hostKeyOf(url: string): Pick<DescribedRepository, 'hostKey'> {
  const scan = unknownHost(url)?.scan;
  return scan === undefined ? {} : { hostKey: scan };
}

/** The credentials for the URLs of a template: those of any repository that the template can become. */
function isDeclared(url: string, declared: ReadonlySet<string>): boolean {
  if (!isTemplated(url)) return declared.has(normalizeGitUrl(url));
  const glob = sourceGlob(url);
  return glob !== undefined && [...declared].some((one) => matchGlob(normalizeGitUrl(glob), one));
}

/** The common beginning of several URLs; of a template, the text before its first parameter. */
function beginningOf(url: string): string {
  const fixed = url.split('{{', 1)[0] as string;
  const path = /^(?:ssh:\/\/)?[^@]*@[^/:]*[/:]/.exec(fixed)?.[0].length ?? fixed.length;
  const beginning = fixed.slice(0, Math.max(fixed.lastIndexOf('/') + 1, isTemplated(url) ? path : 0));
  return beginning || url;
}

/** Every URL that Argo CD reads for an Application, or for an ApplicationSet: its generators, and what they make. */
function urlsOf(member: Waved): readonly string[] {
  if (Application.isApplication(member)) return member.sources.map(({ repoURL }) => repoURL);
  if (!ApplicationSet.isApplicationSet(member)) return [];
  const { template, generators } = member;
  const made = (template.sources ?? [template.source]).flatMap(({ repoURL }) => {
    const [, parameter] = /^\{\{-?\s*\.([\w.]+)\s*-?\}\}$/.exec(repoURL) ?? [];
    return parameter === undefined ? [repoURL] : elementsOf(generators).flatMap((one) => textAt(one, parameter));
  });
  return [...made, ...repoUrlsIn(generators)];
}

/** What list generators have, those in a matrix too. */
function elementsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(elementsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'elements' && Array.isArray(one) ? one : elementsOf(one),
  );
}

function textAt(element: unknown, parameter: string): string[] {
  let at = element;
  for (const key of parameter.split('.'))
    at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof at === 'string' ? [at] : [];
}

/** What Git generators read, and what the templates of generators name; the elements of a list are anything. */
function repoUrlsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(repoUrlsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === 'elements' ? [] : key === 'repoURL' && typeof one === 'string' ? [one] : repoUrlsIn(one),
  );
}
