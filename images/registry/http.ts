import type { Dispatcher, RequestInit, Response } from 'undici';
import { RegistryError } from './registry-error';

export type { RequestInit, Response };

/** How long a registry may take to begin an answer, and to go on with it: milliseconds. */
const PATIENCE = 30_000;

/** How many redirects are followed for one request. */
const MAX_REDIRECTS = 10;

const REDIRECTS = [301, 302, 303, 307, 308];

let dispatcher: Dispatcher | undefined;

/**
 * `fetch` that gives up on a silent server and takes the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name.
 *
 * Follows redirects of GET and HEAD, without `Authorization` from the moment the origin changes. For any other method the
 * redirect is the answer: what is sent is meant for the server that was asked, and a token request has a secret in its body.
 * With `redirect: 'manual'` it is the answer for any method.
 *
 * @throws RegistryError, of kind `refused` if a redirect leads out of TLS or nowhere; otherwise what `fetch` throws
 */
export async function fetchHttp(url: URL, init: RequestInit): Promise<Response> {
  // Read when it is needed: most runs ask no server, and it takes a tenth of a second.
  const undici: typeof import('undici') = require('undici');
  dispatcher ??= newDispatcher(undici);
  const follows = init.redirect !== 'manual' && ['GET', 'HEAD'].includes(init.method ?? 'GET');
  const headers = new undici.Headers(init.headers);
  let at = url;
  for (let redirects = 0; ; redirects += 1) {
    const response = await undici.fetch(at, { ...init, headers, redirect: 'manual', dispatcher });
    const header = response.headers.get('location');
    if (!follows || header === null || !REDIRECTS.includes(response.status)) return response;
    await response.body?.cancel();
    if (redirects === MAX_REDIRECTS)
      throw new RegistryError('refused', `${url.host} redirects more than ${MAX_REDIRECTS} times.`);
    const next = readLocation(header, at);
    if (at.protocol === 'https:' && next.protocol === 'http:') {
      throw new RegistryError(
        'refused',
        `${at.host} speaks TLS, and redirects to ${next.origin}, which does not. Give that server TLS, or have the registry send ` +
          'its content itself (docker-registry: storage.redirect.disable; Harbor: persistence.imageChartStorage.disableredirect).',
      );
    }
    if (next.origin !== at.origin) headers.delete('authorization');
    at = next;
  }
}

/**
 * Reads a `Location` header. Errors name no more than the origin: the rest may be signed, and is a secret then.
 *
 * @param asked the URL that was answered with it
 * @throws RegistryError, of kind `refused` if no request can go there
 */
export function readLocation(header: string, asked: URL): URL {
  const refuse = (what: string) =>
    new RegistryError('refused', `${asked.host} sends on to ${what}. Repair the URLs that it is configured with.`);
  if (!URL.canParse(header, asked.href)) throw refuse('something that is not a URL');
  const location = new URL(header, asked);
  if (!['http:', 'https:'].includes(location.protocol)) throw refuse(`a URL of the scheme ${location.protocol}`);
  if (location.username || location.password) throw refuse(`a URL of ${location.origin} with a password in it`);
  return location;
}

function newDispatcher({ Agent, EnvHttpProxyAgent }: typeof import('undici')): Dispatcher {
  const options = { headersTimeout: PATIENCE, bodyTimeout: PATIENCE, connect: { timeout: 10_000 } };
  const { http_proxy, HTTP_PROXY, https_proxy, HTTPS_PROXY } = process.env;
  if (!(http_proxy || HTTP_PROXY || https_proxy || HTTPS_PROXY)) return new Agent(options);
  // It prints a warning that it is experimental, which is of no use to the user of a command.
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return new EnvHttpProxyAgent(options);
  } finally {
    process.emitWarning = emitWarning;
  }
}
