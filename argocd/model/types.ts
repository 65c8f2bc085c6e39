/**
 * The shapes that the rules read: a repository of Argo CD YAML as Argo CD would understand it. Nothing here does input
 * or output; {@link readModel} in `model.ts` builds it from file trees.
 */

import type { Location, Severity } from '../../report/report';
import type { FileTree } from './tree';

export type { Location, Severity };

/** A way into a document, from its top: `['spec', 'sources', 0, 'repoURL']`. */
export type Pointer = readonly (string | number)[];

/** A plain object as YAML or JSON gives it. Nothing about its fields is sure: a rule asks before it believes. */
export type Fields = Readonly<Record<string, unknown>>;

/** Where a document came from. */
export interface Origin {
  readonly tree: FileTree;
  /** The path of the file in the tree. */
  readonly path: string;
  /** Which document of the file, counted from 0 as Argo CD counts them (comment-only documents included). */
  readonly document: number;
  /**
   * Where a pointer into the *resource* lands in the file: on the value, or on its nearest parent that exists.
   * Reads and parses the file again, with positions, on the first call: ask only for a finding.
   *
   * @param on `key` lands on the name of the last part instead of its value; `value` by default
   */
  locate(pointer: Pointer, on?: 'key' | 'value'): Location;
}

/** What names an object on a cluster. The version is no part of it. */
export interface ResourceId {
  /** The API group, `''` for core. */
  readonly group: string;
  readonly kind: string;
  /** `''` when there is none. */
  readonly namespace: string;
  readonly name: string;
}

/** One Kubernetes object as it is written in a file (or, for an Application, as an ApplicationSet generates it). */
export interface Resource extends ResourceId {
  readonly apiVersion: string;
  readonly version: string;
  readonly object: Fields;
  readonly origin: Origin;
  /** `metadata.annotations`, strings only: what is not a string is not there (`document-shape` reports it). */
  readonly annotations: Readonly<Record<string, string>>;
  /** `metadata.labels`, strings only. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Whether a kind lives in a namespace; `unknown` when no table at hand and no CRD at hand says so. */
export type Scope = 'namespaced' | 'cluster' | 'unknown';

/** An object that an Application puts on its cluster, after Argo CD's normalisation (§2.10 of the specification). */
export interface RenderedResource extends ResourceId {
  /** The object as it is written, with its origin. `namespace` there is what the file says; here it is where it lands. */
  readonly resource: Resource;
  readonly application: Application;
  /** The source it was rendered from. */
  readonly source: ApplicationSource;
  /** Unknown kinds are treated by Argo CD as namespaced; a rule that would refuse because of that stays silent instead. */
  readonly scope: Scope;
}

/** One of the sources of an Application: `spec.source`, or one element of `spec.sources`. */
export interface ApplicationSource {
  readonly fields: Fields;
  /** The way to it in the Application: `['spec', 'source']` or `['spec', 'sources', 1]`. */
  readonly pointer: Pointer;
  /** `''` where the field is absent or no string. So for all four. */
  readonly repoURL: string;
  readonly path: string;
  readonly chart: string;
  readonly targetRevision: string;
  readonly ref: string;
  /**
   * How Argo CD renders it: an explicit type, or found from the files at hand. `undefined` when the repository is not at
   * hand and no type is written; `ref` for a source that renders nothing.
   */
  readonly type?: 'directory' | 'helm' | 'kustomize' | 'plugin' | 'ref';
  /** The files of the repository at hand that `repoURL` and `targetRevision` name; `undefined` when it is not. */
  readonly repository?: Repository;
  /** Why its resources are not in {@link Application.resources}; `undefined` when they are. */
  readonly notRendered?: string;
  /**
   * The repository is at hand, and for sure in the revision that is asked for, and there is no such path: Argo CD will
   * say `app path does not exist`.
   */
  readonly pathMissing?: boolean;
  /** The file that makes Argo CD take a directory for a Helm chart although its name only ends like that of a chart. */
  readonly takenForChart?: string;
  /** What a directory source reads; `undefined` for all others. */
  readonly directory?: DirectoryContent;
  /** The Helm values at hand: inline ones, and value files in the repositories at hand. */
  readonly values: readonly HelmValues[];
  /** What is given to Helm and makes Argo CD refuse the Application. */
  readonly helmProblems: readonly HelmProblem[];
}

/** Something given to Helm that Argo CD, or Helm, does not take. */
export interface HelmProblem {
  /** A value file, the values in the Application, another option in it, or the chart in the repository. */
  readonly about: 'value-file' | 'values' | 'option' | 'chart';
  /** To what gives it, in the Application. */
  readonly pointer: Pointer;
  /** The words of Helm, or of Argo CD. */
  readonly words: string;
  readonly fix: string;
  /** The repository in which it was looked for; `undefined` if it does not matter. */
  readonly repository?: Repository;
  /** The line of the string that {@link pointer} leads to, counted from 1. @default - all of it */
  readonly line?: number;
  /** Whether Helm takes it, and drops a part without a word. @default false: it refuses */
  readonly cut?: boolean;
  /** Where in the chart. @default - only the Application tells */
  readonly location?: Location;
}

/** Values that a Helm source is given. */
export interface HelmValues {
  readonly fields: Fields;
  /** The Application, or the file of values. */
  readonly origin: Origin;
  /**
   * Where {@link fields} are in the origin. For `spec.source.helm.values`, a string, the pointer stops at the string: do
   * not go on from there.
   */
  readonly pointer: Pointer;
  readonly inString: boolean;
}

/** What a directory source makes of the files under its path (§2.9 of the specification). */
export interface DirectoryContent {
  readonly tree: FileTree;
  readonly path: string;
  /** The files that are read, in Argo CD's order. */
  readonly files: readonly string[];
  /** The objects in Argo CD's order, lists expanded. */
  readonly resources: readonly Resource[];
  /** Files that Argo CD leaves out without a word although their name makes them manifests. */
  readonly ignored: readonly DirectoryProblem[];
  /** Files (or symlinks) that make Argo CD refuse the whole Application. */
  readonly broken: readonly DirectoryProblem[];
  /** Documents other than a `List` that are torn apart because they have `items` at the top. */
  readonly torn: readonly Resource[];
  /** Jsonnet files, which are not evaluated here. */
  readonly jsonnet: readonly string[];
  /** The size of all files that are read, which Argo CD limits. */
  readonly bytes: number;
}

/** A file of a directory source that Argo CD does not take as it was meant. */
export interface DirectoryProblem {
  /** The path in the tree. */
  readonly path: string;
  /** The words of Argo CD if it has any, else what happens. */
  readonly message: string;
  readonly fix: string;
  readonly location: Location;
  /** Whether the file is, by all that it says, meant as a manifest: a file of values is not. */
  readonly meant: boolean;
}

/** A Git repository whose files are at hand. */
export interface Repository {
  readonly url: string;
  /** The only revision that these files stand for; any revision when `undefined`. */
  readonly revision?: string;
  readonly tree: FileTree;
  /**
   * The only folder of the repository that is in the tree: nothing is known of what lies beside it.
   *
   * @default - all of the repository is
   */
  readonly folder?: string;
  /** Why this tree was taken to be that repository, for the reader of the report. */
  readonly because: string;
}

/** A cluster that Argo CD may deploy to: the one it runs in, or one declared by a Secret. */
export interface Cluster {
  readonly server: string;
  readonly name: string;
  /** The AppProject that the cluster is scoped to, `''` for none. */
  readonly project: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** The Secret; `undefined` for the implicit in-cluster one. */
  readonly resource?: Resource;
}

/** Where an Application goes. */
export interface Destination {
  /** As written; `''` where absent. */
  readonly server: string;
  readonly name: string;
  readonly namespace: string;
  /**
   * The one cluster at hand that it means. `undefined` when it names none of those at hand (which offline means only
   * that its Secret is not in Git), or when the destination is invalid.
   */
  readonly cluster?: Cluster;
  /**
   * Server and name to match `destinations` of a project with, as far as they are known: both for a cluster at hand,
   * otherwise only the one that is written (the other is `undefined`: a rule must not conclude from it).
   */
  readonly resolved: { readonly server?: string; readonly name?: string };
}

/** An Application, written or generated. */
export interface Application {
  readonly resource: Resource;
  readonly name: string;
  /** The namespace it lands in: its own, that of the destination of its parent, or Argo CD's own. */
  readonly namespace: string;
  /** `spec` (an empty object if it has none that is a map). */
  readonly spec: Fields;
  /** `spec.project`; `default` when empty, as Argo CD normalises it. */
  readonly projectName: string;
  /** The AppProject of that name at hand; `undefined` if there is none, or if {@link projectAmbiguous}. */
  readonly project?: AppProject;
  /** Several AppProjects of that name are at hand (of several instances of Argo CD) and nothing says which one counts. */
  readonly projectAmbiguous: boolean;
  /**
   * What tells this instance of Argo CD from others that the same files may describe (one a cluster, say): Applications
   * of two instances share nothing. Equal for Applications that are, as far as the files tell, in one instance.
   */
  readonly instance: string;
  /** Normalised: `spec.sources` when non-empty, else `spec.source`, in a list. Empty if there is neither. */
  readonly sources: readonly ApplicationSource[];
  readonly destination: Destination;
  /** What its sources render to, in Argo CD's order; of two with one key both are here (`resource-repeated`). */
  readonly resources: readonly RenderedResource[];
  /** Whether {@link resources} is all that it renders: no source was left unrendered. */
  readonly complete: boolean;
  /** The Applications that render this one (app-of-apps). None for a root; more than one is a `resource-shared`. */
  readonly parents: readonly Application[];
  /** The Applications that it renders, including those of the ApplicationSets that it renders. */
  readonly children: readonly Application[];
  /** Set when an ApplicationSet generates it. Its origin then leads into the template of the ApplicationSet. */
  readonly generatedBy?: { readonly applicationSet: ApplicationSet; readonly parameters: Fields };
  /** `spec.syncPolicy.syncOptions`, strings only. */
  readonly syncOptions: readonly string[];
  /** `spec.syncPolicy.automated` is there and not `enabled: false`. */
  readonly automated: boolean;
  readonly selfHeal: boolean;
  readonly prune: boolean;
}

/** An AppProject. */
export interface AppProject {
  readonly resource: Resource;
  readonly name: string;
  readonly spec: Fields;
  /** The Applications at hand that name it. */
  readonly applications: readonly Application[];
}

/** An ApplicationSet, with what its generators give from the files at hand. */
export interface ApplicationSet {
  readonly resource: Resource;
  readonly name: string;
  readonly spec: Fields;
  readonly goTemplate: boolean;
  /** What it generates; empty when it could not be expanded. */
  readonly applications: readonly Application[];
  /** Why it was not, or not wholly, expanded offline. */
  readonly notExpanded?: string;
  /** What Argo CD itself would refuse while expanding it. */
  readonly problems: readonly ApplicationSetProblem[];
}

/** Something wrong with an ApplicationSet that shows when it is expanded. */
export interface ApplicationSetProblem {
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
  /** Into the ApplicationSet. */
  readonly pointer: Pointer;
}

/** A Secret that tells Argo CD about a repository, or about credentials for a prefix of repository URLs. */
export interface RepositorySecret {
  readonly resource: Resource;
  readonly type: 'repository' | 'repo-creds';
  readonly url: string;
  /** The AppProject that the repository is scoped to, `''` for none. */
  readonly project: string;
}

/** The settings of Argo CD found in the files at hand. */
export interface Settings {
  /** Keys of `argocd-cm`: the ConfigMap, or `configs.cm` in the values of an argo-cd chart that are at hand. */
  readonly cm: Readonly<Record<string, string>>;
  /** Keys of `argocd-cmd-params-cm`, or `configs.params`. */
  readonly params: Readonly<Record<string, string>>;
  /** Whether a definition of {@link cm} was found at all; when not, defaults hold and a rule is careful with them. */
  readonly found: boolean;
  /** Whether keys that are absent have the values that Argo CD's own manifests and chart give them. */
  readonly defaultsHold: boolean;
  /** Where a key is written, for a finding. */
  readonly origin?: Origin;
  /** The namespace of Argo CD itself. @default argocd */
  readonly namespace: string;
}

/** Something in a file that kept it, or a part of it, from being read as Kubernetes objects. */
export interface FileProblem {
  readonly kind:
    | 'unreadable'
    | 'binary'
    | 'syntax'
    | 'alias-bomb'
    | 'too-deep'
    | 'duplicate-key'
    | 'no-kind'
    | 'multiple-json'
    | 'loop';
  /** The words of the parser. */
  readonly message: string;
  /** What to do. @default - correct the syntax */
  readonly repair?: string;
  readonly tree: FileTree;
  readonly path: string;
  readonly document: number;
  readonly location: Location;
  /** Whether the file looks like a template of another program, which is no YAML before it is rendered. */
  readonly template: boolean;
  /** Whether a line of the file begins like one of a Kubernetes object. */
  readonly mentionsKind: boolean;
}

/** A symlink that makes Argo CD refuse every Application of its repository. */
export interface SymlinkOutOfBounds {
  readonly repository: Repository;
  readonly path: string;
  readonly target: string;
  readonly location: Location;
}

/** Something that the check could not judge. Never empty by neglect: a reader trusts what is *not* listed here. */
export interface Unchecked {
  /** What, in a few words: `Helm chart harbor 1.18.0 from https://helm.goharbor.io`. */
  readonly subject: string;
  /** Why, and what would be needed. */
  readonly reason: string;
  readonly resource?: Resource;
  /** The file as the reader knows it. */
  readonly file?: string;
}

/** A repository of Argo CD YAML, read. */
export interface Model {
  /** The version of Argo CD to judge for, for example `3.4.4`. */
  readonly argocdVersion: string;
  readonly applications: readonly Application[];
  readonly projects: readonly AppProject[];
  readonly applicationSets: readonly ApplicationSet[];
  readonly repositorySecrets: readonly RepositorySecret[];
  readonly clusters: readonly Cluster[];
  /** Every Kubernetes object in the files, each once, whether an Application renders it or not. */
  readonly resources: readonly Resource[];
  /**
   * The objects in files that only kustomizations read that are not built here, as they are in Git: nobody knows what is
   * made of them on the cluster. None of {@link resources}.
   */
  readonly unbuilt: readonly Resource[];
  readonly settings: Settings;
  readonly repositories: readonly Repository[];
  /** What is wrong with the files of the directories that are checked and of the sources that are read. */
  readonly problems: readonly FileProblem[];
  /** The files (see {@link fileKey}) that a directory source reads: `directory-file-*` speak about these. */
  readonly readFiles: ReadonlySet<string>;
  /** The trees that `--repo` names and the checkout itself, with every symlink in them that leads out (Argo CD refuses the repository). */
  readonly symlinksOutOfBounds: readonly SymlinkOutOfBounds[];
  readonly files: number;
  readonly unchecked: readonly Unchecked[];
  /** Whether a kind lives in a namespace: the built-in table, then the CRDs at hand. */
  scope(group: string, kind: string): Scope;
}
