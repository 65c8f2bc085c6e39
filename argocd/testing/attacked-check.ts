import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Attack, CERTAIN, repositoryUnder } from './attacks';

/** What is wrong with how a check ended; nothing if it found the ordinary mistake as well. */
export type Outcome = string | undefined;

/**
 * How long a check of some attacks may compute before it is taken for one that does not end: seconds of the processor, so
 * that a machine with much else to do ends nothing. Where the system does not tell them, seconds of the clock.
 */
const PATIENCE = 180;

/** Checks attacked repositories in a process of its own, which can be ended if a check does not. */
export class AttackedCheck {
  private child?: ChildProcess;
  private answer: (line: string | undefined) => void = () => undefined;

  /** The outcomes that are wrong, each with the field and the beginning of the string. */
  async wrong(attacks: readonly Attack[]): Promise<readonly string[]> {
    const outcome = await this.run(attacks);
    if (outcome === undefined) return [];
    if (attacks.length > 1) {
      const each: string[] = [];
      for (const attack of attacks) each.push(...(await this.wrong([attack])));
      return each.length > 0 ? each : [`together: ${outcome}`];
    }
    return attacks.map(({ field, string }) => {
      return `${field.kind} ${field.pointer.join('.')} = ${JSON.stringify(string.slice(0, 20))}…: ${outcome}`;
    });
  }

  private async run(attacks: readonly Attack[]): Promise<Outcome> {
    const child = this.started();
    const line = await new Promise<string | undefined>((resolve) => {
      const before = seconds(child);
      const timer = setInterval(() => {
        if (seconds(child) - before > PATIENCE) child.kill('SIGKILL');
      }, 1_000);
      this.answer = (said) => {
        clearInterval(timer);
        resolve(said);
      };
      child.stdin?.write(`${JSON.stringify(repositoryUnder(attacks))}\n`);
    });
    if (line === undefined) {
      this.child = undefined;
      return `the check does not end, or takes its process down (${child.signalCode ?? child.exitCode})`;
    }
    const { error, found = [] } = JSON.parse(line) as { error?: string; found?: readonly string[] };
    if (error !== undefined) return error;
    return found.includes(`${CERTAIN.file} ${CERTAIN.rule}`) ? undefined : 'the mistake of another file is not found';
  }

  /** Ends the process. */
  stop(): void {
    this.child?.kill('SIGKILL');
  }

  private started(): ChildProcess {
    if (this.child) return this.child;
    const child = spawn(process.execPath, [join(__dirname, '..', '__fixtures__', 'check-attacked.js')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: child.stdout }).on('line', (line) => this.answer(line));
    child.once('exit', () => this.answer(undefined));
    this.child = child;
    return child;
  }
}

/** What a process has computed so far. */
function seconds({ pid }: ChildProcess): number {
  try {
    // User and system time, in hundredths, behind the name in brackets.
    const [, , , , , , , , , , , user = 0, system = 0] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    return (user + system) / 100;
  } catch {
    return performance.now() / 1_000;
  }
}
