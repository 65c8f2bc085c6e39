import { fields, list, text } from '../argocd/model/resource';
import { compareVersions, parseVersion, VersionConstraint } from '../argocd/semantics/semver';
import { isFatal, readFirstDocument } from '../argocd/yaml/text';
import { FetchError } from './fetch-error';

/** A version of a chart, as the index of a repository has it. */
export interface IndexEntry {
  readonly version: string;
  readonly urls: readonly string[];
  /** `''` if the index has none. */
  readonly digest: string;
}

/**
 * The versions of a chart in the `index.yaml` of a repository.
 *
 * @throws FetchError if it is no index, or has no such chart
 */
export function chartVersions(index: string, chart: string): readonly IndexEntry[] {
  const entries = entriesOf(index, chart);
  if (entries === undefined) throw new FetchError(`its index.yaml has no chart ${JSON.stringify(chart)}`);
  return list(entries)
    .map(fields)
    .map((one) => ({
      version: text(one.version),
      urls: list(one.urls).map(text),
      digest: text(one.digest).replace(/^(?=[0-9a-f]{64}$)/, 'sha256:'),
    }));
}

function entriesOf(index: string, chart: string): unknown {
  // An index may have thousands of charts. As Helm writes it, those of one chart are a block of lines.
  const lines = index.split('\n');
  const key = `  ${chart}:`;
  const start = lines.indexOf(key);
  const top = lines.indexOf('entries:');
  if (top >= 0 && start > top && lines.indexOf(key, start + 1) < 0) {
    let end = start + 1;
    while (end < lines.length && !/^ {0,2}[^ #-]/.test(lines[end] as string)) end += 1;
    return fields(parsed(lines.slice(start, end).join('\n')))[chart];
  }
  const whole = fields(parsed(index));
  if (typeof whole.entries !== 'object') throw new FetchError('its index.yaml is no index of charts');
  const entries = fields(whole.entries);
  return Object.hasOwn(entries, chart) ? entries[chart] : undefined;
}

function parsed(content: string): unknown {
  const { value, problems } = readFirstDocument(content);
  if (problems.some(isFatal)) throw new FetchError('its index.yaml is no YAML');
  return value;
}

/**
 * The entry that Helm takes for a version: the one that is called so, otherwise the newest that fits it as a range.
 *
 * @see https://github.com/helm/helm/blob/v3.19.4/pkg/repo/index.go (IndexFile.Get)
 */
export function entryFor(entries: readonly IndexEntry[], version: string): IndexEntry | undefined {
  const exact = version === '' ? undefined : entries.find((one) => one.version === version);
  if (exact) return exact;
  const constraint = VersionConstraint.parse(version === '' ? '*' : version);
  if (!constraint) return undefined;
  return entries
    .flatMap((entry) => {
      const parsed = parseVersion(entry.version);
      return parsed && constraint.fits(parsed) ? [{ entry, parsed }] : [];
    })
    .sort((a, b) => compareVersions(b.parsed, a.parsed))[0]?.entry;
}
