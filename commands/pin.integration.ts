import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// pin with real registries is in images/mirror.integration.ts. Here one index answers for every tag, as the OCI
// distribution specification has it (GET and HEAD of a manifest, Docker-Content-Digest): the answers are the same.
const ROOT = resolve(__dirname, '..');
const INDEX = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.index.v1+json',
  manifests: [
    {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: `sha256:${'1'.repeat(64)}`,
      size: 2,
      platform: { os: 'linux', architecture: 'amd64' },
    },
  ],
});
const DIGEST = `sha256:${createHash('sha256').update(INDEX).digest('hex')}`;
let server: Server;
let registry: string;
let directory: string;
/** The registry says that it has no such repository. */
let missing: string | undefined;

beforeAll(async () => {
  server = createServer(({ url = '', method }, response) => {
    if (!url.includes('/manifests/')) return void response.end('{}');
    if (missing !== undefined && url.includes(`/${missing}/`)) return void response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': 'application/vnd.oci.image.index.v1+json',
      'docker-content-digest': DIGEST,
      'content-length': Buffer.byteLength(INDEX),
    });
    response.end(method === 'HEAD' ? undefined : INDEX);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  registry = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  missing = undefined;
  directory = mkdtempSync(join(tmpdir(), 'pin-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A platform with an image in each of the places. */
function declare(...places: readonly ('lock' | 'manifest' | 'value')[]): void {
  declareIn('main.ts', '', places);
}

function declareIn(main: string, props: string, places: readonly ('lock' | 'manifest' | 'value')[]): void {
  const has = (place: 'lock' | 'manifest' | 'value') => places.includes(place);
  writeFileSync(
    join(directory, main),
    `import { ApiObject } from ${JSON.stringify(require.resolve('cdk8s'))};
     import { GroundworkApp } from ${JSON.stringify(join(ROOT, 'lib/charts/app'))};
     import { PlatformImages } from ${JSON.stringify(join(ROOT, 'lib/charts/images/platform-images'))};
     const app = new GroundworkApp(${props});
     const images = PlatformImages.of(app);
     images.declarePlainHttp('${registry}');
     const construct = app.file('infra/chart');
     if (${has('lock')}) images.use('${registry}/a/lock:1', { construct, through: 'image.tag', chart: 'c 1.0.0' });
     if (${has('value')})
       images.use('${registry}/a/value:1', { construct, through: 'init.image', chart: 'c 1.0.0', fromLock: false });
     if (${has('manifest')})
       new ApiObject(app.file('infra/cache'), 'pod', {
         apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' },
         spec: { containers: [{ name: 'c', image: '${registry}/a/manifest:1' }] },
       } as never);
     app.synth();`,
  );
}

function groundwork(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'bin/groundwork.js'), ...args], {
      cwd: directory,
      env: { PATH: process.env.PATH, HOME: directory },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => done({ code, stdout, stderr }));
  });
}

describe('a lock that has older digests', () => {
  const OLD = `sha256:${'b'.repeat(64)}`;
  const lock = () => readFileSync(join(directory, 'images.lock.yaml'), 'utf8');
  const entry = (name: string, digest: string) =>
    `  a/${name}:\n    repository: ${registry}/a/${name}\n    tag: 1@${digest}\n`;

  beforeEach(() => {
    declare('lock', 'manifest');
    const entries = ['lock', 'manifest', 'unused'].map((name) => entry(name, OLD));
    writeFileSync(join(directory, 'images.lock.yaml'), `images:\n${entries.join('')}`);
  });

  test('is compared by --check, which writes nothing', async () => {
    const before = lock();
    const { code, stdout } = await groundwork('pin', '--check');
    expect([code, lock()]).toEqual([1, before]);
    expect(stdout).toContain(`${registry}/a/lock:1 points elsewhere than images.lock.yaml says: ${DIGEST}`);
    expect(stdout).toContain('0 of 2 tags point where images.lock.yaml says.');
    await groundwork('pin');
    expect(await groundwork('pin', '--check')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^2 of 2 tags/),
    });
  });

  test('is written anew, and the report names what moved and what is gone', async () => {
    const { code, stdout } = await groundwork('pin');
    expect([code, lock()]).toEqual([0, expect.stringContaining(entry('lock', DIGEST) + entry('manifest', DIGEST))]);
    expect(stdout).toContain(`moved  ${registry}/a/lock:1`);
    expect(stdout).toContain(`removed  ${registry}/a/unused:1`);
    expect(lock()).not.toContain(OLD);
  });

  test('stays as it is for another app, which starts from its digests and writes a lock of its own', async () => {
    declareIn('other.ts', "{ outdir: 'dist-other' }", ['value', 'lock']);
    const before = lock();
    const images = await groundwork('images', '--check', '--main', 'other.ts');
    expect(images.stdout).not.toContain('used nowhere');
    expect(images.stdout).toContain(`${registry}/a/lock:1  pinned by the lock\n  ${OLD}`);
    const { code, stdout } = await groundwork('pin', '--main', 'other.ts', '--only', '*/lock');
    expect([code, lock()]).toEqual([0, before]);
    const own = () => readFileSync(join(directory, 'images.dist-other.lock.yaml'), 'utf8');
    expect(own()).toContain(entry('lock', DIGEST));
    expect(own()).not.toContain('a/manifest');
    expect(stdout).not.toContain('removed');
    expect(stdout).toContain('images.dist-other.lock.yaml written');
    await groundwork('pin');
    expect(own()).toContain(entry('lock', DIGEST));
  });

  test('keeps what --only does not name', async () => {
    expect((await groundwork('pin', '--only', '*/lock')).code).toBe(0);
    expect(lock()).toContain(entry('lock', DIGEST) + entry('manifest', OLD) + entry('unused', OLD));
  });

  test('keeps the digests that the registry does not give, and the exit code says so', async () => {
    missing = 'a/lock';
    const { code, stderr } = await groundwork('pin');
    expect([code, stderr]).toEqual([2, expect.stringContaining(`failed  ${registry}/a/lock:1`)]);
    expect(lock()).toContain(entry('lock', OLD) + entry('manifest', DIGEST));
  });

  test('is not made empty if the registry gave no digest', async () => {
    rmSync(join(directory, 'images.lock.yaml'));
    missing = 'a';
    expect((await groundwork('pin')).code).toBe(2);
    expect(existsSync(join(directory, 'images.lock.yaml'))).toBe(false);
  });
});

test('after pin, the message says to run synth', async () => {
  declare('lock');
  const { code, stdout } = await groundwork('pin');
  expect(code).toBe(0);
  expect(stdout).toContain('1 new, 0 moved, 0 the same, 0 failed. Review it, then run groundwork synth.');
  expect(stdout).not.toContain('stays unpinned');
});

test('what synth cannot pin is reported, every time, with its place, its digest and what to do', async () => {
  declare('manifest', 'value');
  const first = await groundwork('pin');
  expect(first.code).toBe(0);
  expect(first.stdout).toContain('2 new, 0 moved, 0 the same, 0 failed. Review it.\n');
  const still = [
    `${registry}/a/manifest:1 stays unpinned: infra/cache does not take it from the lock (Pod/p spec.containers[c].image): ` +
      `take it through PlatformImages.of(app).use(…), or write its digest there (${DIGEST}), then run groundwork synth.`,
    `${registry}/a/value:1 stays unpinned: infra/chart does not take it from the lock (init.image): ` +
      `write its digest into that value (${DIGEST}), then run groundwork synth.`,
  ];
  for (const line of still) expect(first.stdout).toContain(line);
  expect(readFileSync(join(directory, 'images.lock.yaml'), 'utf8')).toContain(DIGEST);
  const again = await groundwork('pin');
  expect(again.stdout).toContain('images.lock.yaml stays: 0 new, 0 moved, 2 the same, 0 failed.');
  for (const line of still) expect(again.stdout).toContain(line);
});

test('one image, by the lock for one and by its name for another: both are reported', async () => {
  declare('lock', 'manifest');
  const main = join(directory, 'main.ts');
  writeFileSync(main, readFileSync(main, 'utf8').replace('a/manifest:1', 'a/lock:1'));
  expect((await groundwork('pin')).stdout).toContain('Review it, then run groundwork synth.');
  const { stdout } = await groundwork('pin');
  expect(stdout).toContain('stays: 0 new, 0 moved, 1 the same');
  expect(stdout).toContain(`${registry}/a/lock:1 stays unpinned: infra/cache does not take it from the lock`);
});

test('images says of each what it needs, before and after pin', async () => {
  declare('lock', 'manifest', 'value');
  const findings = async () => (await groundwork('images')).stdout.split('\n').slice(-4, -1);
  expect(await findings()).toEqual([
    `${registry}/a/lock:1 is not pinned (infra/chart). Run groundwork pin.`,
    `${registry}/a/manifest:1 is not pinned, and infra/cache does not take it from the lock (Pod/p spec.containers[c].image): ` +
      'take it through PlatformImages.of(app).use(…), or write its digest there; groundwork pin asks for the digest.',
    `${registry}/a/value:1 is not pinned, and infra/chart does not take it from the lock (init.image): ` +
      'write its digest into that value; groundwork pin asks for the digest.',
  ]);
  await groundwork('pin');
  expect((await findings()).slice(1)).toEqual([
    `${registry}/a/manifest:1 is in the lock, and infra/cache does not use it (Pod/p spec.containers[c].image): ` +
      'take it through PlatformImages.of(app).use(…), or write its digest there.',
    `${registry}/a/value:1 is in the lock, and infra/chart does not use it (init.image): write its digest into that value.`,
  ]);
});
