import { spawnSync } from 'node:child_process';
import type { Answer } from '../../argocd/testing/decoder';

/** What Argo CD's decoder makes of texts. */
export function ask(program: string, texts: readonly Buffer[]): Answer[] {
  const input = Buffer.concat(
    texts.flatMap((text) => {
      const size = Buffer.alloc(4);
      size.writeUInt32BE(text.length);
      return [size, text];
    }),
  );
  const { stdout, stderr, status } = spawnSync(program, { input, maxBuffer: 2 ** 31 });
  if (status !== 0) throw new Error(stderr?.toString() || `${program} cannot be run`);
  const lines = stdout.toString().split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Answer);
}
