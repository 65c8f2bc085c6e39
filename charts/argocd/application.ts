import { ApiObject, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ApplicationSpec } from '../../imports/argoproj.io';
import { noteSource, scopeOfNew } from '../../synth/plan/source';
import { recordedCharts, recordedKinds } from '../helm/recorded-charts';
import type { ApplicationSource, RefSource } from './application-source';
import {
  type ApplicationFinalizer,
  type ApplicationSources,
  type ApplicationSpecProps,
  applicationSpec,
  specErrors,
} from './application-spec';
import { Dependencies, type Dependency } from './dependencies';
import type { ApplicationDestination, DeployedKinds } from './deployed-kinds';
import { APPLICATION_NAME_LENGTH, subdomainErrors } from './name-errors';
import { ArgoCdNamespace } from './names';
import type { SyncPolicyProps } from './sync-policy';
import { SYNC_WAVE, SyncWaves, type Waved, waveAnnotation } from './sync-waves';
import { UniqueNames } from './unique-names';
import { finalizersOf, type WhenRemoved } from './when-removed';

export type {
  ApplicationFinalizer,
  ApplicationSources,
  ApplicationSpecProps,
  SpecOnlyProps,
} from './application-spec';
export type { Dependency } from './dependencies';
export type { ApplicationDestination, DeployedKinds, DestinationCluster } from './deployed-kinds';

const APPLICATION = Symbol.for('cdk8s-groundwork.Application');

/** Properties of an {@link Application}. */
export type ApplicationProps = ApplicationSpecProps &
  ApplicationSources & {
    /** Name of the Application: 53 characters at most, because Helm takes it as its release's name. */
    readonly name: string;
    /** Namespace of the Application itself; for another than Argo CD's see `sourceNamespaces` of its project. @default - Argo CD's, 'argocd' */
    readonly namespace?: string;
    /** Labels of the Application. @default - none */
    readonly labels?: Readonly<Record<string, string>>;
    /**
     * Annotations of the Application, without the sync wave and `manifest-generate-paths`: `dependsOn` or `syncWave`, and
     * `manifestGeneratePaths` set those.
     * @default - none
     */
    readonly annotations?: Readonly<Record<string, string>>;
    /**
     * What happens to its objects when it leaves Git, or is deleted by hand.
     * @default - what its folder says (`app.folder`), otherwise the platform for everything in `apps/`, otherwise 'keep'
     */
    readonly whenRemoved?: WhenRemoved;
    /** A finalizer that deletes its objects in another way than `whenRemoved: 'delete'`. @default - as whenRemoved says */
    readonly finalizer?: ApplicationFinalizer;
    /**
     * What must be healthy before this one is synced for the first time: it comes at least one sync wave later. Not an
     * Application that only a person syncs, and an ApplicationSet only if its strategy is RollingSync.
     *
     * @default - none: it is in the first wave, and if it is not healthy, nothing in a later one comes
     */
    readonly dependsOn?: readonly Dependency[];
    /**
     * The sync wave that it has at least, to keep an order that was there before. What `dependsOn` says comes on top.
     * @default - as dependsOn says; for one that only a person syncs, the last
     */
    readonly syncWave?: number;
    /** The kinds and namespaces that it deploys, for its project to permit. @default - unknown */
    readonly deploys?: DeployedKinds | (() => DeployedKinds);
    /**
     * Paths whose changes concern this Application, for the annotation `manifest-generate-paths`; a leading `/` is the
     * repository's root. Name the others too where a folder draws on files outside of itself (a Kustomize base).
     * @default - the paths of its Git sources and the value files that it takes from a `ref`
     */
    readonly manifestGeneratePaths?: readonly string[];
    /** Whether it is the root that brings all others, and so has no place in their order. @default false */
    readonly root?: boolean;
    /** Whether it brings the Applications of a folder, and so comes last and is waited for by nothing. @default false */
    readonly bringsFolder?: boolean;
  };

/**
 * An Argo CD Application.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#applications
 */
export class Application extends ApiObject implements Waved {
  /**
   * Whether something is an Application of this package. Not `instanceof`: cdk8s answers that for every ApiObject alike.
   */
  static isApplication(x: unknown): x is Application {
    return ApiObject.isApiObject(x) && APPLICATION in (x as object);
  }

  /** Whether Argo CD syncs it without being asked: `automated` is declared, and not switched off. */
  readonly syncsByItself: boolean;
  /** Every source, `source` as a list of one. */
  readonly sources: readonly (ApplicationSource | RefSource)[];
  /** Where it deploys to. */
  readonly destination: ApplicationDestination;
  /** Its project, or the name of it. */
  readonly project: ApplicationSpecProps['project'];
  /** When and how it is synced. */
  readonly syncPolicy: SyncPolicyProps;
  /** The sync wave that it has at least; undefined if only its dependencies decide. */
  readonly leastWave?: number;
  private readonly behind: Dependencies;
  private readonly deploysProp?: DeployedKinds | (() => DeployedKinds);

  constructor(scope: Construct, id: string, props: ApplicationProps) {
    super(scopeOfNew(scope, id), id, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: props.name,
        namespace: props.namespace ?? ArgoCdNamespace.of(scope),
        labels: props.labels,
        annotations: props.annotations,
      },
      spec: applicationSpec(props, sourceFields(props)),
    });
    Object.defineProperty(this, APPLICATION, { value: true });
    this.metadata.addFinalizers(...finalizersOf(this, props));
    noteSource(this);
    UniqueNames.of(this).add(this);
    this.sources = props.sources ?? [props.source];
    this.destination = props.destination ?? {};
    this.project = props.project;
    this.syncPolicy = props.syncPolicy ?? {};
    this.syncsByItself = props.syncPolicy?.automated !== undefined && props.syncPolicy.automated.enabled !== false;
    this.leastWave = props.syncWave;
    this.behind = new Dependencies(this);
    this.behind.add(props.dependsOn ?? []);
    this.deploysProp = props.deploys;

    const paths = props.manifestGeneratePaths ?? generatePaths(this.sources);
    if (paths.length > 0) this.metadata.addAnnotation(GENERATE_PATHS, paths.join(';'));
    const order = SyncWaves.of(this);
    if (props.root) order.addRoot(this);
    else {
      const wave = Lazy.any({ produce: () => waveAnnotation(order.waveOf(this)) });
      this.metadata.addAnnotation(SYNC_WAVE, wave as string);
      if (props.bringsFolder) order.addFolder(this);
      else order.add(this);
    }
    if (typeof props.project !== 'string') props.project.add(this);
    const errors = [
      ...subdomainErrors('name', props.name, APPLICATION_NAME_LENGTH),
      ...specErrors(props),
      ...(props.finalizer && props.whenRemoved
        ? [
            `it has whenRemoved: '${props.whenRemoved}' and the finalizer ${props.finalizer}, which decides the same: leave one out`,
          ]
        : []),
      ...annotationErrors(props.annotations),
      ...(props.syncWave === undefined || Number.isSafeInteger(props.syncWave)
        ? []
        : [`syncWave is ${props.syncWave}: expected is a whole number, such as -1 or 2`]),
    ];
    this.node.addValidation({
      validate: () => [
        ...errors,
        ...this.behind.errors,
        ...(props.root && this.behind.all.length > 0
          ? ['a root Application brings the others and so cannot wait for one: remove its dependsOn']
          : []),
      ],
    });
  }

  /** What must be healthy before this one is synced. */
  get dependencies(): readonly Waved[] {
    return this.behind.all;
  }

  /** What it deploys, as far as it was declared, or recorded of its chart. */
  get deploys(): DeployedKinds {
    if (this.deploysProp === undefined) return recordedKinds(this, {});
    return typeof this.deploysProp === 'function' ? this.deploysProp() : this.deploysProp;
  }

  /** Whether something says what it deploys. */
  get deploysIsKnown(): boolean {
    return this.deploysProp !== undefined || recordedCharts(this).find(this.name) !== undefined;
  }

  /** Orders this Application behind others, by sync wave. */
  dependsOn(...others: readonly Dependency[]): void {
    this.behind.add(others);
  }
}

const GENERATE_PATHS = 'argocd.argoproj.io/manifest-generate-paths';

function sourceFields(props: ApplicationSources): Pick<ApplicationSpec, 'source' | 'sources'> {
  return props.sources ? { sources: props.sources } : { source: props.source };
}

/** Annotations that have a property of their own: its value would silently replace them. */
function annotationErrors(annotations: ApplicationProps['annotations'] = {}): string[] {
  const properties = { [SYNC_WAVE]: 'dependsOn or syncWave', [GENERATE_PATHS]: 'manifestGeneratePaths' };
  return Object.entries(properties)
    .filter(([annotation]) => annotations[annotation] !== undefined)
    .map(
      ([annotation, property]) =>
        `annotations has ${annotation}: ${JSON.stringify(annotations[annotation])}, which ${property} decides: use that instead`,
    );
}

/**
 * The paths that the manifests are generated from, absolute: every folder of a Git source, and every value file that comes
 * through a `ref`. A webhook for a commit that touches none of them then costs Argo CD nothing.
 */
function generatePaths(sources: readonly (ApplicationSource | RefSource)[]): string[] {
  const paths = new Set<string>();
  for (const source of sources) {
    if (source.path !== undefined) paths.add(source.path === '.' ? '/' : `/${source.path}`);
    for (const file of source.helm?.valueFiles ?? []) {
      const [, ref, inside] = /^\$([^/]+)\/(.+)$/.exec(file) ?? [];
      if (ref !== undefined && sources.some((other) => other.ref === ref)) paths.add(`/${inside}`);
    }
  }
  return [...paths];
}
