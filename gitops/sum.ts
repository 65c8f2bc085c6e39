import * as crypto from 'node:crypto';

/** One call instead of three; Node has it since 20.12. */
const hash: typeof crypto.hash | undefined = crypto.hash;

/** SHA-256 as 64 hexadecimal digits. */
export function sha256(data: string | Buffer): string {
  return hash ? hash('sha256', data) : crypto.createHash('sha256').update(data).digest('hex');
}
