import { hash } from 'node:crypto';

/** SHA-256 as 64 hexadecimal digits. */
export function sha256(data: string | Buffer): string {
  return hash('sha256', data);
}
