/**
 * How long a live Argo CD takes for many Applications of one repository: `npm run bench:live [-- 300 1000]`. It starts the
 * cluster of the live tests, once for each row, and needs what they need (README.md, "Seen on a live Argo CD").
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as readline from 'node:readline';
import { Table } from './table';

const ROOT = path.join(__dirname, '..');
const ARGO = 'argoproj.io/v1alpha1';
const HERE = 'https://kubernetes.default.svc';
const NAMESPACES = 20;

/** Argo CD's own default is two minutes, of which this measures nothing. What it costs to look at all of them is felt either way. */
const LOOKS_EVERY = '60s';

const counts = process.argv.slice(2).map(Number).filter(Boolean);
const JITI = path.join(ROOT, 'node_modules', 'jiti', 'lib', 'jiti-cli.mjs');

function application(i: number, url: string, paths: boolean): string {
  return JSON.stringify({
    apiVersion: ARGO,
    kind: 'Application',
    metadata: {
      name: `app-${i}`,
      namespace: 'argocd',
      ...(paths && { annotations: { 'argocd.argoproj.io/manifest-generate-paths': '.' } }),
    },
    spec: {
      project: 'default',
      source: { repoURL: url, targetRevision: 'main', path: `deploy/app-${i}` },
      destination: { server: HERE, namespace: `team-${i % NAMESPACES}` },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    },
  });
}

const settings = (i: number, color: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: app-${i} }\ndata: { color: ${color} }\n`;

/** Starts the cluster; it lives as long as the standard input of this process is open. */
async function start(): Promise<{ readonly keeper: ChildProcess; readonly line: string }> {
  const keeper = spawn(process.execPath, [JITI, path.join(ROOT, 'test', 'live', 'cluster', 'main.ts')], {
    cwd: ROOT,
    env: { ...process.env, LIVE_LOOKS_EVERY: LOOKS_EVERY },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = readline.createInterface({ input: keeper.stdout as NodeJS.ReadableStream });
  const line = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    keeper.once('exit', () => reject(new Error('the cluster did not start; why is above')));
  });
  return { keeper, line };
}

/** The argument of a process that measures one row. */
const ROW = '--row';

/** How long each of the two may take, in seconds. Generous: the machine may be busy with others. */
const PATIENCE = 7_200;

async function until(isSo: () => Promise<boolean>): Promise<number> {
  const begin = process.hrtime.bigint();
  const passed = () => Number(process.hrtime.bigint() - begin) / 1e9;
  while (!(await isSo())) {
    if (passed() > PATIENCE) throw new Error(`not within ${PATIENCE / 3_600} hours`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  return passed();
}

async function row(count: number, paths: boolean): Promise<readonly string[]> {
  const { keeper, line } = await start();
  try {
    // They read where the cluster is when they are loaded: each row has a process of its own.
    process.env.LIVE = line;
    const { Repository }: typeof import('../test/live/project') = require('../test/live/project');
    const { Kube }: typeof import('../test/live/kube') = require('../test/live/kube');
    const { kubeconfig, temporary } = JSON.parse(line);
    process.env.TMPDIR = temporary;
    const kube = Kube.from(kubeconfig);
    for (let i = 0; i < NAMESPACES; i++)
      await kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: `team-${i}` } });
    const repository = new Repository('bench');
    for (let i = 0; i < count; i++) {
      repository.write({
        [`apps/app-${i}.yaml`]: application(i, repository.url, paths),
        [`deploy/app-${i}/settings.yaml`]: settings(i, 'blue'),
      });
    }
    repository.push('All');
    await kube.apply({
      apiVersion: ARGO,
      kind: 'Application',
      metadata: { name: 'root', namespace: 'argocd' },
      spec: {
        project: 'default',
        source: { repoURL: repository.url, targetRevision: 'main', path: 'apps' },
        destination: { server: HERE, namespace: 'argocd' },
        syncPolicy: { automated: {} },
      },
    });
    const all = async () => await kube.list(ARGO, 'Application', 'argocd');
    const synced = await until(
      async () => (await all()).filter(({ status }) => status?.sync?.status === 'Synced').length === count + 1,
    );
    // Of one of them something changes: who has to be rendered again?
    const log = path.join(path.dirname(kubeconfig), 'repo-server.log');
    const rendered = () => fs.readFileSync(log, 'utf8').split('manifest cache miss').length;
    const before = rendered();
    repository.write({ 'deploy/app-0/settings.yaml': settings(0, 'green') }).push('One');
    const revisions = async () => new Set((await all()).map(({ status }) => status?.sync?.revision));
    const seen = await until(async () => {
      const { data } = await kube.get('v1', 'ConfigMap', 'team-0', 'app-0');
      return data.color === 'green' && (await revisions()).size === 1;
    });
    await kube.close();
    return [
      count.toLocaleString('en'),
      paths ? 'yes' : 'no',
      `${synced.toFixed(0)} s`,
      `${seen.toFixed(0)} s`,
      String(rendered() - before),
    ];
  } finally {
    const gone = new Promise((resolve) => keeper.once('exit', resolve));
    keeper.stdin?.end();
    await gone;
  }
}

async function main(): Promise<void> {
  const table = new Table(
    'Applications on a live Argo CD',
    'manifest-generate-paths',
    'until all are Synced',
    'until all have seen a commit to one',
    'rendered for it',
  );
  for (const count of counts.length > 0 ? counts : [300, 1_000])
    for (const paths of ['no', 'yes']) {
      const cells = execFileSync(process.execPath, [JITI, __filename, ROW, String(count), paths], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      process.stderr.write(`${cells}\n`);
      table.row(...JSON.parse(cells));
    }
  table.print();
}

const [, , what, count, paths] = process.argv;
const done =
  what === ROW
    ? row(Number(count), paths === 'yes').then((cells) => process.stdout.write(JSON.stringify(cells)))
    : main();
done.catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
