import type { Dispatcher, RequestInit, Response } from 'undici';
import * as undici from 'undici';

export type { RequestInit, Response };

/** How long a registry may take to begin an answer, and to go on with it: milliseconds. */
const PATIENCE = 30_000;

let dispatcher: Dispatcher | undefined;

/** `fetch` that gives up on a silent server and takes the proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name. */
export function fetchHttp(url: URL, init: RequestInit): Promise<Response> {
  dispatcher ??= newDispatcher(undici);
  return undici.fetch(url, { ...init, dispatcher });
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
