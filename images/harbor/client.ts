import { foreignText, oneLine } from '../foreign-text';
import { readBody } from '../registry/body';
import { fetchHttp, type RequestInit, type Response } from '../registry/http';
import type { HarborImage } from './harbor-image';

/** State of a scan. */
export type ScanStatus = 'Pending' | 'Scheduled' | 'Running' | 'Success' | 'Error' | 'Stopped';

/** Sum of a scan, one entry of an artifact's `scan_overview`. */
export interface ScanSummary {
  readonly report_id?: string;
  readonly scan_status?: ScanStatus;
  readonly complete_percent?: number;
  readonly scanner?: { readonly name?: string; readonly version?: string };
  readonly summary?: { readonly total?: number; readonly fixable?: number };
}

/** An artifact, as far as it matters here. */
export interface HarborArtifact {
  readonly digest: string;
  readonly type?: string;
  readonly manifest_media_type?: string;
  readonly extra_attrs?: { readonly architecture?: string; readonly os?: string; readonly variant?: string } | null;
  /** The manifests of an index. */
  readonly references?: readonly HarborReference[] | null;
  /** By MIME type of the report. */
  readonly scan_overview?: Readonly<Record<string, ScanSummary>> | null;
}

/** One manifest of an index. */
export interface HarborReference {
  readonly child_digest: string;
  readonly platform?: { readonly architecture?: string; readonly os?: string; readonly variant?: string } | null;
  readonly annotations?: Readonly<Record<string, string>> | null;
}

/** One finding of a report. */
export interface HarborVulnerability {
  readonly id: string;
  readonly package?: string;
  readonly version?: string;
  readonly fix_version?: string;
  readonly severity?: string;
  readonly description?: string;
  readonly links?: readonly string[] | null;
}

/** A list of vulnerabilities that do not count. */
export interface HarborAllowlist {
  readonly items?: readonly { readonly cve_id: string }[] | null;
  /** Seconds since 1970; without it the list does not end. */
  readonly expires_at?: number | null;
}

/** A project, as far as it matters here. */
export interface HarborProject {
  /** All values are texts. */
  readonly metadata?: { readonly reuse_sys_cve_allowlist?: string | null } | null;
  /** The project's own list, whether or not it is in effect. */
  readonly cve_allowlist?: HarborAllowlist | null;
}

/** Harbor answered, and the answer is an error. */
export class HarborRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(oneLine(message));
    this.name = 'HarborRefusal';
  }
}

/** No answer, or an answer that is not Harbor's: trying again may help. */
export class HarborUnreachable extends Error {
  override readonly name = 'HarborUnreachable';

  constructor(message: string) {
    super(oneLine(message));
  }
}

/** Who asks. */
export interface HarborLogin {
  readonly username: string;
  readonly password: string;
}

/** The most that an answer may be: a report on a large image has some megabytes. */
const ANSWER_LIMIT = 64 * 1024 * 1024;

/** Reports that are understood, the newer first. */
const REPORTS = [
  'application/vnd.security.vulnerability.report; version=1.1',
  'application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0',
];

/**
 * Harbor's API v2.0 as far as a gate needs it. Each request signs in with Basic authentication and no cookie is kept:
 * with Harbor's session cookie a write would fall under its CSRF check and get 403.
 */
export class HarborClient {
  private readonly base: string;

  /**
   * @param url where Harbor is, e.g. `https://harbor.example.com`
   */
  constructor(
    readonly url: string,
    private readonly login: HarborLogin,
  ) {
    this.base = `${url.replace(/\/+$/, '')}/api/v2.0`;
  }

  /** An artifact with the sum of its last scan. @throws HarborRefusal 404 if it is not there */
  async artifact(image: HarborImage, reference = image.reference): Promise<HarborArtifact> {
    return (await this.call('GET', `${artifactPath(image, reference)}?with_scan_overview=true`)) as HarborArtifact;
  }

  /** Asks for a scan; for an index, Harbor scans each of its manifests. @throws HarborRefusal 409 if one is running */
  async scan(image: HarborImage, reference: string): Promise<void> {
    await this.call('POST', `${artifactPath(image, reference)}/scan`, { scan_type: 'vulnerability' });
  }

  /** The findings of the last scan, undefined if there is no report. */
  async vulnerabilities(image: HarborImage, reference: string): Promise<readonly HarborVulnerability[] | undefined> {
    const path = `${artifactPath(image, reference)}/additions/vulnerabilities`;
    const reports = (await this.call('GET', path)) as Record<
      string,
      { vulnerabilities?: HarborVulnerability[] | null }
    >;
    const report = byMimeType(reports);
    return report && (report.vulnerabilities ?? []);
  }

  /** A project with its own CVE allowlist. @throws HarborRefusal 403 if the account may not read it */
  async project(name: string): Promise<HarborProject> {
    // A name of digits would be taken for an ID.
    const headers = { 'x-is-resource-name': 'true' };
    return (await this.call('GET', `/projects/${encodeURIComponent(name)}`, undefined, headers)) as HarborProject;
  }

  /** The CVE allowlist of the whole of Harbor; whoever is signed in may read it. */
  async systemAllowlist(): Promise<HarborAllowlist> {
    return (await this.call('GET', '/system/CVEAllowlist')) as HarborAllowlist;
  }

  private async call(
    method: string,
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const { username, password } = this.login;
    const init: RequestInit = {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        'x-accept-vulnerabilities': REPORTS.join(', '),
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    };
    let response: Response;
    let text: string;
    try {
      response = await fetchHttp(new URL(this.base + path), init);
      text = (await readBody(response, ANSWER_LIMIT)).toString();
    } catch (error) {
      throw unanswered(this.url, error);
    }
    return this.read(response, text);
  }

  private read(response: Response, text: string): unknown {
    const { status } = response;
    if (status >= 500) throw new HarborUnreachable(`${this.url} answers ${status}${word(text)}`);
    if (status >= 300 && status < 400) {
      const to = response.headers.get('location') ?? 'nowhere';
      throw new HarborRefusal(
        status,
        `${this.url} redirects to ${to}; give --harbor the URL Harbor itself answers under`,
      );
    }
    if (status === 401) {
      throw new HarborRefusal(status, `${this.url} refuses the login of ${this.login.username} (401)`);
    }
    if (status >= 400) throw new HarborRefusal(status, `${this.url} answers ${status}${word(text)}`);
    if (text.trim() === '') return {};
    try {
      return JSON.parse(text) ?? {};
    } catch {
      throw new HarborRefusal(status, `${this.url} answers with something that is not JSON; is this Harbor's URL?`);
    }
  }
}

/** The sum of the last scan, if there was one. */
export function scanSummary(artifact: HarborArtifact): ScanSummary | undefined {
  return byMimeType(artifact.scan_overview ?? {});
}

function byMimeType<T>(map: Readonly<Record<string, T>>): T | undefined {
  const known = REPORTS.find((type) => map[type] !== undefined);
  return known === undefined ? Object.values(map)[0] : map[known];
}

/** Repository names are encoded twice: a slash that is encoded once is decoded by whatever is in front of Harbor. */
function artifactPath({ project, repository }: HarborImage, reference: string): string {
  const repositories = encodeURIComponent(encodeURIComponent(repository));
  return `/projects/${encodeURIComponent(project)}/repositories/${repositories}/artifacts/${encodeURIComponent(reference)}`;
}

function word(text: string): string {
  try {
    const { errors } = JSON.parse(text) as { errors?: { message?: string }[] };
    return errors?.[0]?.message ? `: ${foreignText(String(errors[0].message))}` : '';
  } catch {
    return '';
  }
}

/**
 * The error for a request without an answer. A wrong name or certificate is final; anything else may work on another
 * try.
 */
function unanswered(url: string, error: unknown): Error {
  const { message, cause } = error as Error & { cause?: Error & { code?: string } };
  const why = `${url}: ${cause?.message || cause?.code || message}`;
  const code = cause?.code ?? '';
  if (/EPROTO|ERR_SSL/.test(code)) {
    return new HarborRefusal(
      0,
      `${url} does not speak TLS. If it is plain HTTP on purpose, say so: --harbor ${url.replace('https:', 'http:')}`,
    );
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code)) {
    return new HarborRefusal(0, `${why}. Give the CA that signed its certificate in NODE_EXTRA_CA_CERTS`);
  }
  return code === 'ENOTFOUND' ? new HarborRefusal(0, why) : new HarborUnreachable(why);
}
