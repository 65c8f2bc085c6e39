import { setTimeout as sleep } from 'node:timers/promises';

/** How often and how patiently a request is repeated. */
export interface RetryOptions {
  /** Attempts in all, the first one included. @default 5 */
  readonly attempts?: number;

  /** Wait before the second attempt in milliseconds; it doubles each time, with jitter. @default 500 */
  readonly firstWait?: number;

  /** Longest wait in milliseconds that is accepted; a server that asks for more is not asked again. @default 60000 */
  readonly longestWait?: number;
}

const DEFAULTS = { attempts: 5, firstWait: 500, longestWait: 60_000 };

/**
 * Waits before another attempt.
 *
 * @param attempt the attempt that failed, from 1
 * @param retryAfter what the server asked for, in milliseconds
 * @returns false if there is to be no other attempt
 */
export async function waitForRetry(attempt: number, options: RetryOptions = {}, retryAfter?: number): Promise<boolean> {
  const { attempts, firstWait, longestWait } = { ...DEFAULTS, ...options };
  if (attempt >= attempts || (retryAfter ?? 0) > longestWait) return false;
  const backoff = Math.min(firstWait * 2 ** (attempt - 1), longestWait);
  // Half of it at random, so that several at once don't come back together.
  await sleep(Math.max(retryAfter ?? 0, backoff / 2 + (backoff / 2) * Math.random()));
  return true;
}

/**
 * Reads a `Retry-After` header, seconds or a date.
 *
 * @returns milliseconds from now, undefined if the header is missing or neither
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function parseRetryAfter(header: string | null, now: number = Date.now()): number | undefined {
  const text = header?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
