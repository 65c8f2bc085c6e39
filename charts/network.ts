import type { Construct, IConstruct } from 'constructs';
import type { GitRepository } from '../synth/git-repository';
import type { AppProject } from './argocd/app-project';
import type { Application } from './argocd/application';
import type { NetworkedCluster } from './cluster-facts';

/**
 * The network of a cluster (its CNI), as a platform needs it. `Cilium` is one. Another one is a construct of yours: an
 * Application with the chart or the manifests, which is made where the platform says.
 *
 * @example
 *   class Calico extends Construct implements ClusterNetwork {
 *     readonly application: Application;
 *
 *     constructor(scope: Construct, { project, cluster }: GivenToNetwork) {
 *       super(scope, 'calico');
 *       this.application = new Application(GroundworkApp.of(this).file('infra/calico'), 'application', { name: 'calico', project, … });
 *     }
 *   }
 *
 *   new Platform(app, 'platform', { network: (scope, given) => new Calico(scope, given), … });
 */
export interface ClusterNetwork extends IConstruct {
  /** The Application that deploys it. */
  readonly application: Application;
}

/** What a platform gives to a network that it does not bring itself. */
export interface GivenToNetwork {
  /** The project of the platform's Applications. */
  readonly project: AppProject;
  /** Where the rendered tree is committed. */
  readonly repository: GitRepository;
  /** The cluster that it is installed in. */
  readonly cluster: NetworkedCluster;
}

/** A network that somebody else brings and looks after, such as the one that a distribution of Kubernetes comes with. */
export interface InstalledNetwork {
  /** Who or what brings it, for PLATFORM.md: `k3s (flannel)`. */
  readonly broughtBy: string;
}

/** Makes the network of a platform, below the construct that it is given. */
export type MakeNetwork = (scope: Construct, given: GivenToNetwork) => ClusterNetwork;
