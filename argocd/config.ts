import type { Severity } from '../report/report';
import type { Rule } from './rule';

/**
 * How `groundwork check` judges a repository: `groundwork.config.ts`, or `.js`, `.mjs`, `.yaml` or `.json` with the same
 * fields, in the folder in which the command runs, or in one above it in the checkout. Paths and globs count from the file.
 * What the command line says holds against it.
 */
export interface Config {
  /** The version of Argo CD to judge for. @default - the newest that the rules know well */
  readonly argocdVersion?: string;
  /** The version of Kubernetes to judge for. @default - the newest that the version of Argo CD is tested with */
  readonly kubeVersion?: string;
  /** Directories of repositories by their URL, or by `URL@REVISION`, as `--repo` has them. @default - none */
  readonly repositories?: Readonly<Record<string, string>>;
  /**
   * Fetch what Applications read from elsewhere, as `--fetch` does. For check, order and render.
   *
   * @default false
   */
  readonly fetch?: boolean;
  /** Exit with 1 for any finding, not only for what Argo CD refuses. @default false */
  readonly strict?: boolean;
  /**
   * Files and folders in which no object of Argo CD is looked for, and whose findings are left out: globs, in which `**` is
   * any number of folders. What an Application reads there is read all the same.
   *
   * @default - none
   */
  readonly exclude?: readonly string[];
  /** The severity of the findings of a rule, by its name; `off` leaves them out. @default - as the rule says */
  readonly severity?: Readonly<Record<string, Severity | 'off'>>;
  /** Other severities for some files. The last that fits a file holds. @default - none */
  readonly overrides?: readonly ConfigOverride[];
  /** The file with the findings that are accepted, see `--write-baseline`. @default - none */
  readonly baseline?: string;
  /** Rules of your own. Not in YAML and JSON. @default - none */
  readonly rules?: readonly Rule[];
}

/** Other severities for some files. */
export interface ConfigOverride {
  /** Globs. */
  readonly files: readonly string[];
  /** The severity by the name of the rule. */
  readonly severity: Readonly<Record<string, Severity | 'off'>>;
}

/** Gives a configuration back as it is: for the types of `groundwork.config.ts`. */
export function defineConfig(config: Config): Config {
  return config;
}
