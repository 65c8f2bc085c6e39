/**
 * A place that an editor can open. Lines and columns start at 1; columns count UTF-16 units, as editors and SARIF do. See
 * `location.ts` for places that have less.
 */
export interface Location {
  /** The file as the reader knows it (joined to the label of its tree); `''` if it is in no file. */
  readonly file: string;
  /** 0 where only the file is known. So for all four. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** `refuse`: Argo CD refuses. `silent`: accepts, and does something else than was written. `warn`: worth a look. */
export type Severity = 'refuse' | 'silent' | 'warn';

/** The object that a finding is about, as the JSON report names it. */
export interface ReportedResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** One finding of the report. The fields of the JSON form come first; the rest serves text and SARIF. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** Path from the working directory. */
  readonly file: string;
  /** 0 where only the file is known, as for what is rendered from a template. */
  readonly line: number;
  readonly resource: ReportedResource;
  readonly message: string;
  readonly fix: string;
  readonly location: Location;
  /** The line of the file that it points at, without its end; absent where the file has no text. */
  readonly source?: string;
}

/** Something that was not judged, as the JSON report names it. */
export interface ReportedUnchecked {
  readonly subject: string;
  readonly reason: string;
  /** As the reader knows it: from the working directory. @default - it is about no file */
  readonly file?: string;
  readonly resource?: ReportedResource;
}

/** How much was read and found. */
export interface Summary {
  readonly files: number;
  readonly resources: number;
  readonly applications: number;
  readonly projects: number;
  readonly applicationSets: number;
  readonly refuse: number;
  readonly silent: number;
  readonly warn: number;
  readonly unchecked: number;
  /** Findings that an ignore comment silenced. */
  readonly ignored: number;
}

/** The result of a check: the JSON form of the command, and what the other forms need in addition. */
export interface Report {
  /** Of this form. */
  readonly version: 1;
  readonly argocdVersion: string;
  /** Which URLs were assumed to be which files, and why. */
  readonly repositories: readonly { readonly url: string; readonly directory: string; readonly because: string }[];
  readonly findings: readonly ReportedFinding[];
  readonly unchecked: readonly ReportedUnchecked[];
  readonly summary: Summary;
}
