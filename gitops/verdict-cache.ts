import * as fs from 'node:fs';
import * as path from 'node:path';
import { FOLDER, writeMemory } from './cache-folder';
import type { FileTree } from './model/tree';
import type { Report } from './report/report';
import type { Memory } from './settled';
import type { LastVerdict } from './small-change';
import { sha256 } from './sum';
import type { Answers, WatchedTree } from './watched-tree';

/** What a verdict depends on besides the plan: everything that judges. */
const JUDGES = ['.', 'model', 'model/applicationset', 'report', 'rules', 'semantics', '../imports/schemas'].map(
  (folder) => path.join(__dirname, folder),
);

/**
 * Remembers the verdict on the last plan of a folder. The rules are a pure function of the plan and of what the disk under it
 * answers, so a plan of the same bytes, judged by the same files over a disk that answers the same, gets the same verdict;
 * with ten thousand Applications that saves half of a synth that changes nothing. Only verdicts without a refusal are kept.
 * Of a plan that did change, the Applications are remembered that need no second look (see `Settled` and
 * `judgeSmallChange`).
 */
export class VerdictCache implements Memory {
  /** Where the verdict is kept. */
  readonly file: string;
  private readonly settledFile: string;
  private readonly judges: string;
  private readonly digest: string;
  private settled?: {
    readonly surroundings: string;
    readonly others?: string;
    readonly room: number;
    readonly keys: readonly string[];
  };

  /**
   * @param planned the SHA-256 of the files of the plan, by path from the top of the repository
   * @param disk what is under the plan: it is asked again what it was asked for a verdict
   */
  constructor(
    outdir: string,
    private readonly planned: ReadonlyMap<string, string>,
    parameters: unknown,
    private readonly disk?: WatchedTree,
  ) {
    const name = sha256(path.resolve(outdir)).slice(0, 32);
    this.file = path.join(FOLDER, `verdict-${name}.json`);
    this.settledFile = path.join(FOLDER, `settled-${name}`);
    this.judges = JSON.stringify([parameters, judges()]);
    this.digest = this.digestOf(planned);
  }

  /** The verdict on this very plan; undefined if it is not known. */
  get(): Report | undefined {
    const verdict = this.readVerdict();
    return verdict.digest === this.digest && this.holds(verdict) ? verdict.report : undefined;
  }

  /** The verdict on a plan that differs from this one in lone Applications only; undefined if it is not known. */
  getSimilar(): LastVerdict | undefined {
    const { surroundings, others, verdict, room, keys } = this.readSettled();
    if (surroundings === undefined) return undefined;
    const { changeKey, readKey } = settledKeys();
    const alone = new Set<string>();
    const changed = new Map<string, string>();
    const next: string[] = [];
    for (const key of keys) {
      const { path: file, sum: before } = readKey(key);
      const sum = this.planned.get(file);
      if (sum === undefined) return undefined;
      alone.add(file);
      if (before !== sum) changed.set(file, key);
      next.push(before === sum ? key : changeKey(key, sum));
    }
    const last = this.readVerdict();
    if (!last.report || last.digest !== verdict || others !== this.othersThan(alone) || !this.holds(last))
      return undefined;
    this.settled = { surroundings, others, room, keys: next };
    return { report: last.report, changed, alone, room };
  }

  /** @param grown how many bytes a small change has added to the files */
  set(report: Report, grown = 0): void {
    const { digest, disk } = this;
    writeMemory(this.file, JSON.stringify({ digest, answers: disk?.answers ?? {}, report } satisfies Verdict));
    if (!this.settled) return;
    const { surroundings, room, keys } = this.settled;
    const { readKey } = settledKeys();
    const others = this.settled.others ?? this.othersThan(new Set(keys.map((key) => readKey(key).path)));
    writeMemory(this.settledFile, [surroundings, others, this.digest, room - grown, ...keys].join('\n'));
  }

  sum(_tree: FileTree, file: string): string | undefined {
    return this.planned.get(file);
  }

  /** What the disk has answered counts like a file of the plan. */
  sums(): Iterable<readonly [string, string]> {
    return [...this.planned, ...Object.entries(this.disk?.answers ?? {}).sort()];
  }

  recall(surroundings: string): ReadonlySet<string> {
    const last = this.readSettled();
    return new Set(last.surroundings === this.marked(surroundings) ? last.keys : []);
  }

  /** Written with the verdict, if that may be kept. */
  keep(surroundings: string, keys: readonly string[], room: number): void {
    this.settled = { surroundings: this.marked(surroundings), room, keys };
  }

  private holds({ answers = {} }: Partial<Verdict>): boolean {
    return Object.keys(answers).length === 0 || (this.disk?.stillAnswers(answers) ?? false);
  }

  private readVerdict(): Partial<Verdict> {
    try {
      return JSON.parse(fs.readFileSync(this.file, 'utf8')) as Verdict;
    } catch {
      return {};
    }
  }

  private readSettled(): {
    readonly surroundings?: string;
    readonly others?: string;
    readonly verdict?: string;
    readonly room: number;
    readonly keys: readonly string[];
  } {
    try {
      const [surroundings, others, verdict, room, ...keys] = fs.readFileSync(this.settledFile, 'utf8').split('\n');
      return { surroundings, others, verdict, room: Number(room), keys };
    } catch {
      return { room: 0, keys: [] };
    }
  }

  private othersThan(alone: ReadonlySet<string>): string {
    return this.digestOf([...this.planned].filter(([file]) => !alone.has(file)));
  }

  private digestOf(files: Iterable<readonly [path: string, sum: string]>): string {
    const lines = [this.judges];
    for (const [file, sum] of files) lines.push(`${sum} ${file}`);
    return sha256(lines.join('\n'));
  }

  private marked(surroundings: string): string {
    return sha256(`${this.judges}\n${surroundings}`);
  }
}

interface Verdict {
  readonly digest: string;
  readonly answers: Answers;
  readonly report: Report;
}

/** Loaded only where the plan has changed: it needs half of the model. */
function settledKeys(): typeof import('./settled') {
  return require('./settled');
}

/** Name, size and time of every file that judges: an edited rule judges anew. */
function judges(): string[] {
  return JUDGES.flatMap((folder) =>
    fs
      .readdirSync(folder)
      .filter((name) => /\.(?:ts|json)$/.test(name) && !/\.(?:test\.ts|vectors\.json)$/.test(name))
      .map((name) => {
        const { size, mtimeMs } = fs.statSync(path.join(folder, name));
        return `${name} ${size} ${mtimeMs}`;
      }),
  );
}
