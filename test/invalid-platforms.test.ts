import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { GroundworkApp } from '../charts';
import { synthesize } from '../synth/synthesize';

const FOLDER = path.join(__dirname, 'invalid-platforms');
const NAMES = fs
  .readdirSync(FOLDER)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.slice(0, -'.ts'.length));

interface InvalidPlatform {
  readonly refused: readonly string[];
  /** What is in the platform and must not be in the message, which ends in the logs of CI. */
  readonly secret?: string;
  build(app: GroundworkApp): void;
}

test.each(NAMES)('%s: refused with its message, and nothing is written', (name) => {
  const { refused, secret, build } = require(path.join(FOLDER, name)) as InvalidPlatform;
  const outdir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-invalid-')), 'dist');
  let message = '(nothing was refused)';
  try {
    const app = new GroundworkApp({ outdir });
    build(app);
    synthesize(app, { quiet: true });
  } catch (error) {
    message = (error as Error).message;
  }
  for (const text of refused) expect(message).toContain(text);
  if (secret !== undefined) expect(message).not.toContain(secret);
  expect(fs.existsSync(outdir)).toBe(false);
  fs.rmSync(path.dirname(outdir), { recursive: true });
});
