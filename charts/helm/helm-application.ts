import { Construct } from 'constructs';
import { didYouMean } from '../../argocd/analysis/words';
import type { GitRepository } from '../../synth/git-repository';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import type { ChartFacts } from '../../tools/import/chart-facts';
import { misfits } from '../../tools/import/type';
import type { AppProject } from '../argocd/app-project';
import type { Application, ApplicationProps, Dependency, DeployedKinds } from '../argocd/application';
import type { DestinationCluster } from '../argocd/deployed-kinds';
import type { SyncPolicyProps } from '../argocd/sync-policy';
import { Definitions } from './definitions';
import { type HelmChart, readImportedChart, type UnimportedChart } from './imported-chart';
import { useLearnedImages } from './learned-images';
import { mergeMaps, type Values } from './merge-values';
import { noteRandom } from './random-objects';
import { recordedCharts } from './recorded-charts';
import { shownMisfit } from './shown-value';
import { SystemApplication } from './system-application';

/** Properties of a {@link HelmApplication}. */
export interface HelmApplicationProps<V extends object> {
  /**
   * The chart: what `groundwork import` has written into `imports/`. One that was not imported is taken too; then nothing
   * checks its values, and the project's lists or `deploys` have to say what it deploys.
   */
  readonly chart: HelmChart<V> | UnimportedChart;
  /** Name of the Application, of its file, of its file of values, and of the Helm release. @default - the chart's */
  readonly name?: string;
  /**
   * The file of the Application below the folder of its cluster, without extension: `apps/prod/redis` for one that is no part
   * of the ground.
   * @default - infra/<name>
   */
  readonly file?: string;
  /** Name of the Helm release, where it is another. @default - the name */
  readonly releaseName?: string;
  /** Namespace that it is installed in. */
  readonly namespace: string;
  /** The cluster that it is installed in, by its name in Argo CD or its URL. @default - the cluster that Argo CD runs in */
  readonly cluster?: DestinationCluster;
  /** Project of its Application. */
  readonly project: AppProject;
  /** Where the rendered tree is committed: the values are then a file of their own there. @default - they stand in the Application */
  readonly repository?: GitRepository;
  /** Where Argo CD takes the chart from. @default - from where it was imported from */
  readonly repoURL?: string;
  /** Values of the chart: a key that it does not have, or a value of another type, does not compile. @default - none */
  readonly values?: NoInfer<V>;
  /** Values that nothing checks, for keys that the import has not seen. They win. @default - none */
  readonly uncheckedValues?: { readonly [key: string]: unknown };
  /**
   * Whether `synth` renders the chart into `rendered/` of the output folder, and Argo CD reads these files instead of the
   * chart: a reviewer sees each object that changes. Needs `repository`, and helm where the chart or its values change. A
   * chart that renders a Secret with data, or something else each time, is refused.
   * @default false
   */
  readonly rendered?: boolean;
  /**
   * When and how it is synced.
   * @default - automated, with pruning and self-heal; the namespace is made, and CRDs are applied by the server
   */
  readonly syncPolicy?: SyncPolicyProps;
  /** What happens to its objects when it leaves Git. @default - as for an Application of its folder: 'keep' in infra */
  readonly whenRemoved?: ApplicationProps['whenRemoved'];
  /** Differences that do not count. @default - none */
  readonly ignoreDifferences?: ApplicationProps['ignoreDifferences'];
  /** What must be healthy before it is synced for the first time. @default - none */
  readonly dependsOn?: readonly Dependency[];
  /** What it deploys, instead of what is recorded or was learnt by the import. @default - what it is recorded to render, else all that it can */
  readonly deploys?: DeployedKinds;
  /** What it deploys besides. @default - nothing */
  readonly alsoDeploys?: DeployedKinds;
  /**
   * Whether these values leave nothing to be drawn at random, although the chart's defaults do: nothing is said of it then.
   * @default false
   */
  readonly nothingRandom?: boolean;
}

/**
 * Any Helm chart as an Application: its values typed, its images pinned, and its project permitting what it can render, by
 * what `groundwork import` has learnt of it.
 *
 * @example
 *   import { certManager } from './imports/cert-manager-v1.19.1';
 *
 *   new HelmApplication(app, 'cert-manager', {
 *     chart: certManager,
 *     namespace: 'cert-manager',
 *     project,
 *     repository,
 *     values: { crds: { enabled: true } },
 *   });
 */
export class HelmApplication<V extends object> extends Construct {
  /** The Application that deploys it. */
  readonly application: Application;
  /**
   * What to give as `dependsOn` to what needs it: its CustomResourceDefinitions are there then, its Deployments are ready, and its
   * hooks have run. cert-manager has such a hook that asks its webhook; what another webhook refuses in its first seconds is
   * tried again, five times in about three minutes.
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/helm/#helm-hooks
   */
  readonly ready: readonly Dependency[];

  /** @throws Error if what the import wrote is not there, or nothing says where Argo CD takes the chart from */
  constructor(scope: Construct, id: string, props: HelmApplicationProps<V>) {
    super(scopeOfNew(scope, id), id);
    noteSource(this);
    const imported = 'factsFile' in props.chart ? readImportedChart(props.chart.factsFile) : undefined;
    const facts = imported?.facts;
    const chart = 'factsFile' in props.chart ? chartOf(this.node.path, facts as ChartFacts, props) : props.chart;
    const { name = chart.name, namespace, project } = props;
    const given = (props.values ?? {}) as Values;
    const values = mergeMaps(given, props.uncheckedValues ?? {});
    const pins = facts ? useLearnedImages(this, facts, values) : {};
    const { nothingRandom = false, ignoreDifferences: ignored = [] } = props;
    noteRandom(this, { name, facts, ignored, nothingRandom });
    this.application = new SystemApplication<Values>(this, 'release', {
      name,
      file: props.file,
      releaseName: props.releaseName,
      namespace,
      cluster: props.cluster,
      project,
      repository: props.repository,
      rendered: props.rendered,
      chart,
      values: { facts: pins },
      extraValues: values,
      valuesAreChecked: true,
      syncPolicy: props.syncPolicy ?? {
        automated: { prune: true, selfHeal: true },
        // A CRD is too large for the annotation of client-side apply. A chart of which nothing was learnt may have some.
        syncOptions: [
          'CreateNamespace=true',
          ...(facts === undefined || facts.crds.length > 0 ? (['ServerSideApply=true'] as const) : []),
        ],
      },
      whenRemoved: props.whenRemoved,
      ignoreDifferences: props.ignoreDifferences,
      dependsOn: props.dependsOn,
      deploysIsGiven: props.deploys !== undefined,
      deploys: props.deploys ?? (facts ? deployedBy(facts, { release: props.releaseName ?? name, namespace }) : {}),
      alsoDeploys: props.alsoDeploys,
    }).application;
    this.ready = [this.application];
    Definitions.of(this).add({ path: this.node.path, application: this.application }, facts?.crds ?? []);
    this.node.addValidation({
      validate: () => [
        ...(imported ? valueErrors(imported.type, given, chart) : []),
        ...(facts ||
        props.deploys ||
        !project.derivesClusterKinds ||
        props.rendered ||
        recordedCharts(this).mayKnow(name)
          ? []
          : [
              `nothing is known of what ${chart.name} ${chart.version} deploys, and so its project ${project.name} permits no kind ` +
                `without a namespace: groundwork import --chart ${chart.name} --repo URL --version ${chart.version} learns it, and ` +
                'so does npm run synth -- --fetch where helm is; or give this deploys, or the project clusterResourceWhitelist',
            ]),
      ],
    });
  }
}

/** The chart as Argo CD takes it. */
function chartOf(
  place: string,
  { chart: name, version, repository }: ChartFacts,
  { repoURL = repository }: { readonly repoURL?: string },
): UnimportedChart {
  if (repoURL === undefined)
    throw new Error(
      `[${place}] the chart ${name} ${version} was imported from a folder or an archive, where Argo CD cannot take it from: give it ` +
        'repoURL, or import it with --repo',
    );
  return { repoURL: repoURL.replace(/^oci:\/\//, ''), name, version };
}

/** Everything that the chart can render: the project permits it, so that no value makes a sync fail. */
function deployedBy(facts: ChartFacts, names: { readonly release: string; readonly namespace: string }): DeployedKinds {
  const named = (text: string) =>
    text.replaceAll('{release}', names.release).replaceAll('{namespace}', names.namespace);
  return {
    cluster: facts.cluster.flatMap(({ group, kind, names: made }) =>
      // Values may rename others.
      kind === 'CustomResourceDefinition' || (group === '' && kind === 'Namespace')
        ? made.map((name) => ({ group, kind, name: named(name) }))
        : [{ group, kind }],
    ),
    namespaced: [...facts.namespaced, ...facts.unseen.filter(({ kind }) => kind !== 'Namespace')],
    namespaces: facts.namespaces.map(named),
  };
}

/** The compiler reports them too, but not everybody runs it, and Helm silently ignores a key that it does not know. */
function valueErrors(type: Parameters<typeof misfits>[0], values: Values, chart: UnimportedChart): string[] {
  const hint = (key: string, known: readonly string[]) => {
    const words = didYouMean(key, known);
    return words ? `.${words}` : '; a key that the import has not seen goes into uncheckedValues';
  };
  return misfits(type, values, '', hint).map(
    (error) => `values: ${chart.name} ${chart.version}: ${shownMisfit(error)}`,
  );
}
