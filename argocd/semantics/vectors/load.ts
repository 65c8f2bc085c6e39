import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads one of the files beside this one: what the real Argo CD answered, see README.md. */
export function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, `${name}.json`), 'utf8')) as T;
}

/** The members of a pool whose bits are set in a hexadecimal mask, as booleans in the order of the pool. */
export function bits(mask: string, size: number): boolean[] {
  const value = BigInt(`0x${mask}`);
  return Array.from({ length: size }, (_, i) => ((value >> BigInt(i)) & 1n) === 1n);
}
