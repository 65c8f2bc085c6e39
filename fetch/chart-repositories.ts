import { maxVersion, NoSuchVersion, parseVersion } from '../argocd/semantics/semver';
import type { RetryOptions } from '../images/registry/retry';
import { chartVersions, entryFor } from './chart-index';
import { sha256 } from './content-cache';
import { download, shownUrl } from './download';
import { FetchError } from './fetch-error';
import type { FetchedBytes } from './fetched';
import type { HttpCredentials } from './http-credentials';
import type { OciRegistries } from './oci';

/** The largest that is known has 30 MB. */
const INDEX_LIMIT = 64 * 2 ** 20;

/** Packed. Helm stores charts in Secrets of one megabyte. */
export const CHART_LIMIT = 50 * 2 ** 20;

/** Fetches charts of HTTP repositories, as `helm pull --repo` has them. The index of each is read once a run. */
export class ChartRepositories {
  private readonly indexes = new Map<string, Promise<string>>();

  constructor(
    private readonly credentials: HttpCredentials,
    private readonly oci: OciRegistries,
    private readonly retry?: RetryOptions,
  ) {}

  /**
   * A chart in a version, or in the newest that fits a range.
   *
   * @throws FetchError
   */
  async chart(repository: string, name: string, revision: string): Promise<FetchedBytes> {
    const base = readUrl(repository);
    const entries = chartVersions(await this.index(base), name);
    let version: string;
    try {
      version = parseVersion(revision)
        ? revision
        : maxVersion(
            revision === '' ? '*' : revision,
            entries.map((one) => one.version),
          );
    } catch (error) {
      if (!(error instanceof NoSuchVersion)) throw error;
      throw new FetchError(error.message);
    }
    const entry = entryFor(entries, version);
    if (!entry) {
      const newest = entries[0]?.version;
      throw new FetchError(
        `it has no version ${version}${newest === undefined ? '' : `; the first of ${entries.length} is ${newest}`}`,
      );
    }
    const [written] = entry.urls;
    if (written === undefined) throw new FetchError(`its index.yaml says no URL for ${name} ${entry.version}`);
    if (written.startsWith('oci://')) {
      const [, place = '', tag = ''] = /^oci:\/\/(.+?)(?::([^:/]+))?$/.exec(written) ?? [];
      const archive = await this.oci.chart(place, tag || entry.version, CHART_LIMIT);
      return { ...archive, version: entry.version };
    }
    const url = resolve(base, written);
    const bytes = await download(url, {
      limit: CHART_LIMIT,
      login: this.credentials.for(url, base),
      retry: this.retry,
    });
    const digest = sha256(bytes);
    if (entry.digest.startsWith('sha256:') && entry.digest !== digest)
      throw new FetchError(`${shownUrl(url)} is ${digest}, and the index of the repository says ${entry.digest}`);
    return { bytes, version: entry.version, digest, from: shownUrl(url) };
  }

  private index(base: URL): Promise<string> {
    const known = this.indexes.get(base.href);
    if (known) return known;
    const url = new URL(base);
    url.pathname = `${url.pathname.replace(/\/+$/, '')}/index.yaml`;
    const reading = download(url, {
      limit: INDEX_LIMIT,
      login: this.credentials.for(url, base),
      retry: this.retry,
    }).then((bytes) => bytes.toString('utf8'));
    // Whoever asks gets the error.
    reading.catch(() => undefined);
    this.indexes.set(base.href, reading);
    return reading;
  }
}

function readUrl(text: string): URL {
  if (!URL.canParse(text)) throw new FetchError('its URL is none');
  return new URL(text);
}

/** @see https://github.com/helm/helm/blob/v3.19.4/pkg/repo/chartrepo.go (ResolveReferenceURL) */
function resolve(base: URL, written: string): URL {
  const folder = new URL(base);
  folder.pathname = `${folder.pathname.replace(/\/+$/, '')}/`;
  if (!URL.canParse(written, folder.href)) throw new FetchError('its index.yaml has a URL that is none');
  const url = new URL(written, folder);
  const isRelative = !/^[a-z][a-z0-9+.-]*:/i.test(written);
  if (isRelative && url.search === '') url.search = base.search;
  return url;
}
