import { matchFilepath } from '../semantics/filepath-match';
import { display, type FileTree } from '../tree/file-tree';
import { resolveLink, whyUnknown } from '../tree/resolve-link';
import { TreeError } from '../tree/tree-error';
import { join, normalize } from '../tree/tree-path';
import type { Files } from './files';
import { dependencyProblems } from './helm-dependencies';
import { documentOfValues, fileMistake, type HelmVersion } from './helm-value-file';
import { FileOrigin } from './origin';
import { fields, isMap, list, text } from './resource';
import type { SourceFile } from './source-file';
import type { Fields, HelmProblem, Repository } from './types';

/** What is wrong with a chart. */
export type ChartProblem = Pick<HelmProblem, 'words' | 'fix' | 'location' | 'cut'>;

/** What Helm takes for a version. @see https://github.com/Masterminds/semver/blob/v3.4.0/version.go (coerceNewVersion) */
const VERSION =
  /^v?\d+(?:\.\d+)?(?:\.\d+)?(?:-(?!(?:[\w-]+\.)*0\d+(?:[.+]|$))[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** Argo CD reads `Chart.yaml` itself before it runs Helm. */
const ARGO_CD = 'error getting helm repos: error retrieving helm dependency repos: ';

/**
 * What keeps Helm from loading the chart in a directory of a repository, as far as the files show. Templates are not
 * read, and packaged charts (.tgz) are assumed to be valid.
 *
 * @param dir without symlinks
 * @see https://github.com/helm/helm/blob/v3.19.4/pkg/chart/loader/load.go (LoadFiles)
 */
export function chartProblems(
  files: Files,
  { tree }: Repository,
  dir: string,
  helm: HelmVersion,
): readonly ChartProblem[] {
  try {
    return new Chart(files, tree, dir, helm).problems();
  } catch (error) {
    // What cannot be listed is not known.
    if (!(error instanceof TreeError)) throw error;
    return [];
  }
}

class Chart {
  private readonly ignored: Ignore;

  constructor(
    private readonly files: Files,
    private readonly tree: FileTree,
    private readonly dir: string,
    private readonly helm: HelmVersion,
  ) {
    this.ignored = ignoreRules(this.file('.helmignore')?.text() ?? '');
  }

  problems(): readonly ChartProblem[] {
    const chart = this.file('Chart.yaml');
    if (!chart) {
      if (this.tree.type(join(this.dir, 'Chart.yaml')) !== undefined) return [];
      const path = display(this.tree, join(this.dir, 'Chart.yaml'));
      const words = `${ARGO_CD}error reading helm chart from ${path}: open ${path}: no such file or directory`;
      return [{ words, fix: 'Correct the path, or remove spec.source.helm: without Chart.yaml it is no chart.' }];
    }
    const unread = this.unread(chart, (words) => {
      const mine = words.replace('map[string]interface {}', 'repository.dependencies');
      return `${ARGO_CD}error unmarshalling the helm chart while getting helm dependency repos: ${mine}`;
    });
    if (unread) return [unread];
    if (this.ignored.broken) {
      const fix = 'Write a pattern without ** into .helmignore: a name matches at any depth.';
      return [{ words: 'Error: double-star (**) syntax is not supported', fix, location: this.top('.helmignore') }];
    }
    if (this.ignored.matches('Chart.yaml')) return [];
    return [...this.load(''), ...this.install(chart)];
  }

  /** What keeps the files of a chart from being loaded; `sub` is the path of a chart inside of this one. */
  private load(sub: string): readonly ChartProblem[] {
    const found: ChartProblem[] = [];
    const chart = this.file(join(sub, 'Chart.yaml'));
    if (!chart) return found;
    if (sub !== '') {
      const unread = this.unread(chart, (words) => `Error: cannot load Chart.yaml: ${words}`);
      if (unread) return [unread];
    }
    for (const name of ['values.yaml', 'Chart.lock', 'requirements.lock', 'requirements.yaml']) {
      const path = join(sub, name);
      const file = this.ignored.matches(path) ? undefined : this.file(path);
      if (!file) continue;
      const values = name === 'values.yaml';
      const unread = this.unread(file, (words) => `Error: cannot load ${name}: ${words}`, values ? this.helm : 3);
      // The other types are named differently in Go.
      if (unread && (values || !unread.words.includes('Go value of type'))) found.push(unread);
    }
    found.push(...metadataProblems(chart, this.helm));
    if (sub.split('/').length < 20) found.push(...this.subcharts(sub));
    return found;
  }

  private subcharts(sub: string): readonly ChartProblem[] {
    const found: ChartProblem[] = [];
    const charts = join(sub, 'charts');
    if (this.tree.type(join(this.dir, charts)) !== 'directory') return found;
    for (const { name, type } of this.tree.list(join(this.dir, charts))) {
      const path = join(charts, name);
      if (/^[_.]|\.(?:tgz|prov)$/.test(name) || this.ignored.matches(path)) continue;
      const chart = join(path, 'Chart.yaml');
      if (type === 'directory' && this.tree.type(join(this.dir, chart)) === 'file') {
        if (this.ignored.matches(chart)) continue;
        const inside = `Error: error unpacking subchart ${name} in ${this.nameOf(sub)}: `;
        for (const one of this.load(path)) found.push({ ...one, words: one.words.replace(/^Error: /, inside) });
      } else if (type === 'file' || (type === 'directory' && this.isNoChart(path))) {
        const words = `Error: error unpacking subchart ${name} in ${this.nameOf(sub)}: Chart.yaml file is missing`;
        const fix = `Move ${name} out of charts/, list it in .helmignore, or begin its name with a dot.`;
        found.push({ words, fix, location: type === 'file' ? this.top(path) : undefined });
      }
    }
    return found;
  }

  /** Whether a directory in `charts/` holds files, and none of them makes it a chart. */
  private isNoChart(path: string): boolean {
    const dir = join(this.dir, path);
    if (this.tree.type(join(dir, 'Chart.yaml')) !== undefined) return false;
    return this.tree.list(dir).some(({ name, type }) => type === 'file' && !this.ignored.matches(join(path, name)));
  }

  private nameOf(sub: string): string {
    const chart = this.file(join(sub, 'Chart.yaml'));
    return chart ? text(metadataOf(chart).name) : '';
  }

  /** What keeps a chart that is loaded from being rendered. */
  private install(chart: SourceFile): readonly ChartProblem[] {
    const metadata = metadataOf(chart);
    if (metadata.type === 'library') {
      const words = 'Error: library charts are not installable';
      const fix = 'Name a chart of type application; a library is a dependency of one.';
      return [{ words, fix, location: locate(chart, 'type') }];
    }
    const lock = this.ignored.matches('Chart.lock') ? undefined : this.file('Chart.lock');
    const found = dependencyProblems(metadata, mapIn(lock), {
      helm: this.helm,
      isMissing: (name) => this.isMissing(name),
      isThere: (path) => this.isThere(path),
    });
    return found.map(({ words, fix, key }) => ({
      words: `error building helm chart dependencies: failed to build helm dependencies: failed to build dependencies: Error: ${words}`,
      fix,
      location: locate(chart, 'dependencies', ...key),
    }));
  }

  /** Whether nothing in `charts/` can be a dependency. */
  private isMissing(dependency: string): boolean {
    const charts = join(this.dir, 'charts');
    const type = this.tree.type(charts);
    if (whyUnknown(this.tree, charts) !== undefined) return false;
    if (type === undefined) return true;
    if (type !== 'directory') return false;
    return this.tree.list(charts).every(({ name, type: kind }) => {
      if (/^[_.]/.test(name) || (kind === 'file' && !name.endsWith('.tgz'))) return true;
      if (kind === 'file') return !name.startsWith(dependency);
      const chart = kind === 'directory' ? this.file(`charts/${name}/Chart.yaml`) : undefined;
      return chart !== undefined && text(metadataOf(chart).name) !== '' && metadataOf(chart).name !== dependency;
    });
  }

  /** Whether there is something at a path from the chart; true if the path leads out of the known files. */
  private isThere(path: string): boolean {
    const inside = normalize(join(this.dir, path));
    if (inside === undefined) return true;
    if (whyUnknown(this.tree, inside) !== undefined) return true;
    const { path: real, outside } = resolveLink(this.tree, inside);
    return outside === true || (real !== undefined && (real === '' || this.tree.type(real) !== undefined));
  }

  private unread(file: SourceFile, say: (words: string) => string, helm: HelmVersion = 3): ChartProblem | undefined {
    const mistake = fileMistake(file, helm);
    if (!mistake) return undefined;
    const { line = 1, column = 1, cut } = mistake;
    const shown = display(file.tree, file.path);
    return {
      cut,
      words: cut ? `${shown}: ${mistake.words}` : say(mistake.words),
      fix: `Correct ${shown}: Helm wants a YAML map in it.`,
      location: { file: shown, line, column, endLine: line, endColumn: column + 1 },
    };
  }

  private file(name: string): SourceFile | undefined {
    const { path } = resolveLink(this.tree, join(this.dir, name));
    return path !== undefined && this.tree.type(path) === 'file' ? this.files.file(this.tree, path) : undefined;
  }

  private top(name: string): ChartProblem['location'] {
    const file = display(this.tree, join(this.dir, name));
    return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  }
}

/** What Helm does not take in a `Chart.yaml`. @see https://github.com/helm/helm/blob/v3.19.4/pkg/chart/metadata.go */
function metadataProblems(chart: SourceFile, helm: HelmVersion): readonly ChartProblem[] {
  const metadata = metadataOf(chart);
  const refuse = (key: string, words: string, fix: string) => [
    { words: `Error: ${words}`, fix, location: locate(chart, key) },
  ];
  for (const key of ['name', 'version', 'apiVersion', 'type']) {
    const value = metadata[key];
    if (typeof value !== 'object' || value === null) continue;
    const type = Array.isArray(value) ? 'array' : 'object';
    return refuse(
      key,
      `cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${type} into Go struct field Metadata.${key} of type string`,
      'Write a string.',
    );
  }
  const api = scalar(metadata.apiVersion);
  if (helm === 4 && api !== undefined && !['', 'v1', 'v2', 'v3'].includes(api))
    return refuse('apiVersion', 'unsupported chart version', 'Write `apiVersion: v2`.');
  const name = scalar(metadata.name);
  if (name === '') return refuse('name', 'validation: chart.metadata.name is required', 'Add name.');
  if (name?.includes('/'))
    return refuse(
      'name',
      `validation: chart.metadata.name ${JSON.stringify(name)} is invalid`,
      'Write a name without /.',
    );
  if (helm === 4 && (name === '.' || name === '..'))
    return refuse('name', `validation: chart.metadata.name "${name}" is not allowed`, 'Write a name.');
  const version = scalar(metadata.version);
  if (version === '') return refuse('version', 'validation: chart.metadata.version is required', 'Add version.');
  if (version !== undefined && !VERSION.test(version)) {
    return refuse(
      'version',
      `validation: chart.metadata.version ${JSON.stringify(version)} is invalid`,
      'Write a semantic version: 1.2.3.',
    );
  }
  const type = scalar(metadata.type);
  if (type !== undefined && !['', 'application', 'library'].includes(type)) {
    const words = 'validation: chart.metadata.type must be application or library';
    return refuse('type', words, 'Write application, or remove type.');
  }
  if (list(metadata.maintainers).includes(null))
    return refuse(
      'maintainers',
      'validation: maintainers must not contain empty or null nodes',
      'Remove the empty item.',
    );
  if (list(metadata.dependencies).includes(null)) {
    const words = 'validation: dependencies must not contain empty or null nodes';
    return refuse('dependencies', words, 'Remove the empty item.');
  }
  return repeatedDependency(metadata).flatMap((key) =>
    refuse(
      'dependencies',
      `validation: more than one dependency with name or alias ${JSON.stringify(key)}`,
      'Give one of them an alias.',
    ),
  );
}

function repeatedDependency(metadata: Fields): readonly string[] {
  const seen = new Set<string>();
  for (const one of list(metadata.dependencies)) {
    const { name, alias } = fields(one);
    const key = text(alias) || text(name);
    if (key !== '' && seen.has(key)) return [key];
    seen.add(key);
  }
  return [];
}

/** A scalar as Go's string; `undefined` if it is not known. */
function scalar(value: unknown): string | undefined {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') {
    // Helm takes out what cannot be printed.
    return /[^\x20-\x7e]/.test(value) ? undefined : value;
  }
  if (typeof value === 'number') return /^\d+(?:\.\d+)?$/.test(String(value)) ? String(value) : undefined;
  return String(value);
}

/** The fields of a `Chart.yaml`. Go ignores case for a name that it does not find. */
function metadataOf(chart: SourceFile): Fields {
  const written = fields(chart.values[documentOfValues(chart)]);
  const lower = Object.entries(written).filter(
    ([key]) => KNOWN.has(key.toLowerCase()) && !KNOWN.has(key) && key !== 'apiVersion',
  );
  if (lower.length === 0) return written;
  const added = lower.map(([key, value]) => [
    key.toLowerCase() === 'apiversion' ? 'apiVersion' : key.toLowerCase(),
    value,
  ]);
  return { ...written, ...Object.fromEntries(added) };
}

const KNOWN: ReadonlySet<string> = new Set(['name', 'version', 'apiversion', 'type', 'dependencies']);

/** The map that a file holds, if it holds one. */
function mapIn(file: SourceFile | undefined): Fields | undefined {
  const value = file?.values[documentOfValues(file)];
  return isMap(value) ? value : undefined;
}

function locate(chart: SourceFile, ...pointer: readonly (string | number)[]): ChartProblem['location'] {
  return new FileOrigin(chart, documentOfValues(chart)).locate(pointer);
}

/** The files that `.helmignore` hides from Helm; perhaps too many, because hidden files are not judged. */
interface Ignore {
  /** Whether Helm does not take the file. */
  readonly broken: boolean;
  matches(path: string): boolean;
}

function ignoreRules(content: string): Ignore {
  const lines = content.split('\n').map((line) => line.replace(/^\ufeff/, '').trim());
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const negated = rules.some((rule) => rule.startsWith('!'));
  const patterns = rules.map((rule) => rule.replace(/\/$/, '').replace(/^\//, ''));
  return {
    broken: rules.some((rule) => rule.includes('**')),
    matches: (path) => {
      if (negated) return true;
      const parts = path.split('/');
      return parts.some((part, index) => {
        const prefix = parts.slice(0, index + 1).join('/');
        return patterns.some((pattern) => matchFilepath(pattern, part) || matchFilepath(pattern, prefix));
      });
    },
  };
}
