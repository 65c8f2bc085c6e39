import type { SynthesizedCluster } from '../../synth/app';
import { ROOT_FILE, SECRETS_SCRIPT } from '../../synth/layout';
import type { Plan } from '../../synth/plan/plan';
import { Application } from '../argocd/application';
import { ApplicationSet } from '../argocd/application-set';
import { ArgoCdNamespace } from '../argocd/names';
import { SyncWaves, type Waved } from '../argocd/sync-waves';
import type { ClusterNode } from '../cluster-facts';
import { ClusterScope } from '../cluster-scope';
import { type ManagedCluster, managedClusters } from '../clusters/managed-clusters';
import { type AddressClaim, Addresses } from '../exposure/addresses';
import { type BroughtPart, BroughtParts } from '../facts/brought';
import { type NodePortClaim, NodePorts } from '../facts/node-ports';
import { type NodeRequirement, Nodes } from '../facts/nodes';
import { type Precondition, Preconditions } from '../facts/preconditions';
import type { RequiredSecret } from '../facts/required-secret';
import { RequiredSecrets } from '../facts/required-secrets';
import { notMade } from '../helm/named-objects';
import { type ImageOwner, imagesOfPlatform } from '../images/image-inventory';
import { PlatformImages } from '../images/platform-images';
import { type NamedIn, unpinnedImages } from '../images/unpinned';
import { generatorsText } from './generators';
import { type Ground, groundOf } from './ground';
import { installCommand } from './installing';
import { labelOf, labelOfMember } from './label';
import { type DescribedRepository, describeRepositories } from './repositories';

/** One Application or ApplicationSet, as a person wants to see it. */
export interface DescribedApplication {
  readonly kind: 'Application' | 'ApplicationSet';
  readonly name: string;
  readonly project: string;
  readonly namespace: string;
  /** Where its manifests come from: `harbor 1.19.1 from https://helm.goharbor.io`, `deploy/prod of https://…`. */
  readonly source: string;
  /** What an ApplicationSet makes, and from what: `{{ .app }}-{{ .environment }} from a list of 3`. @default - an Application */
  readonly makes?: string;
  /** The labels of what it waits for: an ApplicationSet is marked as one. */
  readonly dependsOn: readonly string[];
  readonly syncsByItself: boolean;
}

/** What Argo CD syncs together. */
export interface DescribedWave {
  readonly wave: number;
  /** The Application that brings them, for what is in a folder of apps/: it has waves of its own. @default - the root */
  readonly broughtBy?: string;
  readonly applications: readonly DescribedApplication[];
}

/** One of several clusters. */
export interface DescribedCluster {
  readonly name: string;
  readonly description: PlatformDescription;
}

/** A platform in short, for a reader who does not want to read its YAML. */
export interface PlatformDescription {
  /** The root Application, which brings the others and has no wave. @default - none is declared */
  readonly root?: string;
  /** Applications and ApplicationSets by wave, in the order in which they are synced: first the ground, then each folder. */
  readonly waves: readonly DescribedWave[];
  /** Applications that are no part of the ground, but hold it up while they are not healthy. @default - nothing */
  readonly beforeGround?: Ground;
  /** What the platform stands on and somebody else brings. */
  readonly brought: readonly BroughtPart[];
  /** What has to be true of the cluster. */
  readonly preconditions: readonly Precondition[];
  /** The commands that install what Argo CD cannot bring, because it needs it. */
  readonly installCommands: readonly string[];
  /** What is applied last, by hand: the file of the root. @default - no root is declared */
  readonly rootFile?: string;
  /** The version of Kubernetes. @default - nothing says it */
  readonly kubernetesVersion?: string;
  /** The namespace of Argo CD. */
  readonly argocdNamespace: string;
  /** The other clusters that its Argo CD deploys to. */
  readonly managed: readonly ManagedCluster[];
  /** Where people reach what is not on a port of every node. */
  readonly addresses: readonly Omit<AddressClaim, 'construct'>[];
  readonly ports: readonly NodePortClaim[];
  /** The nodes, as far as they are declared. */
  readonly nodes: readonly ClusterNode[];
  /** What has to be true on each of them. */
  readonly nodeRequirements: readonly NodeRequirement[];
  readonly secrets: readonly RequiredSecret[];
  /** The script that makes them, as a path from the working directory. */
  readonly secretsScript: string;
  /** Repositories that need credentials. */
  readonly repositories: readonly DescribedRepository[];
  /** Images whose bytes the next pull decides, with who uses them. */
  readonly unpinned: readonly { readonly image: string; readonly usedBy: string }[];
  /** The same by what would pin them. */
  readonly unpinnedIn: Readonly<Record<NamedIn, readonly { readonly image: string; readonly usedBy: string }[]>>;
  readonly pinned: number;
}

/**
 * Collects it from the constructs, and the images from what they render too; deterministic, whatever the order of
 * declaration.
 *
 * @throws PlanError if the image of a workload is not an image reference
 */
export function describe(cluster: SynthesizedCluster, plan: Plan): PlatformDescription {
  const order = SyncWaves.of(cluster);
  const waves = new Map<string, { wave: number; broughtBy?: string; applications: DescribedApplication[] }>();
  for (const member of order.all) {
    const described = describeMember(member);
    if (!described) continue;
    const [wave, broughtBy] = [order.waveOf(member), order.folderOf(member)?.name];
    const key = `${broughtBy ?? ''} ${wave}`;
    const others = waves.get(key);
    if (others) others.applications.push(described);
    else waves.set(key, { wave, ...(broughtBy !== undefined && { broughtBy }), applications: [described] });
  }
  const images = PlatformImages.of(cluster);
  const inventory = imagesOfPlatform(images, plan);
  const unpinned = unpinnedImages(images, inventory).map(({ image: { reference, owners }, namedIn }) => ({
    namedIn,
    shown: { image: reference, usedBy: usersOf(owners) },
  }));
  const unpinnedIn = (where: NamedIn) => unpinned.filter(({ namedIn }) => namedIn === where).map(({ shown }) => shown);
  const root = order.roots.find((member) => Application.isApplication(member));
  const scope = ClusterScope.of(cluster);
  const beforeGround = groundOf(cluster);
  return {
    ...(root && { root: (root as Application).name }),
    waves: [...waves.values()]
      .sort((a, b) => by((one: DescribedWave) => one.broughtBy ?? '')(a, b) || a.wave - b.wave)
      .map((one) => ({ ...one, applications: one.applications.sort(by(labelOf)) })),
    ...(beforeGround && { beforeGround }),
    brought: BroughtParts.of(cluster).all,
    preconditions: Preconditions.of(cluster).all,
    installCommands: Preconditions.of(cluster).installedFirst.flatMap((one) => installCommand(one) ?? []),
    ...(root && { rootFile: `${scope.outputFolder}/${scope.path(ROOT_FILE)}` }),
    ...(cluster.kubernetesVersion !== undefined && { kubernetesVersion: cluster.kubernetesVersion }),
    argocdNamespace: ArgoCdNamespace.of(cluster),
    managed: managedClusters(cluster),
    addresses: Addresses.of(cluster).claims.map(({ construct: _, ...claim }) => claim),
    ports: NodePorts.of(cluster).claims,
    nodes: Nodes.of(cluster).all,
    nodeRequirements: Nodes.of(cluster).requirements,
    secrets: notMade(cluster, RequiredSecrets.of(cluster).all),
    secretsScript: scope.fileBeside(SECRETS_SCRIPT),
    repositories: describeRepositories(cluster),
    unpinned: unpinned.map(({ shown }) => shown),
    unpinnedIn: { lock: unpinnedIn('lock'), manifest: unpinnedIn('manifest'), value: unpinnedIn('value') },
    pinned: inventory.length - unpinned.length,
  };
}

function usersOf(owners: readonly ImageOwner[]): string {
  return [...new Set(owners.map(({ construct, through }) => `${construct} (${through})`))].sort().join(', ');
}

function describeMember(member: Waved): DescribedApplication | undefined {
  if (Application.isApplication(member)) {
    const { name, project, destination, sources, syncsByItself } = member;
    return {
      ...common(member),
      kind: 'Application',
      name,
      ...specOf({ project, destination, sources }),
      syncsByItself,
    };
  }
  if (!ApplicationSet.isApplicationSet(member)) return undefined;
  const { name, template, generators } = member;
  const { project, destination = {} } = template;
  const sources = template.sources ?? [template.source];
  return {
    ...common(member),
    kind: 'ApplicationSet',
    name,
    ...specOf({ project, destination, sources }),
    makes: `${template.name} from ${generatorsText(generators)}`,
    syncsByItself: true,
  };
}

function common({ dependencies }: Waved): Pick<DescribedApplication, 'dependsOn'> {
  return { dependsOn: dependencies.map(labelOfMember).sort() };
}

function specOf({
  project,
  destination,
  sources,
}: Pick<Application, 'project' | 'destination' | 'sources'>): Pick<
  DescribedApplication,
  'project' | 'namespace' | 'source'
> {
  return {
    project: typeof project === 'string' ? project : project.name,
    namespace: destination.namespace ?? '',
    source: sources
      .filter((source) => source.chart !== undefined || source.path !== undefined)
      .map((source) =>
        source.chart === undefined
          ? `${source.path} of ${source.repoURL}`
          : `${source.chart} ${source.targetRevision} from ${source.repoURL}`,
      )
      .join(', '),
  };
}

function by<T>(key: (value: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
