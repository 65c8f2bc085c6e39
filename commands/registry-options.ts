import { parseImageReference } from '../images/image-reference';

/**
 * Reads `--concurrency`.
 *
 * @throws Error naming the value and what is allowed
 */
export function readConcurrency(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 32) return count;
  throw new Error(`--concurrency ${text}: not a whole number from 1 to 32.`);
}

/**
 * Reads the name of a registry, as `--plain-http` takes it.
 *
 * @throws Error naming the option, the value and what is allowed
 */
export function readRegistry(option: string, text: string): string {
  const allowed = 'write host or host:port as image references carry it, e.g. 10.0.24.28:30002';
  if (/^[a-z]+:\/\//i.test(text)) throw new Error(`${option} ${text}: it starts with a URL scheme; ${allowed}.`);
  let registry: string | undefined;
  try {
    registry = parseImageReference(`${text}/x`).registry;
  } catch {}
  if (registry !== text) throw new Error(`${option} ${text}: not the name of a registry; ${allowed}.`);
  return registry;
}
