import type {
  ApplicationSourceDirectory,
  ApplicationSourceHelm,
  ApplicationSourceKustomize,
  ApplicationSourcePlugin,
} from '../../imports/argoproj.io';

/** At most one tool renders a source; none means that Argo CD looks at the files and decides. */
type OneTool =
  | { readonly directory?: never; readonly helm?: never; readonly kustomize?: never; readonly plugin?: never }
  /** Plain manifests, even if a file such as MyChart.yaml would make Argo CD think of Helm. */
  | {
      readonly directory: ApplicationSourceDirectory;
      readonly helm?: never;
      readonly kustomize?: never;
      readonly plugin?: never;
    }
  | { readonly helm: HelmOptions; readonly directory?: never; readonly kustomize?: never; readonly plugin?: never }
  | {
      readonly kustomize: ApplicationSourceKustomize;
      readonly directory?: never;
      readonly helm?: never;
      readonly plugin?: never;
    }
  | {
      readonly plugin: ApplicationSourcePlugin;
      readonly directory?: never;
      readonly helm?: never;
      readonly kustomize?: never;
    };

/** Options of Helm. `version` is left out: Argo CD ignores it. */
export type HelmOptions = Omit<ApplicationSourceHelm, 'version'>;

/** A folder of a Git repository. */
export type GitSource = OneTool & {
  /** URL of the repository, as the project has to permit it. */
  readonly repoURL: string;
  /** The folder; `.` is the root. */
  readonly path: string;
  /** Branch, tag, commit or semver range of tags. @default - HEAD of the default branch */
  readonly targetRevision?: string;
  /** Name under which the Helm value files of another source find this one: `$name/path`. @default - none */
  readonly ref?: string;
  readonly chart?: never;
};

/** A chart of a Helm repository. */
export interface HelmChartSource {
  /** URL of the chart repository; without scheme for an OCI registry. */
  readonly repoURL: string;
  readonly chart: string;
  /** Version of the chart, or a semver range. Argo CD requires it. */
  readonly targetRevision: string;
  readonly helm?: HelmOptions;
  readonly path?: never;
  readonly ref?: never;
  readonly directory?: never;
  readonly kustomize?: never;
  readonly plugin?: never;
}

/** A Git repository that only lends files to the other sources (`$ref/…` in Helm's value files) and renders nothing. */
export interface RefSource {
  readonly repoURL: string;
  /** Letters, digits, `-` and `_`. */
  readonly ref: string;
  readonly targetRevision?: string;
  readonly path?: never;
  readonly chart?: never;
  readonly directory?: never;
  readonly helm?: never;
  readonly kustomize?: never;
  readonly plugin?: never;
}

/**
 * Where manifests come from. Closed: a path beside a chart, two tools, or a chart without a version do not compile;
 * Argo CD would ignore the one and refuse the others at sync.
 */
export type ApplicationSource = GitSource | HelmChartSource;
