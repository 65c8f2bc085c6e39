import { App, type AppProps, Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import type { AppDescription, SynthesizedApp, SynthesizedCluster } from '../synth/app';
import type { GitRepository } from '../synth/git-repository';
import { DEFAULT_OUTDIR, fileOfCluster, folderBelow, requestedOutdir, SECRETS_SCRIPT } from '../synth/layout';
import { partOf } from '../synth/plan/part-of';
import { type Plan, planOf } from '../synth/plan/plan';
import { isRendersFile } from '../synth/plan/renders-file';
import { noteSource, sourceOf } from '../synth/plan/source';
import type { ChartRecords } from '../synth/records/chart-records';
import { currentSession } from '../synth/session';
import { type WhenRemoved, WhenRemovedDefaults } from './argocd/when-removed';
import { ClusterScope } from './cluster-scope';
import { declaredClusters } from './clusters/declared-clusters';
import { describe } from './description/describe';
import { describeAsMarkdown, describeClustersAsMarkdown } from './description/markdown';
import { secretsScript } from './description/secrets-script';
import { groundText } from './description/sentences';
import { describeAsText, describeClustersAsText } from './description/text';
import { ChartMirrors } from './helm/chart-mirror';
import { randomWarnings } from './helm/random-objects';
import { recordedCharts } from './helm/recorded-charts';
import { withRenderedCharts } from './helm/rendered-charts';
import { unimportedChartWarnings } from './helm/unimported-charts';
import { unknownChartWarnings } from './helm/unknown-charts';
import { upgradeWarningsOf } from './helm/upgrade-warnings';
import { Tokens } from './tokens';

/** Properties of a {@link GroundworkApp}. */
export interface GroundworkAppProps extends Pick<AppProps, 'resolvers'> {
  /**
   * The folder to render into. A second app in one repository, for another cluster, needs one of its own. What stands beside
   * the folder is then named after it: for `dist-other`, `PLATFORM.dist-other.md` and `images.dist-other.lock.yaml`.
   * @default - the folder that `npx cdk8s synth` asks for, otherwise `dist`
   */
  readonly outdir?: string;

  /**
   * The largest share of the Applications that one synth may remove without `--allow-removal`, between 0 and 1.
   * @default 0.25
   */
  readonly removalShare?: number;
}

/** What holds for everything in a folder. */
export interface FolderOptions {
  /** What happens to what its Applications deployed when they leave Git. @default - as the platform says */
  readonly whenRemoved?: WhenRemoved;
}

/**
 * A cdk8s app whose construct tree is its folder tree: chart `frontend` in `prod` in `apps` is `apps/prod/frontend.yaml`.
 *
 * `synth()` goes through the plan: everything is rendered and judged in memory first, and the folder is touched last. A
 * stock chart works in it as in cdk8s' own `App`, except that its file is named by its construct path.
 *
 * @example
 *   const app = new GroundworkApp();
 *   new Application(app.file('apps/prod/frontend'), 'application', { name: 'frontend-prod', … });
 *   app.synth();
 */
export class GroundworkApp extends App implements SynthesizedApp {
  /** The largest share of the Applications that one synth may remove without `--allow-removal`. */
  readonly removalShare?: number;

  constructor(props: GroundworkAppProps = {}) {
    super({
      outdir: props.outdir ?? requestedOutdir(),
      outputFileExtension: '.yaml',
      resolvers: props.resolvers,
    });
    const { length: custom } = props.resolvers ?? [];
    this.resolvers.push(new Tokens(this.resolvers.splice(custom)));
    this.removalShare = props.removalShare;
    new ClusterScope(this, props.outdir === undefined ? DEFAULT_OUTDIR : folderBelow(props.outdir));
    noteSource(this);
  }

  /** The app that a construct belongs to. @throws Error if it is in another kind of app */
  static of(construct: IConstruct): GroundworkApp {
    const { root } = construct.node;
    if (root instanceof GroundworkApp) return root;
    throw new Error(`[${construct.node.path}] is not in a GroundworkApp: make the app with new GroundworkApp()`);
  }

  /**
   * The chart that becomes the file `<path>.yaml`; made if there is none. Folders on the way are made as well.
   *
   * @param path below the output folder, with `/` and without extension
   * @throws Error if the path has an extension, or is none below the output folder
   */
  file(path: string): Chart {
    const wrong = pathError(path);
    if (wrong) throw new Error(`app.file(${JSON.stringify(path)}): ${wrong}`);
    const slash = path.lastIndexOf('/');
    const folder = slash < 0 ? this : this.folder(path.slice(0, slash));
    const name = path.slice(slash + 1);
    const existing = folder.node.tryFindChild(name);
    if (existing && !Chart.isChart(existing)) {
      const what = isRendersFile(existing)
        ? 'a file of its own already, which takes no Kubernetes objects'
        : 'a folder of the tree already and cannot be a file too';
      throw new Error(`[${existing.node.path}] is ${what}: choose another name than ${path}`);
    }
    if (existing) return existing as Chart;
    const chart = new Chart(folder, name, { disableResourceNameHashes: true });
    noteSource(chart);
    return chart;
  }

  /**
   * The construct that is the folder at a path below the output folder; made if there is none.
   *
   * @param options what holds for everything in it
   * @throws Error if options come after something is in it
   */
  folder(path: string, options: FolderOptions = {}): Construct {
    const folder = path
      .split('/')
      .reduce<Construct>(
        (scope, part) => (scope.node.tryFindChild(part) as Construct | undefined) ?? new Construct(scope, part),
        this,
      );
    if (options.whenRemoved) WhenRemovedDefaults.of(folder).setFolder(folder, options.whenRemoved);
    return folder;
  }

  /** The repository that the output folder is committed to; undefined until {@link commitTo} was called. */
  get repository(): GitRepository | undefined {
    return ClusterScope.of(this).repository;
  }

  /** The version of Kubernetes that the cluster runs; undefined where nothing says it. */
  get kubernetesVersion(): string | undefined {
    return ClusterScope.of(this).kubernetesVersion;
  }

  /** Says where the output folder is committed: the rules then follow the Applications that read it there. */
  commitTo(repository: GitRepository): void {
    ClusterScope.of(this).repository = repository;
  }

  /**
   * The clusters that it renders, each with an Argo CD of its own: every `Cluster` in it, or the app itself where there is none.
   *
   * @internal
   */
  get clusters(): readonly SynthesizedCluster[] {
    const declared = declaredClusters(this);
    return declared.length > 0 ? declared : [this];
  }

  /** Renders everything in memory. @throws PlanError with the errors of all constructs */
  plan(): Plan {
    const { clusters } = this;
    for (const cluster of clusters) ClusterScope.of(cluster).complete();
    const plan = planOf(this);
    // Only a plan tells the values of a chart, and only these which record is of them.
    const changing = clusters.filter((cluster) => cluster.chartRecords.settle(partOf(plan, cluster), cluster));
    const settled = changing.length > 0 ? planOf(this) : plan;
    return clusters.reduce((whole, cluster) => withRenderedCharts(cluster, whole), settled);
  }

  /**
   * What Helm made of its charts, as far as it is recorded.
   *
   * @internal
   */
  get chartRecords(): ChartRecords {
    return recordedCharts(this);
  }

  /** What people should know of it: the document, and the same for a terminal. */
  describe(plan: Plan): AppDescription {
    const source = sourceOf(this);
    if (declaredClusters(this).length === 0) {
      const description = describe(this, plan);
      return {
        markdown: describeAsMarkdown(description, source),
        secretsScripts: new Map([[SECRETS_SCRIPT, secretsScript(description, source)]]),
        text: describeAsText(description),
        warning: description.beforeGround && groundText(description.beforeGround),
      };
    }
    const clusters = declaredClusters(this).map((cluster) => ({
      name: cluster.directory,
      description: describe(cluster, partOf(plan, cluster)),
    }));
    const warnings = clusters.flatMap(({ name, description: { beforeGround } }) =>
      beforeGround ? [ofCluster(name, groundText(beforeGround))] : [],
    );
    return {
      markdown: describeClustersAsMarkdown(clusters, source),
      secretsScripts: new Map(
        clusters.map(({ name, description }) => [
          fileOfCluster(name, SECRETS_SCRIPT),
          secretsScript(description, source),
        ]),
      ),
      text: describeClustersAsText(clusters),
      warning: warnings.length > 0 ? warnings.join('\n') : undefined,
    };
  }

  /** What the products' documentation says against the upgrades that this plan makes, and what is not known of its charts. */
  changeWarnings(plan: Plan, before: (file: string) => string | undefined): readonly string[] {
    return this.clusters.flatMap((cluster) => {
      const { files } = partOf(plan, cluster);
      const mirrors = ChartMirrors.of(cluster);
      const upgrades = upgradeWarningsOf(files, before, (repository) => mirrors.urlOf(repository)).map(
        ({ application, message, see }) => `Application ${application}: ${message} (${see})`,
      );
      return [
        ...unimportedChartWarnings(cluster),
        ...unknownChartWarnings(cluster),
        ...randomWarnings(cluster),
        ...upgrades,
      ].map((warning) => ofCluster(cluster.directory, warning));
    });
  }

  /** Renders, judges and writes the app, as the running command wants it (`check` and `images` want no files). */
  override synth(): void {
    currentSession().synth(this);
  }
}

function ofCluster(name: string | undefined, text: string): string {
  return name === undefined ? text : `Cluster ${name}: ${text}`;
}

/** Why something is not the path of a file below the output folder. */
function pathError(path: string): string | undefined {
  const [extension] = /\.(ya?ml|json)$/i.exec(path) ?? [];
  if (extension !== undefined) {
    const without = path.slice(0, -extension.length);
    return `the extension .yaml is added, so this would be ${path}.yaml; leave ${extension} out: app.file(${JSON.stringify(without)})`;
  }
  // constructs would make -- of a line end, in silence.
  if (/\p{Cc}/u.test(path))
    return 'it has a line end or another control character, which no file name should have: remove it';
  if (path.split('/').some((part) => part === '' || part === '.' || part === '..'))
    return 'expected folders and a name below the output folder, such as apps/demo/guestbook';
  return undefined;
}
