import { Chart } from 'cdk8s';
import { normalizeGitUrl } from '../../gitops/semantics/git-url';
import type { GroundworkApp } from '../app';
import { Application } from '../argocd/application';
import { Repository } from '../argocd/repository';
import { isSshUrl } from '../argocd/repository-secret';
import { SyncWaves } from '../argocd/sync-waves';

/** A repository that Argo CD reads with credentials, or several with a common beginning. */
export interface DescribedRepository {
  /** Its URL, or what the URLs begin with. */
  readonly url: string;
  /** How many there are. */
  readonly count: number;
  /** `namespace/name` of the Secret, where a construct declares one. @default - nothing declares one */
  readonly secret?: string;
  /** What makes the Secret: `ClusterSecretStore vault`. @default - it is in Git, because nothing in it is secret */
  readonly store?: string;
  /** The file that has to be applied by hand, because the root Application is read with it. @default - the root brings it */
  readonly applyFirst?: string;
}

/** The repositories whose credentials, or lack of them, the constructs know of; by URL. */
export function describeRepositories(app: GroundworkApp): DescribedRepository[] {
  const platform = app.repository && normalizeGitUrl(app.repository.url);
  const declared = new Set<string>();
  const described: DescribedRepository[] = [];
  for (const repository of Repository.all(app)) {
    const { url, credentials, secret } = repository;
    const normal = normalizeGitUrl(url);
    if (credentials) declared.add(normal);
    const ofRoot = normal === platform;
    if (!secret || (!credentials && !ofRoot)) continue;
    const { kind = 'ClusterSecretStore', name } = credentials?.secretStore ?? {};
    described.push({
      url,
      count: 1,
      secret: `${secret.namespace}/${secret.name}`,
      ...(credentials && { store: `${kind} ${name}` }),
      ...(ofRoot && { applyFirst: `${app.repository?.path ?? 'dist'}/${Chart.of(repository).node.path}.yaml` }),
    });
  }
  return [...described, ...undeclared(app, declared, platform)].sort((a, b) => (a.url < b.url ? -1 : 1));
}

/** What Applications read by SSH, which never works without a key, and no construct has credentials for. */
function undeclared(app: GroundworkApp, declared: ReadonlySet<string>, platform?: string): DescribedRepository[] {
  const urls = new Map<string, string>();
  for (const member of SyncWaves.of(app).all) {
    if (!Application.isApplication(member)) continue;
    for (const { repoURL } of member.sources) {
      if (!isSshUrl(repoURL)) continue;
      const normal = normalizeGitUrl(repoURL);
      if (normal !== platform && !declared.has(normal) && !urls.has(normal)) urls.set(normal, repoURL);
    }
  }
  const groups = new Map<string, string[]>();
  for (const url of urls.values()) {
    const prefix = url.slice(0, url.lastIndexOf('/') + 1) || url;
    groups.set(prefix, [...(groups.get(prefix) ?? []), url]);
  }
  return [...groups].map(([prefix, group]) => ({
    url: group.length === 1 ? (group[0] as string) : prefix,
    count: group.length,
  }));
}
