import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Plan } from './plan/plan';
import type { Report } from './report/report';

const ROOT = path.join(__dirname, '..');
const FOLDER = path.join(ROOT, 'node_modules', '.cache', 'groundwork');
/** What a verdict depends on besides the plan: everything that judges. */
const JUDGES = ['.', 'model', 'model/applicationset', 'report', 'rules', 'semantics'].map((folder) =>
  path.join(__dirname, folder),
);

/**
 * Remembers the verdict on the last plan of a folder. The rules are a pure function of the plan, so a plan of the same bytes,
 * judged by the same files, gets the same verdict; with ten thousand Applications that saves half of a synth that changes
 * nothing. Only verdicts without a refusal are kept, and only those for which nothing but the plan was read.
 */
export class VerdictCache {
  /** Where it is kept. */
  readonly file: string;
  private readonly digest: string;

  constructor(outdir: string, plan: Plan, parameters: unknown) {
    this.file = path.join(FOLDER, `verdict-${sha1(path.resolve(outdir))}.json`);
    const hash = createHash('sha1').update(JSON.stringify([parameters, judges()]));
    for (const { path: file, text } of plan.files) hash.update(`${file}\0${text.length}\0`).update(text);
    this.digest = hash.digest('hex');
  }

  /** The verdict on this very plan; undefined if it is not known. */
  get(): Report | undefined {
    try {
      const { digest, report } = JSON.parse(fs.readFileSync(this.file, 'utf8')) as { digest: string; report: Report };
      return digest === this.digest ? report : undefined;
    } catch {
      return undefined;
    }
  }

  set(report: Report): void {
    const temporary = `${this.file}.${process.pid}`;
    try {
      fs.mkdirSync(FOLDER, { recursive: true });
      fs.writeFileSync(temporary, JSON.stringify({ digest: this.digest, report }));
      fs.renameSync(temporary, this.file);
    } catch {
      // A memory that cannot be written costs time and nothing else.
      if (fs.existsSync(temporary)) fs.rmSync(temporary, { force: true });
    }
  }
}

/** Name, size and time of every file that judges: an edited rule judges anew. */
function judges(): string[] {
  return JUDGES.flatMap((folder) =>
    fs
      .readdirSync(folder)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => {
        const { size, mtimeMs } = fs.statSync(path.join(folder, name));
        return `${name} ${size} ${mtimeMs}`;
      }),
  );
}

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
