/**
 * A place that an editor can open. Lines and columns start at 1; columns count UTF-16 units, as editors and SARIF do. See
 * `location.ts` for places that have less.
 */
export interface Location {
  /** The file as the reader knows it (joined to the label of its tree); `''` if it is in no file. */
  readonly file: string;
  /** 0 where only the file is known. So for all four. */
  readonly line: number;
  /** Where it begins in the line. */
  readonly column: number;
  /** The line in which it ends. */
  readonly endLine: number;
  /** The column behind its last character. */
  readonly endColumn: number;
}

/** `refuse`: Argo CD refuses. `silent`: accepts, and does something else than was written. `warn`: worth a look. */
export type Severity = 'refuse' | 'silent' | 'warn';

/** The object that a finding is about, as the JSON report names it. */
export interface ReportedResource {
  /** As it is written, such as `argoproj.io/v1alpha1`. `''` where the finding is about no object. So for all four. */
  readonly apiVersion: string;
  /** Such as `Application`. */
  readonly kind: string;
  /** `''` where none is written. */
  readonly namespace: string;
  /** `metadata.name`. */
  readonly name: string;
}

/** One finding of the report. The fields of the JSON form come first; the rest serves text and SARIF. */
export interface ReportedFinding {
  /** The name of the rule, which ignore comments use too. `ignore-comment` for one about an ignore comment. */
  readonly rule: string;
  /** How bad it is. */
  readonly severity: Severity;
  /** Path from the working directory. */
  readonly file: string;
  /** 0 where only the file is known, as for what is rendered from a template. */
  readonly line: number;
  /** The object that it is about. */
  readonly resource: ReportedResource;
  /** What is wrong, with the value; where Argo CD has an error message for it, in its words. Secrets are left out. */
  readonly message: string;
  /** What is allowed, and what to change. */
  readonly fix: string;
  /** The place, with column and end. */
  readonly location: Location;
  /** The line of the file that it points at, without its end. @default - the file has no text, or the line may hold a secret */
  readonly source?: string;
  /** Many of these are one finding of the command: see {@link places}. @default false */
  readonly gather?: boolean;
  /** The other places that have the same, where the finding stands for many. @default - it has one place */
  readonly places?: readonly Location[];
}

/** Something that was not judged, as the JSON report names it. */
export interface ReportedUnchecked {
  /** What, in a few words. */
  readonly subject: string;
  /** Why, and what would be needed. */
  readonly reason: string;
  /** As the reader knows it: from the working directory. @default - it is about no file */
  readonly file?: string;
  /** The object that it is about. @default - it is about none */
  readonly resource?: ReportedResource;
}

/** How much was read and found. */
export interface Summary {
  /** Files that were read. */
  readonly files: number;
  /** Kubernetes objects in them. */
  readonly resources: number;
  /** Applications, those that ApplicationSets generate included. */
  readonly applications: number;
  /** AppProjects. */
  readonly projects: number;
  /** ApplicationSets. */
  readonly applicationSets: number;
  /** Findings with the severity `refuse`. */
  readonly refuse: number;
  /** Findings with the severity `silent`. */
  readonly silent: number;
  /** Findings with the severity `warn`. */
  readonly warn: number;
  /** What could not be judged; also where {@link Report.unchecked} does not list it. */
  readonly unchecked: number;
  /** Findings that an ignore comment silenced. */
  readonly ignored: number;
  /** Findings that a baseline accepts. */
  readonly accepted: number;
  /** Findings that a configuration excludes, by their file or by the severity `off` of their rule. */
  readonly excluded: number;
}

/** The result of a check: the JSON form of the command, and what the other forms need in addition. */
export interface Report {
  /** Of this form. It changes when a field goes or means something else, and not when one is added. */
  readonly version: 1;
  /** The version of Argo CD that was judged for. */
  readonly argocdVersion: string;
  /** The version of Kubernetes that was judged for. @default - no object was judged by it */
  readonly kubernetesVersion?: string;
  /** Which URLs were assumed to be which files, and why. */
  readonly repositories: readonly {
    /** As Applications name it. Credentials are left out. */
    readonly url: string;
    /** Where its files are, from the working directory. */
    readonly directory: string;
    /** Why they were taken for it. */
    readonly because: string;
  }[];
  /** What is wrong, ordered by file and line. */
  readonly findings: readonly ReportedFinding[];
  /** What was not judged. Everything else was. */
  readonly unchecked: readonly ReportedUnchecked[];
  /** How much was read and found. */
  readonly summary: Summary;
}
