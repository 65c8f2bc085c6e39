import * as path from 'node:path';
import picomatch from 'picomatch';
import type { SeverityChange } from '../../argocd/check';
import type { Rule } from '../../argocd/rule';
import { type LoadedConfig, loadConfig } from './load-config';

/** What the command line can say of what a configuration says too. */
export interface SettingOptions {
  /** @default true: the one that is found */
  readonly config?: string | boolean;
  readonly repo?: readonly string[];
  readonly argocdVersion?: string;
  readonly kubeVersion?: string;
  readonly strict?: boolean;
  readonly baseline?: string;
}

/** What holds for a run: of the command line, or else of the configuration. */
export interface Settings {
  /** `URL[@REVISION]=DIR`, from the working directory. */
  readonly repo: readonly string[];
  readonly argocdVersion?: string;
  readonly kubeVersion?: string;
  readonly strict: boolean;
  readonly fetch: boolean;
  /** From the working directory. */
  readonly baseline?: string;
  readonly rules: readonly Rule[];
  readonly severities: readonly SeverityChange[];
  /** @param file from the working directory */
  exclude(file: string): boolean;
}

/** Puts the command line and the configuration together. */
export async function settingsOf(options: SettingOptions): Promise<Settings> {
  const loaded = await loadConfig(options.config ?? true);
  const { config, folder } = loaded;
  const { repositories = {}, exclude = [], severity = {}, overrides = [], rules = [] } = config;
  const given = Object.entries(repositories).map(([url, dir]) => `${url}=${fromHere(loaded, dir)}`);
  const baseline = config.baseline === undefined ? undefined : fromHere(loaded, config.baseline);
  const excludes = globs(folder, exclude);
  return {
    repo: [...(options.repo ?? []), ...given],
    argocdVersion: options.argocdVersion ?? config.argocdVersion,
    kubeVersion: options.kubeVersion ?? config.kubeVersion,
    strict: options.strict ?? config.strict ?? false,
    fetch: config.fetch ?? false,
    baseline: options.baseline ?? baseline,
    rules,
    severities: [
      { rules: severity },
      ...overrides.map((one): SeverityChange => ({ rules: one.severity, matches: globs(folder, one.files) })),
    ],
    exclude: excludes,
  };
}

/** A path of the configuration from the working directory. */
function fromHere({ folder }: LoadedConfig, file: string): string {
  return path.relative('', path.resolve(folder, file)) || '.';
}

/** Whether a path from the working directory, or a folder above it, fits one of the globs, which count from a folder. */
function globs(folder: string, patterns: readonly string[]): (file: string) => boolean {
  if (patterns.length === 0) return () => false;
  const matches = picomatch(
    patterns.map((pattern) => pattern.replace(/^\.\//, '').replace(/\/+$/, '')),
    { dot: true },
  );
  return (file) => {
    const inside = path.relative(folder, path.resolve(file)).split(path.sep);
    return inside[0] !== '..' && inside.some((_, at) => matches(inside.slice(0, at + 1).join('/')));
  };
}
