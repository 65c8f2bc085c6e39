import { foreignText } from '../images/foreign-text';
import { BodyTooLarge, BodyTooSlow, readBody } from '../images/registry/body';
import { fetchHttp, type Response } from '../images/registry/http';
import { RegistryError } from '../images/registry/registry-error';
import { parseRetryAfter, type RetryOptions, waitForRetry } from '../images/registry/retry';
import { FetchError } from './fetch-error';
import type { Login } from './http-credentials';

/** How patient a download is. */
export interface DownloadOptions {
  /** Bytes that are read at most. */
  readonly limit: number;
  readonly login?: Login;
  readonly retry?: RetryOptions;
  /** Milliseconds that the whole answer may take. @default 120000 */
  readonly within?: number;
}

/** Somebody waits in front of a terminal. */
const RETRY: RetryOptions = { attempts: 3, longestWait: 20_000 };

/**
 * Downloads a file over HTTP. A login goes to the host that was asked, and to no other that it redirects to.
 *
 * @throws FetchError with what the server says, and what would help
 */
export async function download(url: URL, options: DownloadOptions): Promise<Buffer> {
  const { limit, login, within } = options;
  const retry = { ...RETRY, ...options.retry };
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  const shown = shownUrl(plain);
  if (!['http:', 'https:'].includes(url.protocol)) throw new FetchError(`${shown} is no URL of a web server`);
  const headers: Record<string, string> = { 'user-agent': 'cdk8s-groundwork' };
  if (login) headers.authorization = `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
  for (let attempt = 1; ; attempt += 1) {
    let response: Response;
    try {
      response = await fetchHttp(plain, { headers });
      if (response.status === 200) return await readBody(response, limit, within);
    } catch (error) {
      if (error instanceof BodyTooLarge) throw new FetchError(`${shown} is larger than ${limit / 2 ** 20} MiB`);
      if (error instanceof BodyTooSlow) throw new FetchError(`${shown}: ${error.message}`);
      if (error instanceof RegistryError) throw new FetchError(error.message);
      if (await waitForRetry(attempt, retry)) continue;
      throw new FetchError(`${shown} does not answer, or breaks off (${reasonOf(error as Error)})`);
    }
    const { status } = response;
    const wait = parseRetryAfter(response.headers.get('retry-after'));
    await response.body?.cancel();
    if ((status === 429 || status >= 500) && (await waitForRetry(attempt, retry, wait))) continue;
    throw new FetchError(`${shown}: ${answerOf(status, login !== undefined, wait)}`);
  }
}

function answerOf(status: number, login: boolean, wait: number | undefined): string {
  if (status === 401 || status === 403)
    return login
      ? `the server refuses the login (${status})`
      : `the server asks for a login (${status}): give it with helm repo add --username, or in ~/.netrc`;
  if (status === 404) return 'there is no such file (404)';
  if (status === 429)
    return `too many requests (429): try again ${wait === undefined ? 'later' : `in ${Math.ceil(wait / 1000)} s`}`;
  return `the server answers ${status}`;
}

function reasonOf(error: Error): string {
  const cause = error.cause as (Error & { readonly code?: string }) | undefined;
  return foreignText(cause?.code ?? cause?.message ?? error.message);
}

/** A URL without what may be a secret in it. */
export function shownUrl(url: URL): string {
  return foreignText(`${url.origin === 'null' ? `${url.protocol}//${url.host}` : url.origin}${url.pathname}`);
}
