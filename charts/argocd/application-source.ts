import type {
  ApplicationSourceDirectory,
  ApplicationSourceHelm,
  ApplicationSourceKustomize,
  ApplicationSourcePlugin,
} from '../../imports/argoproj.io';

/** At most one tool renders a source; none means that Argo CD looks at the files and decides. */
export type OneTool =
  | { readonly directory?: never; readonly helm?: never; readonly kustomize?: never; readonly plugin?: never }
  | {
      /** Plain manifests (or Jsonnet), even if a file such as MyChart.yaml would make Argo CD think of Helm. */
      readonly directory: ApplicationSourceDirectory;
      readonly helm?: never;
      readonly kustomize?: never;
      readonly plugin?: never;
    }
  | {
      /** The folder is a Helm chart: value files, parameters, name of the release. */
      readonly helm: HelmOptions;
      readonly directory?: never;
      readonly kustomize?: never;
      readonly plugin?: never;
    }
  | {
      /** The folder has a kustomization.yaml: images, patches, prefixes that are laid over it. */
      readonly kustomize: ApplicationSourceKustomize;
      readonly directory?: never;
      readonly helm?: never;
      readonly plugin?: never;
    }
  | {
      /** A config management plugin renders the folder: its name, environment and parameters. */
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
  /** Name of the chart. */
  readonly chart: string;
  /** Version of the chart, or a semver range. Argo CD requires it. */
  readonly targetRevision: string;
  /** Value files, parameters, name of the release. @default - the chart's own values; the Application's name is the release's */
  readonly helm?: HelmOptions;
  readonly path?: never;
  readonly ref?: never;
  readonly directory?: never;
  readonly kustomize?: never;
  readonly plugin?: never;
}

/** A Git repository that only lends files to the other sources (`$ref/…` in Helm's value files) and renders nothing. */
export interface RefSource {
  /** URL of the repository, as the project has to permit it. */
  readonly repoURL: string;
  /** Name under which other sources find it: `$name/path`. Letters, digits, `-` and `_`. */
  readonly ref: string;
  /** Branch, tag, commit or semver range of tags. @default - HEAD of the default branch */
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
