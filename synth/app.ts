import type { IConstruct } from 'constructs';
import type { GitRepository } from './git-repository';
import type { Plan } from './plan/plan';
import type { ChartRecords } from './records/chart-records';

/** What a synth needs of a cluster with an Argo CD of its own. An app without a `Cluster` is one itself. */
export interface SynthesizedCluster extends IConstruct {
  /** The folder that the app is rendered into. */
  readonly outdir: string;
  /** Its own folder below that. @default - all of it */
  readonly directory?: string;
  /** The repository that the output folder is committed to. @default - nothing has said so */
  readonly repository?: GitRepository;
  /** The version of Kubernetes that the cluster runs. @default - nothing has said so */
  readonly kubernetesVersion?: string;
  /**
   * What Helm made of its charts, as far as it is recorded. What fits is known after {@link plan}.
   *
   * @internal
   */
  readonly chartRecords: ChartRecords;
}

/** What a synth needs of an app. `GroundworkApp` is the one that constructs are made in. */
export interface SynthesizedApp extends SynthesizedCluster {
  /**
   * The clusters that it renders, each with an Argo CD of its own: the app itself where nothing else is declared.
   *
   * @internal
   */
  readonly clusters: readonly SynthesizedCluster[];
  /** The largest share of the Applications of a cluster that one synth may remove without `--allow-removal`. @default 0.25 */
  readonly removalShare?: number;
  /** Renders everything in memory. @throws PlanError with the errors of all constructs */
  plan(): Plan;
  /** What people should know of what is rendered. */
  describe(plan: Plan): AppDescription;
  /**
   * What is to be said about the step from what is on disk to this plan.
   *
   * @param before the text of a file as it is in the output folder; undefined where there is none
   */
  changeWarnings(plan: Plan, before: (file: string) => string | undefined): readonly string[];
}

/** What people should know of an app: generated, never edited. */
export interface AppDescription {
  /** PLATFORM.md. */
  readonly markdown: string;
  /** The scripts that make the Secrets which PLATFORM.md lists, by name beside `dist`; undefined where there are none. */
  readonly secretsScripts: ReadonlyMap<string, string | undefined>;
  /** The same for a terminal. */
  readonly text: string;
  /** What is printed even with --quiet. @default - nothing */
  readonly warning?: string;
}
