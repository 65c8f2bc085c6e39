import { kindScope } from '../semantics/kind-scope';
import { ApplicationNode, ApplicationSetNode, AppProjectNode, IN_CLUSTER, secretValue } from './nodes';
import { fields, text } from './resource';
import type { Cluster, RepositorySecret, Resource, Scope } from './types';

/** The objects at hand, each once, and what they are for Argo CD. */
export class Objects {
  readonly resources = new Set<Resource>();
  readonly applications: ApplicationNode[] = [];
  readonly projects: AppProjectNode[] = [];
  readonly sets = new Map<Resource, ApplicationSetNode>();
  readonly clusters: Cluster[] = [IN_CLUSTER];
  readonly repositorySecrets: RepositorySecret[] = [];
  private readonly nodes = new Map<Resource, ApplicationNode>();
  private readonly definitions = new Map<string, Scope>();

  add(resources: readonly Resource[]): void {
    for (const resource of resources) {
      if (this.resources.has(resource)) continue;
      this.resources.add(resource);
      const { group, kind } = resource;
      if (group === 'argoproj.io') {
        if (kind === 'Application') this.addApplication(new ApplicationNode(resource));
        else if (kind === 'AppProject') this.projects.push(new AppProjectNode(resource));
        else if (kind === 'ApplicationSet') this.sets.set(resource, new ApplicationSetNode(resource));
      } else if (group === '' && kind === 'Secret') this.addSecret(resource);
      else if (group === 'apiextensions.k8s.io' && kind === 'CustomResourceDefinition') this.addDefinition(resource);
    }
  }

  /** Takes in an Application that an ApplicationSet generates. */
  addGenerated(node: ApplicationNode): void {
    this.resources.add(node.resource);
    this.addApplication(node);
  }

  /** The Application that an object is. */
  applicationOf(resource: Resource): ApplicationNode | undefined {
    return this.nodes.get(resource);
  }

  /** Whether a kind lives in a namespace: the built-in table, then the CRDs at hand. */
  scope(group: string, kind: string): Scope {
    const known = kindScope(group, kind);
    return known === 'unknown' ? (this.definitions.get(`${group}\n${kind}`) ?? 'unknown') : known;
  }

  private addApplication(node: ApplicationNode): void {
    this.nodes.set(node.resource, node);
    this.applications.push(node);
  }

  private addDefinition(resource: Resource): void {
    const spec = fields(resource.object.spec);
    const scope = text(spec.scope) === 'Cluster' ? 'cluster' : 'namespaced';
    this.definitions.set(`${text(spec.group)}\n${text(fields(spec.names).kind)}`, scope);
  }

  private addSecret(resource: Resource): void {
    const type = resource.labels['argocd.argoproj.io/secret-type'];
    const project = secretValue(resource, 'project');
    if (type === 'repository' || type === 'repo-creds') {
      this.repositorySecrets.push({ resource, type, url: secretValue(resource, 'url'), project });
    } else if (type === 'cluster') {
      const server = secretValue(resource, 'server').replace(/\/+$/, '');
      const cluster = {
        server,
        name: secretValue(resource, 'name'),
        project,
        labels: resource.labels,
        annotations: resource.annotations,
        resource,
      };
      // A Secret for the own cluster takes the place of the implicit one.
      if (server === IN_CLUSTER.server && this.clusters[0] === IN_CLUSTER) this.clusters[0] = cluster;
      else this.clusters.push(cluster);
    }
  }
}
