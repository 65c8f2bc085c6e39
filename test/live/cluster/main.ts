/**
 * A cluster with a real Argo CD, for as long as standard input is open: whatever ends the process that started this one
 * (Ctrl-C, a crash, a kill) closes it, and then everything ends that was started here, and the folder of the run goes.
 *
 * By hand: `npx jiti test/live/cluster/main.ts`, and Ctrl-D at the end. The one line that it prints says where everything is.
 */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { buildParts } from '../parts/parts';
import { ArgoCd } from './argocd';
import { packCharts } from './charts';
import { bindClaims } from './claims';
import { Kubernetes } from './kubernetes';
import { Processes } from './processes';
import { Web } from './web';

/** What somebody who uses the cluster needs to know; the line that is printed once all is up. */
export interface Running {
  /** For kubectl. */
  readonly kubeconfig: string;
  /** Bare repositories; each is served as `<web>/git/<its path here>`. */
  readonly repositories: string;
  /** Chart repositories; each is served as `<web>/charts/<its path here>`. */
  readonly charts: string;
  /** The server of Git, charts and controls. */
  readonly web: string;
  /** Whether etcd is of this run, and may be wiped. */
  readonly own: boolean;
  /** For whatever the tests write on the way; it goes with the run, however that ends. */
  readonly temporary: string;
  /** Where the programs are, by name. */
  readonly programs: Readonly<Record<string, string>>;
}

/** The nodes of the tutorial. */
const NODES = ['m1', 'm2', 'm3', 'm4', 'm5'];

async function main(): Promise<void> {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-live-')));
  const processes = new Processes(folder);
  const ends: (() => unknown)[] = [];
  let ending: Promise<void> | undefined;
  const end = (code: number) => {
    ending ??= (async () => {
      for (const one of ends) await one();
      await processes.stopAll();
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      process.exit(code);
    })();
    return ending;
  };
  // Ctrl-C comes to the whole group of processes; whoever started this one decides when it is over.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => void end(1));
  process.stdin.on('close', () => void end(0)).resume();
  try {
    const stop = new AbortController();
    const built = buildParts((line) => process.stderr.write(`${line}\n`), stop.signal);
    ends.push(() => {
      stop.abort();
      return built.catch(() => undefined);
    });
    const programs = await built;
    const given = process.env.KUBECONFIG;
    const kubernetes = given ? undefined : new Kubernetes(folder, programs, processes);
    await kubernetes?.start(NODES);
    const kubeconfig = kubernetes?.kubeconfig ?? (given as string);
    const argocd = new ArgoCd(folder, programs, processes, kubeconfig);
    await argocd.start();
    const claims = given ? undefined : bindClaims(kubeconfig);
    if (claims) ends.push(() => claims.stop());
    const web = await Web.start(folder, {
      // Everything that was in the cluster is lost, Argo CD's memory with it.
      wipe: async () => {
        if (!kubernetes) throw new Error('this cluster is not of this run, so it is not wiped');
        await kubernetes.wipe(NODES);
        await argocd.restart();
      },
      // Nothing if all is well; otherwise which part ended, with its last lines.
      failures: async () => {
        if (processes.failures.length > 0) throw new Error(processes.failures.join('\n\n'));
      },
    });
    ends.push(() => web.stop());
    const charts = path.join(folder, 'charts');
    packCharts(programs.helm as string, charts);
    const temporary = path.join(folder, 'temporary');
    fs.mkdirSync(temporary);
    const running: Running = {
      kubeconfig,
      repositories: path.join(folder, 'git'),
      charts,
      web: web.url,
      own: !given,
      temporary,
      programs,
    };
    process.stdout.write(`${JSON.stringify(running)}\n`);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    await end(1);
  }
}

void main();
