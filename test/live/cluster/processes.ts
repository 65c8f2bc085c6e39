import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as path from 'node:path';

/** How many of its last lines are shown of a part that ended. */
const LAST_LINES = 15;

/** How long a part may take to answer for the first time, in milliseconds. Generous: the machine may be busy with others. */
const PATIENCE = 180_000;

export interface Part {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Asked until it is true; then the part is up. */
  readonly isUp: () => Promise<boolean>;
}

/** The processes of one run. What they print is in its folder; what goes wrong with one is told with its last lines. */
export class Processes {
  private readonly running = new Map<string, ChildProcess>();
  private readonly ended = new Map<string, string>();

  constructor(private readonly folder: string) {}

  /** Starts a part and waits until it answers. @throws Error with its last lines if it ends, or stays silent */
  async start(part: Part): Promise<void> {
    const log = fs.openSync(this.log(part.name), 'a');
    const child = spawn(part.program, part.args, {
      cwd: this.folder,
      // Nothing of the machine's own settings but where its programs and certificates are.
      env: {
        PATH: process.env.PATH ?? '',
        HOME: this.folder,
        TMPDIR: this.folder,
        ...part.env,
      },
      stdio: ['ignore', log, log],
    });
    fs.closeSync(log);
    this.ended.delete(part.name);
    this.running.set(part.name, child);
    child.on('error', (error) => {
      this.ended.set(part.name, error.message);
      // What could not be started never exits.
      if (child.pid === undefined) this.running.delete(part.name);
    });
    child.on('exit', (code, signal) => {
      this.ended.set(part.name, signal ? `ended by ${signal}` : `ended with exit code ${code}`);
      if (this.running.get(part.name) === child) this.running.delete(part.name);
    });
    const end = Date.now() + PATIENCE;
    while (!(await part.isUp().catch(() => false))) {
      const why = this.ended.get(part.name);
      if (why) throw new Error(this.failure(part.name, why));
      if (Date.now() > end) throw new Error(this.failure(part.name, `did not answer within ${PATIENCE / 1000} s`));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  /** What has ended that nobody ended. */
  get failures(): readonly string[] {
    return [...this.ended].map(([name, why]) => this.failure(name, why));
  }

  /** Ends one, and waits until it is gone. */
  async stop(name: string): Promise<void> {
    const child = this.running.get(name);
    if (!child) return;
    this.running.delete(name);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const hard = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(hard);
    this.ended.delete(name);
  }

  /** Ends all, the last first. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.running.keys()].reverse().map((name) => this.stop(name)));
  }

  private log(name: string): string {
    return path.join(this.folder, `${name}.log`);
  }

  private failure(name: string, why: string): string {
    const lines = fs.existsSync(this.log(name))
      ? fs
          .readFileSync(this.log(name), 'utf8')
          .trimEnd()
          .split('\n')
          .filter((line) => !isHelp(line))
      : [];
    return `${name} ${why}. Its last lines:\n${lines.slice(-LAST_LINES).join('\n')}`;
  }
}

/** A program that refuses its arguments prints all that it takes, and what is wrong stands before. */
const isHelp = (line: string) => /^\s+(-\w, )?--\w/.test(line);

/** Ports of the loopback that nobody listens on now. Asked for together, so that none is given twice. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<net.Server>((resolve, reject) => {
          const server = net.createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** Whether somebody listens on a port of the loopback. */
export function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
