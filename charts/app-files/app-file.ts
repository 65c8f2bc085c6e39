import type { ApplicationProps, ApplicationSources, DeployedKinds } from '../argocd/application';
import type { SpecOnlyProps } from '../argocd/application-spec';
import type { HelmApplicationProps } from '../helm/helm-application';

/** What a file says by name, because it can hold no construct. */
export interface AppFileNames {
  /** Name of the Application, unique in Argo CD. @default - the name of the file, without its extension */
  readonly name?: string;
  /** Name of the project. Where main.ts declares it, its lists are derived from this Application too. */
  readonly project: string;
  /**
   * Names of Applications that must be healthy before this one is synced for the first time: of other files of the same
   * folder, or of main.ts.
   * @default - none
   */
  readonly dependsOn?: readonly string[];
}

/** A file that is an `Application`: what its constructor takes, with names in place of constructs. */
export type ApplicationFile = SpecOnlyProps &
  ApplicationSources &
  Pick<
    ApplicationProps,
    'namespace' | 'labels' | 'annotations' | 'whenRemoved' | 'finalizer' | 'manifestGeneratePaths' | 'syncWave'
  > &
  AppFileNames & {
    /** The kinds and namespaces that it deploys, for its project to permit. @default - unknown */
    readonly deploys?: DeployedKinds;
  };

/** A file that is a `HelmApplication`: what its constructor takes, with names in place of constructs. */
export type HelmApplicationFile = Omit<
  HelmApplicationProps<Record<string, unknown>>,
  'name' | 'project' | 'dependsOn' | 'repository' | 'values' | 'file'
> &
  AppFileNames & {
    /** Values of the chart. For one that was imported, each key is checked. @default - none */
    readonly values?: Readonly<Record<string, unknown>>;
  };

/** What a file of an app has to hold. `schemas/groundwork.app.schema.json` is generated from it. */
export type AppFile = ApplicationFile | HelmApplicationFile;
