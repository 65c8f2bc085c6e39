import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as readline from 'node:readline';
import { ROOT } from '../new-project';
import type { Running } from './cluster/main';
import { Kube } from './kube';
import { api, cluster, describeLive, eventually } from './live';

/** Starts a cluster as jest does it: a Ctrl-C ends this at once, and it tidies up nothing. */
const STARTER = `
const { spawn } = require('node:child_process');
const [jiti, main] = process.argv.slice(1);
spawn(process.execPath, [jiti, main], { stdio: ['pipe', 'inherit', 'inherit'] });
`;

/** A run beside that of these tests, as if somebody had started it in another terminal. */
class Run {
  /** Everything that it starts has this in its environment. A short path: a socket's may have only 107 characters. */
  readonly temporary = fs.mkdtempSync(path.join(cluster().temporary, 'run-'));
  private readonly starter: ChildProcess;
  private errors = '';

  constructor(cache: string) {
    this.starter = spawn(
      process.execPath,
      ['-e', STARTER, path.join(ROOT, 'node_modules/jiti/lib/jiti-cli.mjs'), path.join(__dirname, 'cluster/main.ts')],
      {
        // A group of processes of its own, as a shell gives to each command.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, KUBECONFIG: '', TMPDIR: this.temporary, LIVE_CACHE: cache },
      },
    );
    this.starter.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
  }

  /** The first line that it prints; of errors and news, or of results. */
  line(of: 'stdout' | 'stderr'): Promise<string> {
    const lines = readline.createInterface({ input: this.starter[of] as NodeJS.ReadableStream });
    return new Promise((resolve, reject) => {
      lines.once('line', resolve);
      this.starter.once('exit', () => reject(new Error(`it has ended:\n${this.errors}`)));
    });
  }

  /** What Ctrl-C does in a terminal: the whole group is told. */
  interrupt(): void {
    process.kill(-(this.starter.pid as number), 'SIGINT');
  }

  get processes(): readonly string[] {
    return fs
      .readdirSync('/proc')
      .filter((pid) => /^\d+$/.test(pid))
      .filter((pid) => read(`/proc/${pid}/environ`).includes(this.temporary));
  }

  /** What of it is still there: processes by their arguments, and files. */
  get left(): readonly string[] {
    return [
      ...this.processes.map((pid) => read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 100)),
      ...fs.readdirSync(this.temporary),
    ];
  }

  async isGone(): Promise<string | undefined> {
    return this.left.length > 0 ? `still there:\n${this.left.join('\n')}` : undefined;
  }
}

/** Nothing, if the process has ended meanwhile. */
function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

describeLive('a second run on the same machine', () => {
  const inProc = fs.existsSync('/proc/self/environ') ? test : test.skip;
  const runs: Run[] = [];
  const start = (cache: string) => {
    runs.push(new Run(cache));
    return runs.at(-1) as Run;
  };
  afterAll(() => {
    for (const { processes } of runs) for (const pid of processes) process.kill(Number(pid), 'SIGKILL');
  });

  inProc(
    'is another cluster, reached from this machine alone; it says which part ended; Ctrl-C ends it whole',
    async () => {
      const run = start(path.dirname(path.dirname(cluster().programs.helm as string)));
      const second: Running = JSON.parse(await run.line('stdout'));
      expect(second.web).not.toBe(cluster().web);

      // The two do not meet.
      const kube = Kube.from(second.kubeconfig);
      await kube.apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'second', namespace: 'default' } });
      await kube.close();
      expect(await api().get('v1', 'ConfigMap', 'default', 'second')).toBeUndefined();

      // Nobody but this machine reaches what was started.
      const { processes } = run;
      const ports = processes.flatMap(listeners);
      expect(ports.length).toBeGreaterThan(10);
      expect(ports.filter((address) => !LOOPBACK.some((one) => address.startsWith(`${one}:`)))).toEqual([]);

      // A part that ends is named.
      const scheduler = processes.find((pid) =>
        read(`/proc/${pid}/cmdline`).startsWith(`${second.programs['kube-scheduler']}\0`),
      );
      process.kill(Number(scheduler), 'SIGKILL');
      await eventually(async () => {
        const response = await fetch(`${second.web}/control/failures`, { method: 'POST' });
        const text = await response.text();
        return /^kube-scheduler ended by SIGKILL\. Its last lines:\n.+/.test(text) ? undefined : text;
      });

      run.interrupt();
      await eventually(() => run.isGone(), 60);
      expect(await api().isReady()).toBe(true);
    },
  );

  inProc('ends whole upon Ctrl-C while its parts are built, too', async () => {
    const cache = fs.mkdtempSync(path.join(os.tmpdir(), 'parts-'));
    const run = start(cache);
    expect(await run.line('stderr')).toMatch(/^kustomize: not in .*, so it is built$/);
    run.interrupt();
    await eventually(() => run.isGone(), 60);
    expect(fs.readdirSync(cache).filter((name) => name.includes('partial'))).toEqual([]);
  });
});

/** 127.0.0.1, the same as an address of IPv6, and ::1, as the kernel writes them. */
const LOOPBACK = ['0100007F', '0000000000000000FFFF00000100007F', '00000000000000000000000001000000'];
const LISTENS = '0A';

/** The addresses on which a process listens, as the kernel writes them. */
function listeners(pid: string): readonly string[] {
  const sockets = new Set(
    fs.readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        // Closed meanwhile.
        return [];
      }
    }),
  );
  return ['tcp', 'tcp6']
    .flatMap((name) => fs.readFileSync(`/proc/net/${name}`, 'utf8').trimEnd().split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === LISTENS && sockets.has(inode ?? ''))
    .map(([, address = '']) => address);
}
