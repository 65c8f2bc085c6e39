import type { ReferredSource } from '../model/helm-values';
import type {
  Application,
  ApplicationSource,
  ChartTrials,
  DirectoryContent,
  RenderFailure,
  Repository,
  Resource,
} from '../model/types';
import type { FileTree } from '../tree/file-tree';

/** A source that is to be rendered. */
export interface SourceToRender {
  /** What is known of it before its sources are rendered: name, namespace, destination, spec. */
  readonly application: Application;
  readonly source: ApplicationSource;
  /** The other sources of the Application that have a `ref`, by that name. */
  readonly refs: ReadonlyMap<string, ReferredSource>;
}

/** A source whose path is a directory at hand. */
export interface DirectoryToRender extends SourceToRender {
  readonly tree: FileTree;
  /** The path in the tree, without symlinks. */
  readonly path: string;
  /** Whether the source says its type itself; otherwise the names of the files in the directory do. */
  readonly explicit: boolean;
}

/** What a source renders to. */
export interface Rendering {
  /** The objects in Argo CD's order. Each says where it comes from. */
  readonly resources: readonly Resource[];
  /** Why these are none, or not all. @default - they are all */
  readonly notRendered?: string;
  /** What the program that renders it refuses; then {@link notRendered} says so too. @default - nothing */
  readonly failure?: RenderFailure;
  /** The program that rendered it. @default - none was needed */
  readonly by?: 'helm' | 'kustomize';
  /** What trials with the chart showed. @default - none were made */
  readonly trials?: ChartTrials;
  /**
   * What the values were not held against: the URL of a schema that the chart refers to, and that Helm could not load here.
   *
   * @default - they were held against all schemas of the chart, or it did not get that far
   */
  readonly schemaNotApplied?: string;
  /** The repository that it names, of a source that has no directory. */
  readonly repository?: Repository;
  readonly directory?: DirectoryContent;
  readonly takenForChart?: string;
}

/** Nothing is rendered, and why. */
export function notRendered(reason: string): Rendering {
  return { resources: [], notRendered: reason };
}
