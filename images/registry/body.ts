import type { Response } from './http';

/** An answer that is larger than what was asked for can be. */
export class BodyTooLarge extends Error {}

/** An answer that comes so slowly that nobody waits for its end. */
export class BodyTooSlow extends Error {}

/** How long one answer may take in all, in milliseconds; what is silent for longer than 30 seconds is given up before. */
const WITHIN = 120_000;

/**
 * Reads an answer as a whole, whoever sends it: no more bytes than `limit`, and no longer than two minutes, also of a
 * server that sends a byte every few seconds.
 *
 * @param within milliseconds. @default 120000
 * @throws BodyTooLarge, BodyTooSlow, or what the connection broke with
 */
export async function readBody(response: Response, limit: number, within: number = WITHIN): Promise<Buffer> {
  const until = Date.now() + within;
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop closes the connection.
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) throw new BodyTooLarge(`larger than ${limit} bytes`);
    if (Date.now() > until) throw new BodyTooSlow(`not whole after ${Math.round(within / 1000)} s`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** How much of an error's body is read. */
const ERROR_LIMIT = 64 * 1024;

/** What a server says in the body of an error, as far as that is of any use: `''` if it cannot be read. */
export async function readErrorBody(response: Response, within?: number): Promise<string> {
  return (await readBody(response, ERROR_LIMIT, within).catch(() => '')).toString();
}
