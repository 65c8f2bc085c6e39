import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type Part, Processes } from './processes';

describe('a part of the cluster', () => {
  let processes: Processes;
  beforeEach(() => {
    processes = new Processes(fs.mkdtempSync(path.join(os.tmpdir(), 'processes-')));
  });
  afterEach(() => processes.stopAll());

  const part = (script: string, more: Partial<Part> = {}): Part => ({
    name: 'scheduler',
    program: process.execPath,
    args: ['-e', script],
    isUp: async () => false,
    ...more,
  });

  test('that does not start is named, with its last lines', async () => {
    await expect(processes.start(part('console.error("no such port"); process.exitCode = 3'))).rejects.toThrow(
      'scheduler ended with exit code 3. Its last lines:\nno such port',
    );
  });

  test('that refuses its options is named with what is wrong, not with all options that it has', async () => {
    const help = Array.from({ length: 40 }, (_, i) => `      --option-${i} string   an option`);
    const script = `console.error(${JSON.stringify(['Error: unknown flag: --prot', ...help].join('\n'))}); process.exitCode = 1`;
    await expect(processes.start(part(script))).rejects.toThrow('Its last lines:\nError: unknown flag: --prot');
  });

  test('that is no program on this machine is named', async () => {
    await expect(processes.start(part('', { program: 'no-such-scheduler' }))).rejects.toThrow(
      'scheduler spawn no-such-scheduler ENOENT',
    );
  });

  test('that ends later is told until it is started again; one that is stopped is not', async () => {
    const isUp = async () => true;
    await processes.start(part('setTimeout(() => process.kill(process.pid, "SIGKILL"), 50)', { isUp }));
    while (processes.failures.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(processes.failures).toEqual([expect.stringContaining('scheduler ended by SIGKILL')]);
    await processes.start(part('setInterval(() => {}, 1000)', { isUp }));
    expect(processes.failures).toEqual([]);
    await processes.stop('scheduler');
    expect(processes.failures).toEqual([]);
  });
});
