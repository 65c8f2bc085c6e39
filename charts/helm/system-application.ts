import { Construct } from 'constructs';
import { didYouMean } from '../../argocd/analysis/words';
import type { GitRepository } from '../../synth/git-repository';
import { RENDERED_FOLDER } from '../../synth/records/rendered-files';
import { readFacts } from '../../tools/import/facts';
import { misfits } from '../../tools/import/type';
import { GroundworkApp } from '../app';
import type { AppProject } from '../argocd/app-project';
import type {
  ApplicationFinalizer,
  ApplicationProps,
  ApplicationSources,
  Dependency,
  DeployedKinds,
} from '../argocd/application';
import { Application } from '../argocd/application';
import type { DestinationCluster } from '../argocd/deployed-kinds';
import type { SyncPolicyProps } from '../argocd/sync-policy';
import { clusterFile, clusterFolder, requireFree } from '../cluster-files';
import { ClusterScope } from '../cluster-scope';
import { Preconditions } from '../facts/preconditions';
import { RequiredSecrets } from '../facts/required-secrets';
import { ChartMirrors } from './chart-mirror';
import { HelmValues, sortedValues } from './helm-values';
import { type DerivedValues, mergeValues, type Values } from './merge-values';
import { requiredOf } from './named-objects';
import { recordedCharts, recordedKinds } from './recorded-charts';
import { shownMisfit } from './shown-value';
import { storageClassesIn } from './storage-classes';
import { isImported, noteUnimported } from './unimported-charts';

/** Properties of a {@link SystemApplication}. */
export interface SystemApplicationProps<V extends object> {
  /** Name of the Application, of its file and of the values file. */
  readonly name: string;
  /** The file of the Application. @default - infra/<name> */
  readonly file?: string;
  /** Name of the Helm release; charts build their objects' names from it. @default - the name */
  readonly releaseName?: string;
  readonly namespace: string;
  /** The cluster that it is installed in. @default - the cluster that Argo CD runs in */
  readonly cluster?: DestinationCluster;
  readonly project: AppProject;
  /** Where the values are a file of their own. @default - they stand in the Application */
  readonly repository?: GitRepository;
  /** The chart, from its public repository: where it is taken from is the platform's `mirror.charts`. */
  readonly chart: { readonly repoURL: string; readonly name: string; readonly version: string };
  readonly values: DerivedValues<V>;
  /** Anything else that the chart can do. @default - nothing */
  readonly extraValues?: V;
  readonly syncPolicy: SyncPolicyProps;
  readonly finalizer?: ApplicationFinalizer;
  readonly whenRemoved?: ApplicationProps['whenRemoved'];
  readonly ignoreDifferences?: ApplicationProps['ignoreDifferences'];
  /** Whether somebody else checks the values against the chart. @default false */
  readonly valuesAreChecked?: boolean;
  readonly dependsOn?: readonly Dependency[];
  /** All that the chart can render; what it is recorded to render counts instead. */
  readonly deploys: DeployedKinds;
  /** Whether what the chart renders to is committed, and Argo CD reads that instead of the chart. @default false */
  readonly rendered?: boolean;
  /** Whether somebody has declared `deploys`, so that no record counts instead. @default false */
  readonly deploysIsGiven?: boolean;
  /** What `extraValues` make the chart render besides. @default - nothing */
  readonly alsoDeploys?: DeployedKinds;
}

/**
 * A Helm release whose values a construct derives, as Argo CD sees it: an Application in `infra/`, whose chart comes from its repository and whose values come
 * from `values/` in this one. Both are one commit, so a reviewer sees what a new value changes.
 */
export class SystemApplication<V extends object> extends Construct {
  readonly application: Application;

  constructor(scope: Construct, id: string, props: SystemApplicationProps<V>) {
    super(scope, id);
    if (!props.valuesAreChecked && !isImported(props.chart)) noteUnimported(this, props.chart);
    const { values, errors } = mergeValues(props.values, props.extraValues);
    this.node.addValidation({ validate: () => [...errors, ...valueErrors(props)] });
    RequiredSecrets.of(this).declareLate(() =>
      requiredOf(this, {
        values: props.extraValues ?? {},
        namespace: props.namespace,
        usedBy: `Application ${props.name}`,
      }),
    );
    Preconditions.of(this).declare(
      ...storageClassesIn(values).map((name) => ({
        requirement: `There is a StorageClass \`${name}\``,
        neededBy: `Application ${props.name}`,
        check: `\`kubectl get storageclass ${name}\` names it`,
      })),
    );
    const isFile = this.node.root instanceof GroundworkApp;
    const chart = isFile
      ? clusterFile(this, props.file ?? `infra/${props.name}`, {
          makes: ['application'],
          wayOut: `the name ${props.name} is fixed, so give the other one another name, or remove one of the two`,
        })
      : this;
    const { deploys, deploysIsGiven, alsoDeploys } = props;
    this.application = new Application(chart, 'application', {
      name: props.name,
      project: props.project,
      ...this.sources(props, values),
      destination: { ...props.cluster, namespace: props.namespace },
      syncPolicy: props.syncPolicy,
      finalizer: props.finalizer,
      whenRemoved: props.whenRemoved,
      ignoreDifferences: props.ignoreDifferences,
      dependsOn: props.dependsOn,
      deploys: deploysIsGiven
        ? joined(deploys, alsoDeploys)
        : () => joined(recordedKinds(this.application, deploys), alsoDeploys),
    });
  }

  /** The chart, and where its values are. */
  private sources(
    { name, releaseName = name, chart, repository, rendered }: SystemApplicationProps<V>,
    values: Values,
  ): ApplicationSources {
    const source = {
      repoURL: ChartMirrors.of(this).urlOf(chart.repoURL),
      chart: chart.name,
      targetRevision: chart.version,
    };
    if (rendered && !repository)
      throw new Error(
        `[${this.node.path}] has rendered: true, but no repository that it is rendered into: give it repository`,
      );
    if (!repository) return { source: { ...source, helm: { releaseName, valuesObject: sortedValues(values) } } };
    if (!(this.node.root instanceof GroundworkApp))
      throw new Error(
        `[${this.node.path}] is in a stock cdk8s app, which renders no file of values: leave repository out, and the values stand ` +
          'in the Application; or make the app with new GroundworkApp()',
      );
    const folder = clusterFolder(this, 'values');
    requireFree(this, folder, name);
    const file = new HelmValues(folder, name, values);
    const { url, revision = 'main' } = repository;
    const sources = [
      {
        ...source,
        helm: { releaseName, valueFiles: [`$values/${ClusterScope.of(this).outputIn(repository)}/${file.path}`] },
      },
      { repoURL: url, targetRevision: revision, ref: 'values' },
    ];
    if (!rendered) return { sources };
    recordedCharts(this).renderIntoGit(name, sources);
    const own = ClusterScope.of(this).folderIn(repository);
    return { source: { repoURL: url, targetRevision: revision, path: `${own}/${RENDERED_FOLDER}/${name}` } };
  }
}

/**
 * Errors for given values that the chart does not know. The compiler reports them too, but `synth` does not run it, and
 * Helm silently ignores an unknown key. For a version that was not imported, only the compiler can check.
 */
function valueErrors<V extends object>({ chart, extraValues, valuesAreChecked }: SystemApplicationProps<V>): string[] {
  if (!extraValues || valuesAreChecked || !isImported(chart)) return [];
  // Read only where values are given: the facts of a chart are large.
  const hint = (key: string, known: readonly string[]) => {
    const words = didYouMean(key, known);
    return words && `.${words}`;
  };
  return misfits(readFacts(chart.name, chart.version).type, extraValues, '', hint).map(
    (error) => `values: ${chart.name} ${chart.version}: ${shownMisfit(error)}`,
  );
}

function joined(a: DeployedKinds, b: DeployedKinds = {}): DeployedKinds {
  return {
    cluster: [...(a.cluster ?? []), ...(b.cluster ?? [])],
    // None at all would mean that it deploys none.
    namespaced: a.namespaced && [...a.namespaced, ...(b.namespaced ?? [])],
    namespaces: [...(a.namespaces ?? []), ...(b.namespaces ?? [])],
  };
}
