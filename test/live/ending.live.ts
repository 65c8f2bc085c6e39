import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as readline from 'node:readline';
import { ROOT } from '../new-project';
import type { Running } from './cluster/main';
import { Kube } from './kube';
import { api, cluster, describeLive, eventually } from './live';

/** Starts a cluster as jest does it, and says where it is. It knows nothing of what happens to itself. */
const STARTER = `
const { spawn } = require('node:child_process');
const [jiti, main] = process.argv.slice(1);
spawn(process.execPath, [jiti, main], { stdio: ['pipe', 'inherit', 'inherit'] });
`;

/** Processes whose arguments or working directory name a folder. */
function processesOf(folder: string): readonly string[] {
  return fs
    .readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        const args = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return args.includes(folder) || fs.readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
      } catch {
        return false;
      }
    });
}

const isLinux = fs.existsSync('/proc/self/cmdline');

describeLive('a second run, on a machine where one is running', () => {
  let starter: ChildProcess | undefined;
  afterAll(() => starter?.kill('SIGKILL'));

  (isLinux ? test : test.skip)('does not meet it, and ends as a whole when whoever started it is killed', async () => {
    // Ctrl-C of a terminal goes to a whole group: this one has a group of its own, as a shell gives it.
    starter = spawn(
      process.execPath,
      ['-e', STARTER, path.join(ROOT, 'node_modules/jiti/lib/jiti-cli.mjs'), path.join(__dirname, 'cluster/main.ts')],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, KUBECONFIG: '' } },
    );
    const lines = readline.createInterface({ input: starter.stdout as NodeJS.ReadableStream });
    const line = await new Promise<string>((resolve) => lines.once('line', resolve));
    const second = JSON.parse(line) as Running;
    const folder = path.dirname(second.kubeconfig);
    expect([second.web, folder]).not.toEqual([cluster().web, path.dirname(cluster().kubeconfig)]);

    const kube = Kube.from(second.kubeconfig);
    const mark = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'second', namespace: 'default' } };
    await kube.apply(mark);
    await kube.close();
    expect(await api().get('v1', 'ConfigMap', 'default', 'second')).toBeUndefined();
    // Nobody but this machine can reach what was started.
    expect(processesOf(folder).length).toBeGreaterThan(8);
    expect(foreignListeners(processesOf(folder))).toEqual([]);

    starter.kill('SIGKILL');
    await eventually(async () => {
      const left = processesOf(folder);
      if (left.length > 0) return `still there: ${left.join(', ')}`;
      return fs.existsSync(folder) ? `${folder} is still there` : undefined;
    }, 60);
    expect(await api().isReady()).toBe(true);
  });
});

/** 127.0.0.1, the same as an address of IPv6, and ::1, as the kernel writes them. */
const LOOPBACK = ['0100007F', '0000000000000000FFFF00000100007F', '00000000000000000000000001000000'];
const LISTENS = '0A';

/** Addresses other than the loopback on which these processes listen. */
function foreignListeners(pids: readonly string[]): readonly string[] {
  const sockets = new Set(
    pids.flatMap((pid) =>
      fs.readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
        try {
          return /^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
        } catch {
          // Closed meanwhile.
          return [];
        }
      }),
    ),
  );
  return ['tcp', 'tcp6']
    .flatMap((name) => fs.readFileSync(`/proc/net/${name}`, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === LISTENS && sockets.has(inode ?? ''))
    .map(([, address = '']) => address)
    .filter((address) => !LOOPBACK.some((one) => address.startsWith(`${one}:`)));
}
