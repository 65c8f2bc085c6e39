import { ApiObject, type Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { groupOf } from '../argocd/semantics/api-version';
import { kindScope } from '../argocd/semantics/kind-scope';
import type { ClusterResourceRestrictionItem, GroupKind } from '../imports/argoproj.io';
import type { GitRepository } from '../synth/git-repository';
import { noteSource, scopeOfNew } from '../synth/plan/source';
import type { AppProject } from './argocd/app-project';
import { Application, type Dependency, type DeployedKinds } from './argocd/application';
import { APPLICATION_NAME_LENGTH, labelErrors } from './argocd/name-errors';
import type { SyncPolicyProps } from './argocd/sync-policy';
import type { WhenRemoved } from './argocd/when-removed';
import { clusterFile, clusterFolder } from './cluster-files';
import { ClusterScope } from './cluster-scope';
import { Definitions } from './helm/definitions';

/** Properties of a {@link Workload}. */
export interface WorkloadProps {
  /** Name of the folder, the Application and its file: one DNS label, 53 characters at most. */
  readonly name: string;
  /** Namespace that it is deployed to. */
  readonly namespace: string;
  /** Project of its Application. */
  readonly project: AppProject;
  /** Where the rendered tree is committed. */
  readonly repository: GitRepository;
  /** When and how it is synced. @default - automated, with pruning and self-heal, and the namespace is made if it is not there */
  readonly syncPolicy?: SyncPolicyProps;
  /** What happens to its objects when it leaves Git. @default 'keep' */
  readonly whenRemoved?: WhenRemoved;
  /** What must be healthy before it is synced for the first time. @default - none */
  readonly dependsOn?: readonly Dependency[];
  /**
   * Kinds that it deploys besides what is seen in its objects. Needed for objects of a custom kind without
   * `metadata.namespace` whose CustomResourceDefinition is not in this app: otherwise it is not known whether they are
   * namespaced.
   * @default - what its objects show
   */
  readonly deploys?: DeployedKinds;
}

/**
 * Manifests that are rendered here: a folder `workloads/<name>/` and an Application in `infra/` that deploys it.
 *
 * What the folder holds is known, so the project can permit exactly that.
 */
export class Workload extends Construct {
  /** Every workload of the cluster that a construct belongs to. */
  static all(construct: IConstruct): readonly Workload[] {
    return workloadsOf(construct);
  }

  /** Objects made in this chart are the workload. */
  readonly chart: Chart;
  /** The Application that deploys it. */
  readonly application: Application;
  /** What to give as `dependsOn` to what needs it: its objects are there then, and healthy. */
  readonly ready: readonly Dependency[];

  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scopeOfNew(scope, id), id);
    noteSource(this);
    const { name, repository } = props;
    // Checked first, because the name is used as a path below.
    const [invalid] = labelErrors('name', name, APPLICATION_NAME_LENGTH);
    if (invalid) throw new Error(`[${this.node.path}] ${invalid}`);
    const folder = `workloads/${name}`;
    this.chart = clusterFile(this, `${folder}/${name}`);
    workloadsOf(this).push(this);
    this.application = new Application(clusterFile(this, `infra/${name}`, { makes: ['application'] }), 'application', {
      name,
      project: props.project,
      source: {
        repoURL: repository.url,
        targetRevision: repository.revision ?? 'main',
        path: `${ClusterScope.of(this).folderIn(repository)}/${folder}`,
        // Explicit, so that no file in the folder makes Argo CD choose another tool.
        directory: { recurse: true },
      },
      destination: { namespace: props.namespace },
      syncPolicy: props.syncPolicy ?? {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['CreateNamespace=true'],
      },
      whenRemoved: props.whenRemoved,
      dependsOn: props.dependsOn,
      deploys: () => deployedKinds(clusterFolder(this, folder), props.namespace, props.deploys).deploys,
    });
    this.ready = [this.application];
    this.node.addValidation({
      validate: () => {
        const definitions = Definitions.of(this);
        const objects = objectsBelow(clusterFolder(this, folder)).filter(({ group }) => definitions.has(group));
        if (objects.length === 0) return [];
        // What this app defines itself is none of a chart.
        const own = definedScopes(ClusterScope.of(this));
        return definitions.waitErrors(
          this.application,
          objects.filter(({ group, kind }) => !own.has(`${group}/${kind}`)),
        );
      },
    });
    this.node.addValidation({
      validate: () =>
        deployedKinds(clusterFolder(this, folder), props.namespace, props.deploys).unknown.map(
          ({ kind, path }) =>
            `[${path}] has the kind ${kind} and no metadata.namespace, and its CustomResourceDefinition is not in this app: ` +
            'name the kind in deploys.cluster or deploys.namespaced of the Workload, or give the object its namespace',
        ),
    });
  }

  /** The images that its pods run. */
  get images(): readonly string[] {
    const found: string[] = [];
    for (const object of this.chart.node.findAll())
      if (ApiObject.isApiObject(object)) collectImages((object as ApiObject).toJson(), found);
    return found;
  }
}

function workloadsOf(construct: IConstruct): Workload[] {
  return ClusterScope.of(construct).registry<Workload[]>('Workload', () => []);
}

/** What is seen in the objects below a construct. */
export interface SeenKinds {
  readonly deploys: DeployedKinds;
  /** Objects that may be cluster-scoped or namespaced: nothing in the app says which. */
  readonly unknown: readonly { readonly kind: string; readonly path: string }[];
}

/** The kinds and namespaces of the objects below a construct, and those declared besides. */
export function deployedKinds(construct: Construct, destination: string, declared: DeployedKinds = {}): SeenKinds {
  const cluster = new Map<string, ClusterResourceRestrictionItem>();
  const namespaced = new Map<string, GroupKind>();
  const namespaces = new Set<string>(declared.namespaces);
  const unknown: { kind: string; path: string }[] = [];
  for (const kind of declared.cluster ?? []) cluster.set(`${kind.group}/${kind.kind}/${kind.name ?? ''}`, kind);
  for (const kind of declared.namespaced ?? []) namespaced.set(`${kind.group}/${kind.kind}`, kind);
  const declaredCluster = new Set(declared.cluster?.map(({ group, kind }) => `${group}/${kind}`));
  const declaredNamespaced = new Set(namespaced.keys());
  let defined: ReadonlyMap<string, string> | undefined;
  const scopeOf = ({ group, kind, namespace }: Seen) => {
    const known = kindScope(group, kind);
    if (known !== 'unknown') return known;
    const id = `${group}/${kind}`;
    if (declaredCluster.has(id)) return 'cluster';
    if (declaredNamespaced.has(id)) return 'namespaced';
    // Only when needed: it walks the whole cluster.
    defined ??= definedScopes(ClusterScope.of(construct));
    const scope = defined.get(id);
    if (scope !== undefined) return scope === 'Cluster' ? 'cluster' : 'namespaced';
    return namespace === undefined ? 'unknown' : 'namespaced';
  };
  for (const seen of objectsBelow(construct)) {
    const { group, kind, name, namespace } = seen;
    const scope = scopeOf(seen);
    if (scope === 'unknown') unknown.push({ kind: group ? `${group}/${kind}` : kind, path: seen.path });
    else if (scope === 'cluster') {
      if (!declaredCluster.has(`${group}/${kind}`)) cluster.set(`${group}/${kind}/${name}`, { group, kind, name });
    } else {
      namespaced.set(`${group}/${kind}`, { group, kind });
      if (namespace && namespace !== destination) namespaces.add(namespace);
    }
  }
  return {
    deploys: {
      cluster: [...cluster.values()],
      namespaced: [...namespaced.values()],
      namespaces: [...namespaces].sort(),
    },
    unknown,
  };
}

interface Seen {
  readonly group: string;
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
  /** Path of the construct that it is of. */
  readonly path: string;
}

function objectsBelow(construct: IConstruct): Seen[] {
  const found: Seen[] = [];
  for (const object of construct.node.findAll()) {
    if (!ApiObject.isApiObject(object)) continue;
    const { apiGroup, kind, name, metadata, node } = object as ApiObject;
    if (kind.endsWith('List')) {
      const list = (object as ApiObject).toJson() as Manifest;
      if (Array.isArray(list.items)) {
        collectItems(list, node.path, found);
        continue;
      }
    }
    found.push({
      group: apiGroup === 'core' ? '' : apiGroup,
      kind,
      name,
      namespace: metadata.namespace,
      path: node.path,
    });
  }
  return found;
}

interface Manifest {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly items?: readonly Manifest[];
}

/** Argo CD takes a List apart, and lists within it. */
function collectItems({ items = [] }: Manifest, path: string, found: Seen[]): void {
  for (const item of items) {
    if (Array.isArray(item?.items)) collectItems(item, path, found);
    else if (item?.kind && item.apiVersion) {
      found.push({
        group: groupOf(item.apiVersion),
        kind: item.kind,
        name: item.metadata?.name,
        namespace: item.metadata?.namespace,
        path,
      });
    }
  }
}

/** `spec.scope` of each CustomResourceDefinition of a cluster, by the group and kind that it defines. */
function definedScopes(cluster: ClusterScope): Map<string, string> {
  const scopes = new Map<string, string>();
  for (const object of cluster.owner.node.findAll()) {
    if (!ApiObject.isApiObject(object) || (object as ApiObject).kind !== 'CustomResourceDefinition') continue;
    // A folder of this cluster may be a cluster of its own.
    if (ClusterScope.of(object) !== cluster) continue;
    const { spec } = (object as ApiObject).toJson() as {
      spec?: { group?: string; scope?: string; names?: { kind?: string } };
    };
    if (spec?.names?.kind && spec.scope) scopes.set(`${spec.group ?? ''}/${spec.names.kind}`, spec.scope);
  }
  return scopes;
}

function collectImages(value: unknown, found: string[]): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, below] of Object.entries(value)) {
    if (key === 'image' && typeof below === 'string') found.push(below);
    else collectImages(below, found);
  }
}
