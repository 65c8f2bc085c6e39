import { ApiObject, type Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { kindScope } from '../gitops/semantics/kind-scope';
import { GroundworkApp } from './app';
import type { AppProject } from './argocd/app-project';
import { Application, type DeployedKinds } from './argocd/application';
import type { SyncPolicyProps } from './argocd/sync-policy';
import type { GitRepository } from './git-repository';

/** Properties of a {@link Workload}. */
export interface WorkloadProps {
  /** Name of the folder, the Application and its file. */
  readonly name: string;
  readonly namespace: string;
  readonly project: AppProject;
  readonly repository: GitRepository;
  /** @default - automated, with pruning and self-heal, and the namespace is made if it is not there */
  readonly syncPolicy?: SyncPolicyProps;
  readonly dependsOn?: readonly Application[];
}

const workloads = new WeakMap<IConstruct, Workload[]>();

/**
 * Manifests that are rendered here: a folder `workloads/<name>/` and an Application in `infra/` that deploys it.
 *
 * What the folder holds is known, so the project can permit exactly that.
 */
export class Workload extends Construct {
  /** Every workload of the tree that a construct belongs to. */
  static all(construct: IConstruct): readonly Workload[] {
    return workloads.get(construct.node.root) ?? [];
  }

  /** Objects made in this chart are the workload. */
  readonly chart: Chart;
  readonly application: Application;

  constructor(scope: Construct, id: string, props: WorkloadProps) {
    super(scope, id);
    const { name, repository } = props;
    const app = GroundworkApp.of(this);
    const folder = `workloads/${name}`;
    this.chart = app.file(`${folder}/${name}`);
    const others = workloads.get(app);
    if (others) others.push(this);
    else workloads.set(app, [this]);
    this.application = new Application(app.file(`infra/${name}`), 'application', {
      name,
      project: props.project,
      source: {
        repoURL: repository.url,
        targetRevision: repository.revision ?? 'main',
        path: `${repository.path ?? 'dist'}/${folder}`,
        // Said outright, so that no file in the folder makes Argo CD think of another tool.
        directory: { recurse: true },
      },
      destination: { namespace: props.namespace },
      syncPolicy: props.syncPolicy ?? {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['CreateNamespace=true'],
      },
      dependsOn: props.dependsOn,
      deploys: () => deployedKinds(app.folder(folder), props.namespace),
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

/** The kinds and namespaces of the objects below a construct. */
export function deployedKinds(construct: Construct, destination: string): DeployedKinds {
  const cluster = new Map<string, { group: string; kind: string; name: string }>();
  const namespaced = new Map<string, { group: string; kind: string }>();
  const namespaces = new Set<string>();
  for (const object of construct.node.findAll()) {
    if (!ApiObject.isApiObject(object)) continue;
    const { apiGroup, kind, name, metadata } = object as ApiObject;
    const group = apiGroup === 'core' ? '' : apiGroup;
    if (kindScope(group, kind) === 'cluster') {
      cluster.set(`${group}/${kind}/${name}`, { group, kind, name });
    } else {
      namespaced.set(`${group}/${kind}`, { group, kind });
      if (metadata.namespace && metadata.namespace !== destination) namespaces.add(metadata.namespace);
    }
  }
  return { cluster: [...cluster.values()], namespaced: [...namespaced.values()], namespaces: [...namespaces].sort() };
}

function collectImages(value: unknown, found: string[]): void {
  if (value === null || typeof value !== 'object') return;
  for (const [key, below] of Object.entries(value)) {
    if (key === 'image' && typeof below === 'string') found.push(below);
    else collectImages(below, found);
  }
}
