import { parseDocument } from 'yaml';
import { parseYaml } from './yaml';

/** A group of CustomResourceDefinitions. */
export interface CrdSource {
  /** The release that the files are of. */
  readonly version: string;
  readonly kinds: readonly string[];
  readonly files: readonly string[];
}

/** Kubernetes' own definitions. */
export interface KubernetesSource {
  readonly version: string;
  readonly file: string;
  /** `<apiVersion>/<kind>` */
  readonly kinds: readonly string[];
}

/** A Helm chart and the versions whose values are typed. */
export interface ChartSource {
  /** A chart repository's URL, the URL of a package, or a folder. */
  readonly repository: string;
  readonly versions: readonly string[];
}

/** What imports/sources.yaml declares. */
export interface Sources {
  readonly crds: Readonly<Record<string, CrdSource>>;
  readonly kubernetes: KubernetesSource;
  readonly charts: Readonly<Record<string, ChartSource>>;
}

/** The version of a chart as Helm wants it: semantic, some with a leading v, no path separators. */
export const CHART_VERSION = /^v?\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/** A chart's name as Helm allows it. */
export const CHART_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/**
 * Reads the declaration of what is imported.
 *
 * @throws with every mistake in it, each with its path in the file.
 */
export function parseSources(text: string, file: string): Sources {
  const read = parseYaml(text, file) as Partial<Sources> | null;
  const wrong: string[] = [];
  const say = (path: string, what: string) => wrong.push(`${file}: ${path} ${what}`);
  const strings = (value: unknown, path: string) => {
    if (!Array.isArray(value) || value.length === 0 || value.some((item) => typeof item !== 'string')) {
      say(path, 'must be a list of strings.');
    }
  };
  for (const [group, crd] of Object.entries(read?.crds ?? {})) {
    if (typeof crd?.version !== 'string') say(`crds.${group}.version`, 'must be a string.');
    strings(crd?.kinds, `crds.${group}.kinds`);
    strings(crd?.files, `crds.${group}.files`);
  }
  if (typeof read?.kubernetes?.version !== 'string') say('kubernetes.version', 'must be a string.');
  if (typeof read?.kubernetes?.file !== 'string') say('kubernetes.file', 'must be a URL.');
  strings(read?.kubernetes?.kinds, 'kubernetes.kinds');
  for (const [name, chart] of Object.entries(read?.charts ?? {})) {
    if (!CHART_NAME.test(name)) say(`charts.${name}`, 'is not the name of a chart.');
    if (typeof chart?.repository !== 'string') say(`charts.${name}.repository`, 'must be a URL.');
    strings(chart?.versions, `charts.${name}.versions`);
    for (const version of Array.isArray(chart?.versions) ? chart.versions : []) {
      if (!CHART_VERSION.test(version))
        say(`charts.${name}.versions`, `has '${version}', expected a version such as 1.19.1.`);
    }
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  const { kubernetes } = read as Sources;
  return { crds: read?.crds ?? {}, kubernetes, charts: read?.charts ?? {} };
}

/** The text of the declaration with a chart's version added; comments and layout stay. */
export function withChart(text: string, name: string, version: string, repository: string): string {
  const doc = parseDocument(text);
  const path = ['charts', name];
  if (!doc.hasIn(path)) doc.setIn(path, doc.createNode({ repository, versions: [] }));
  const versions = new Set<string>((doc.toJS().charts[name].versions as string[]).concat(version));
  const node = doc.createNode([...versions].sort(compareVersions));
  node.flow = true;
  doc.setIn([...path, 'versions'], node);
  return doc.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** The text of the declaration without one version of a chart. */
export function withoutChart(text: string, name: string, version: string): string {
  const doc = parseDocument(text);
  const versions = (doc.getIn(['charts', name, 'versions']) as { toJSON(): string[] } | undefined)?.toJSON() ?? [];
  if (!versions.includes(version)) {
    throw new Error(`${name} ${version} is not imported; imported are: ${versions.join(', ') || 'none'}.`);
  }
  const rest = versions.filter((candidate) => candidate !== version);
  if (rest.length === 0) doc.deleteIn(['charts', name]);
  else {
    const node = doc.createNode(rest);
    node.flow = true;
    doc.setIn(['charts', name, 'versions'], node);
  }
  return doc.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Orders versions as semver does (a pre-release comes before its release). */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.replace(/^v/, '').replace(/\+.*$/, '').split(/-(.*)/s));
  const core = left[0].split('.').map((part, index) => Number(part) - Number(right[0].split('.')[index]));
  const difference = core.find((part) => part !== 0);
  if (difference) return difference;
  if (!left[1] || !right[1]) return Number(Boolean(right[1])) - Number(Boolean(left[1]));
  return left[1].localeCompare(right[1], 'en', { numeric: true });
}
