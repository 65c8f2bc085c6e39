import { type ImageOwner, imagesOfPlatform } from '../../gitops/oci/image-inventory';
import type { Plan } from '../../gitops/plan/plan';
import type { GroundworkApp } from '../app';
import { Application } from '../argocd/application';
import { SyncWaves } from '../argocd/sync-waves';
import type { ClusterNode } from '../cluster';
import { type NodePortClaim, NodePorts } from '../facts/node-ports';
import { type NodeRequirement, Nodes } from '../facts/nodes';
import type { RequiredSecret } from '../facts/required-secret';
import { RequiredSecrets } from '../facts/required-secrets';
import { PlatformImages } from '../images/platform-images';
import { type DescribedRepository, describeRepositories } from './repositories';

/** One Application, as a person wants to see it. */
export interface DescribedApplication {
  readonly name: string;
  readonly project: string;
  readonly namespace: string;
  /** Where its manifests come from: `harbor 1.19.1 from https://helm.goharbor.io`, `deploy/prod of https://…`. */
  readonly source: string;
  readonly dependsOn: readonly string[];
  readonly syncsByItself: boolean;
}

/** What there is to know of a platform without reading its YAML. */
export interface PlatformDescription {
  /** Applications by wave, in the order in which the root syncs them. */
  readonly waves: readonly { readonly wave: number; readonly applications: readonly DescribedApplication[] }[];
  readonly ports: readonly NodePortClaim[];
  /** The nodes, as far as they are declared. */
  readonly nodes: readonly ClusterNode[];
  /** What has to be true on each of them. */
  readonly nodeRequirements: readonly NodeRequirement[];
  readonly secrets: readonly RequiredSecret[];
  /** Repositories that need credentials. */
  readonly repositories: readonly DescribedRepository[];
  /** Images whose bytes the next pull decides, with who uses them. */
  readonly unpinned: readonly { readonly image: string; readonly usedBy: string }[];
  readonly pinned: number;
}

/**
 * Collects it from the constructs, and the images from what they render too; deterministic, whatever the order of
 * declaration.
 *
 * @throws PlanError if a workload's image is none
 */
export function describe(app: GroundworkApp, plan: Plan): PlatformDescription {
  const order = SyncWaves.of(app);
  const waves = new Map<number, DescribedApplication[]>();
  for (const member of order.all) {
    if (!Application.isApplication(member)) continue;
    const wave = order.waveOf(member);
    const described = describeApplication(member);
    const others = waves.get(wave);
    if (others) others.push(described);
    else waves.set(wave, [described]);
  }
  const images = imagesOfPlatform(PlatformImages.of(app), plan);
  return {
    waves: [...waves]
      .sort(([a], [b]) => a - b)
      .map(([wave, applications]) => ({ wave, applications: applications.sort(by(({ name }) => name)) })),
    ports: NodePorts.of(app).claims,
    nodes: Nodes.of(app).all,
    nodeRequirements: Nodes.of(app).requirements,
    secrets: RequiredSecrets.of(app).all,
    repositories: describeRepositories(app),
    unpinned: images
      .filter(({ digest }) => digest === undefined)
      .map(({ reference, owners }) => ({ image: reference, usedBy: usersOf(owners) })),
    pinned: images.filter(({ digest }) => digest !== undefined).length,
  };
}

function usersOf(owners: readonly ImageOwner[]): string {
  return [...new Set(owners.map(({ construct, through }) => `${construct} (${through})`))].sort().join(', ');
}

function describeApplication(application: Application): DescribedApplication {
  const { project, destination, sources } = application;
  return {
    name: application.name,
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
    dependsOn: application.dependencies.map((dependency) => dependency.name).sort(),
    syncsByItself: application.syncsByItself,
  };
}

function by<T>(key: (value: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
