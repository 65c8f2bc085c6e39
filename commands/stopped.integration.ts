/**
 * A command that is killed, or whose disk is full, at each moment at which it changes a file: everything there is whole, of
 * before or of after, and the same command once more finishes the work. `STOP_EVERY=1` stops at each change, otherwise each
 * command at some twenty.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');
const STOP = path.join(__dirname, '__fixtures__', 'stop-at-write.js');
/** More changes than any of these commands makes. */
const MOST = 400;

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'stopped-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly err: string;
}

function run(args: readonly string[], how?: 'kill' | 'full', at = 0): Promise<Ended> {
  return new Promise((done, fail) => {
    const stop = how === undefined ? [] : ['--require', STOP];
    const child = spawn(process.execPath, [...stop, path.join(ROOT, 'bin/groundwork.js'), ...args], {
      cwd: dir,
      env: { PATH: process.env.PATH, HOME: dir, TMPDIR: os.tmpdir(), STOP_AT: String(at), STOP_HOW: how },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text;
    });
    child.on('error', fail);
    child.on('close', (code, signal) => done({ code, signal, err }));
  });
}

function write(file: string, text: string): void {
  fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
  fs.writeFileSync(path.join(dir, file), text);
}

type Tree = Readonly<Record<string, string>>;

/** Every file of the project with its text, without caches. */
function tree(): Tree {
  const files = fs
    .readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile())
    .map((one): [string, string] => {
      const file = path.join(one.parentPath, one.name);
      return [path.relative(dir, file), fs.readFileSync(file, 'utf8')];
    })
    .filter(([name]) => !/(?:^|\/)(?:node_modules|\.cache|\.npm)\//.test(name));
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const isHidden = (name: string) => name.split('/').some((part) => part.startsWith('.'));

/** The files that are neither as before nor as after. What is hidden is a command's own. */
function half(now: Tree, before: Tree, after: Tree): readonly string[] {
  return Object.entries(now).flatMap(([name, text]) =>
    isHidden(name) || before[name] === text || after[name] === text ? [] : [name],
  );
}

interface Work {
  readonly args: readonly string[];
  /** Makes the project as it is before. */
  prepare(): void | Promise<void>;
  /** Changes what the command works on. */
  change?(): void;
}

let server: Server;
let registry: string;
beforeAll(async () => {
  const index = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [],
  });
  server = createServer(({ url = '', method }, response) => {
    if (!url.includes('/manifests/')) return void response.end('{}');
    response.writeHead(200, {
      'content-type': 'application/vnd.oci.image.index.v1+json',
      'docker-content-digest': `sha256:${createHash('sha256').update(index).digest('hex')}`,
    });
    response.end(method === 'HEAD' ? undefined : index);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  registry = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

/** A platform with a few files. */
const platform = (names: readonly string[], value: string): string => `
  import { ApiObject } from ${JSON.stringify(require.resolve('cdk8s'))};
  import { GroundworkApp } from ${JSON.stringify(path.join(ROOT, 'lib/charts/app'))};
  import { PlatformImages } from ${JSON.stringify(path.join(ROOT, 'lib/charts/images/platform-images'))};
  const app = new GroundworkApp();
  PlatformImages.of(app).declarePlainHttp('${registry}');
  for (const name of ${JSON.stringify(names)})
    new ApiObject(app.file('infra/' + name), 'map', {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { text: '${value}'.repeat(20_000) },
    } as never);
  PlatformImages.of(app).use('${registry}/a/b:1', {
    construct: app.file('infra/a'), through: 'image.tag', chart: 'c 1.0.0',
  });
  app.synth();`;

const LOCK = (digit: string) =>
  `images:\n  a/b:\n    repository: ${registry}/a/b\n    tag: 1@sha256:${digit.repeat(64)}\n`;
const APP = (name: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}, namespace: argocd}
spec:
  project: default
  source: {repoURL: 'https://git.example.com/platform.git', path: web, targetRevision: HEAD}
  destination: {server: 'https://kubernetes.default.svc', namespace: web}
  syncPolicy: {syncOptions: [Prune=ture]}
`;
const REPO = ['--repo', 'https://git.example.com/platform.git=.'];

const WORKS: Readonly<Record<string, Work>> = {
  synth: {
    args: ['synth', '--no-type-check'],
    prepare: async () => {
      write('main.ts', platform(['a', 'b', 'c'], 'old'));
      write('images.lock.yaml', LOCK('b'));
      const { code, err } = await run(['synth', '--no-type-check']);
      expect({ code, err }).toMatchObject({ code: 0 });
    },
    change: () => write('main.ts', platform(['a', 'c', 'd'], 'new')),
  },
  'a first synth': {
    args: ['synth', '--no-type-check'],
    prepare: () => {
      write('main.ts', platform(['a', 'b'], 'new'));
      write('images.lock.yaml', LOCK('b'));
    },
  },
  pin: {
    args: ['pin'],
    prepare: () => {
      write('main.ts', platform(['a'], 'new'));
      write('images.lock.yaml', LOCK('b'));
    },
  },
  'check --write-baseline': {
    args: ['check', 'apps', ...REPO, '--write-baseline'],
    prepare: async () => {
      write('web/cm.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
      write('apps/a.yaml', APP('a'));
      await run(['check', 'apps', ...REPO, '--write-baseline']);
    },
    change: () => write('apps/b.yaml', APP('b')),
  },
  'render --output': {
    args: ['render', '--dir', 'apps', ...REPO, '--output', 'out'],
    prepare: async () => {
      write('web/cm.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
      write('apps/a.yaml', APP('a'));
      await run(['render', '--dir', 'apps', ...REPO, '--output', 'out']);
    },
    change: () => write('web/b.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: b}\n'),
  },
  init: { args: ['init', 'new', '--template', 'apps'], prepare: () => undefined },
};

/** The moments to stop at: all, or about twenty of them. */
function moments(changes: number): readonly number[] {
  const step = process.env.STOP_EVERY === '1' ? 1 : Math.max(1, Math.floor(changes / 20));
  return Array.from({ length: Math.ceil(changes / step) }, (_, at) => 1 + at * step);
}

function restore(to: Tree): void {
  for (const name of fs.readdirSync(dir))
    if (name !== 'node_modules') fs.rmSync(path.join(dir, name), { recursive: true });
  for (const [name, text] of Object.entries(to)) write(name, text);
}

describe.each(Object.entries(WORKS))('%s', (_, { args, prepare, change }) => {
  test.each(['kill', 'full'] as const)(
    '%s: nothing is there by half, and the same once more finishes it',
    async (how) => {
      await prepare();
      change?.();
      const before = tree();
      expect(await run(args)).toMatchObject({ code: 0 });
      const after = tree();
      restore(before);
      // How often it changes something: a run that counts, and is not stopped.
      const changes = await count(args);
      expect(changes).toBeGreaterThan(1);
      for (const at of moments(changes)) {
        restore(before);
        const { code, signal, err } = await run(args, how, at);
        const now = tree();
        expect({ at, half: half(now, before, after) }).toEqual({ at, half: [] });
        if (how === 'kill') expect({ at, signal }).toEqual({ at, signal: 'SIGKILL' });
        else if (code !== 0) {
          expect({ at, code, err }).toEqual({
            at,
            code: 2,
            err: expect.stringMatching(/no space left|ENOSPC|make room/),
          });
          expect({ at, err }).not.toEqual({ at, err: expect.stringMatching(/\n\s+at /) });
        }
        const again = await run(args);
        // A new project that is there in part is somebody's: init says so, and names what it has.
        if (args[0] === 'init' && again.code === 2) {
          expect({ at, err: again.err }).toEqual({ at, err: expect.stringContaining('Nothing was written') });
          continue;
        }
        expect({ at, again }).toMatchObject({ at, again: { code: 0 } });
        expect({ at, tree: tree() }).toEqual({ at, tree: after });
      }
    },
    // Some sixty runs of a command: no time to wait for one that hangs, but what a busy machine needs.
    3_600_000,
  );
});

/** How many changes a command makes. */
async function count(args: readonly string[]): Promise<number> {
  const before = tree();
  let [low, high] = [0, MOST];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    restore(before);
    const { signal } = await run(args, 'kill', middle);
    if (signal === 'SIGKILL') low = middle;
    else high = middle;
  }
  return low;
}

const small = path.join(os.tmpdir(), 'small');
/** A real disk that is full: the stand-in above knows only how the system's error looks. */
const mounted = (): boolean => {
  fs.mkdirSync(small, { recursive: true });
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', small]).status === 0;
};
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mounted();
afterAll(() => {
  if (canMount) spawnSync('umount', [small]);
});

(canMount ? test : test.skip)(`a disk of 256 KiB${canMount ? '' : ' (needs root and mount)'}`, async () => {
  dir = path.join(small, 'project');
  write('main.ts', platform(['a', 'b', 'c'], 'old'));
  write('images.lock.yaml', LOCK('b'));
  expect(await run(['synth', '--no-type-check'])).toMatchObject({ code: 0 });
  const before = tree();
  write('main.ts', platform(['a', 'b', 'c', 'd', 'e', 'f'], 'newer'));
  const { code, err } = await run(['synth', '--no-type-check']);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('no space left') });
  const { 'main.ts': _, ...now } = tree();
  const { 'main.ts': __, ...old } = before;
  expect(now).toEqual(old);
});
