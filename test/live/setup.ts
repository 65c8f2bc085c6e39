import { type ChildProcess, spawn } from 'node:child_process';
import * as path from 'node:path';
import * as readline from 'node:readline';
import type { Running } from './cluster/main';
import { whyNoParts } from './parts/parts';

const ROOT = path.join(__dirname, '..', '..');

declare global {
  /** The process that keeps the cluster, for teardown.ts. */
  var liveKeeper: ChildProcess | undefined;
}

/** Builds the package, and starts the cluster that all live tests share. Where that cannot be, the tests say why. */
export default async function setup(): Promise<void> {
  // Somebody keeps a cluster running to try many times: this is the line that cluster/main.ts printed.
  if (process.env.LIVE) return;
  const reason = await whyNoParts();
  if (reason) {
    process.env.LIVE_REASON = reason;
    return;
  }
  require('../../tools/build').build();
  const keeper = spawn(
    process.execPath,
    [path.join(ROOT, 'node_modules', 'jiti', 'lib', 'jiti-cli.mjs'), path.join(__dirname, 'cluster', 'main.ts')],
    { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] },
  );
  globalThis.liveKeeper = keeper;
  const lines = readline.createInterface({ input: keeper.stdout });
  const line = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    keeper.once('exit', (code) => reject(new Error(`the cluster did not start (exit code ${code}); why is above`)));
  });
  process.env.LIVE = line;
  // jest has no time to tidy up upon Ctrl-C; whoever keeps the cluster has.
  process.env.TMPDIR = (JSON.parse(line) as Running).temporary;
}
