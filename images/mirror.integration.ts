import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { parseImageLock, readImageLock } from './image-lock';
import {
  DockerRegistry,
  missingPrograms,
  type PushedIndex,
  pushIndex,
  pushSignature,
  RegistryProxy,
  sha256,
} from './testing/docker-registry';

// Runs the commands as processes against Debian's docker-registry, and checks with skopeo. Only the token server and
// the failures are simulated, by a proxy in front of the real registry.
const missing = missingPrograms(['docker-registry', 'skopeo', 'htpasswd']);
if (missing.length > 0) {
  console.warn(
    `skipped: ${__filename} needs ${missing.join(', ')} (Debian: apt-get install docker-registry skopeo apache2-utils)`,
  );
}
const withPrograms = missing.length > 0 ? describe.skip : describe;

const ROOT = resolve(__dirname, '..');

interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with a platform that uses images. */
class Platform {
  readonly directory = mkdtempSync(join(tmpdir(), 'platform-'));
  readonly lockFile = join(this.directory, 'images.lock.yaml');
  readonly env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: this.directory,
    NO_PROXY: '127.0.0.1',
  };

  constructor(images: readonly string[], plainHttp: readonly string[] = []) {
    this.declare(images, plainHttp);
  }

  declare(images: readonly string[], plainHttp: readonly string[] = []): void {
    writeFileSync(
      join(this.directory, 'main.ts'),
      `import { GroundworkApp } from ${JSON.stringify(join(ROOT, 'lib/charts/app'))};
       import { PlatformImages } from ${JSON.stringify(join(ROOT, 'lib/charts/images/platform-images'))};
       const app = new GroundworkApp();
       const construct = app.file('infra/test');
       const images = PlatformImages.of(construct);
       for (const registry of ${JSON.stringify(plainHttp)}) images.declarePlainHttp(registry);
       for (const image of ${JSON.stringify(images)}) images.use(image, { construct, through: 'image.tag' });
       app.synth();`,
    );
  }

  dockerConfig(config: object): void {
    mkdirSync(join(this.directory, '.docker'), { recursive: true });
    writeFileSync(join(this.directory, '.docker/config.json'), JSON.stringify(config));
  }

  start(...args: string[]): ChildProcess {
    const options = { cwd: this.directory, env: this.env };
    return spawn(process.execPath, [join(ROOT, 'bin/groundwork.js'), ...args], options);
  }

  run(...args: string[]): Promise<Result> {
    return new Promise((done, reject) => {
      const child = this.start(...args);
      let stdout = '';
      let stderr = '';
      child.stdout?.setEncoding('utf8').on('data', (text) => (stdout += text));
      child.stderr?.setEncoding('utf8').on('data', (text) => (stderr += text));
      child.on('error', reject);
      child.on('close', (code) => done({ code, stdout, stderr }));
    });
  }

  /** A credential helper in PATH. */
  helper(name: string, script: string): void {
    const bin = join(this.directory, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, `docker-credential-${name}`), script);
    chmodSync(join(bin, `docker-credential-${name}`), 0o755);
    this.env.PATH = `${bin}:${process.env.PATH}`;
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** skopeo without the user's configuration, which may rewrite registries or be unreadable. */
function skopeo(args: readonly string[], cwd = tmpdir()): Buffer {
  return execFileSync('skopeo', args, { cwd, env: { PATH: process.env.PATH, TMPDIR: tmpdir(), HOME: cwd } });
}

/** The digest that skopeo, which shares no code with this project, sees under a reference. */
function witnessed(reference: string): string {
  return sha256(skopeo(['inspect', '--raw', '--tls-verify=false', `docker://${reference}`]));
}

withPrograms('pin and mirror with real registries', () => {
  const stops: (() => void)[] = [];
  let source: DockerRegistry;
  let app: PushedIndex;
  let base: PushedIndex;

  beforeAll(async () => {
    source = await DockerRegistry.start();
    stops.push(() => source.stop());
    app = await pushIndex(source.name, 'team/app', '1.0', { seed: 'app', shared: 'base' });
    base = await pushIndex(source.name, 'team/base', '2.0', { seed: 'base', shared: 'base' });
  });
  afterAll(() => {
    for (const stop of stops) stop();
  });

  function platform(images: readonly string[], plainHttp: readonly string[] = [source.name]): Platform {
    const made = new Platform(images, plainHttp);
    stops.push(() => made.remove());
    return made;
  }

  async function registry(options?: { htpasswd: string }): Promise<DockerRegistry> {
    const started = await DockerRegistry.start(options);
    stops.push(() => started.stop());
    return started;
  }

  async function proxy(...args: Parameters<typeof RegistryProxy.start>): Promise<RegistryProxy> {
    const started = await RegistryProxy.start(...args);
    stops.push(started.stop);
    return started;
  }

  test('pin writes the digests of the indexes; images then says that all is pinned; --check says when a tag moves', async () => {
    const own = platform([`${source.name}/team/app:1.0`, `${source.name}/team/moving:1`]);
    const first = await pushIndex(source.name, 'team/moving', '1', { seed: 'before' });

    const pinned = await own.run('pin');
    expect(pinned).toMatchObject({ code: 0, stderr: '' });
    const lock = readImageLock(own.lockFile);
    expect(lock.get(`${source.name}/team/app:1.0`)?.digest).toBe(app.digest);
    expect(lock.get(`${source.name}/team/moving:1`)?.digest).toBe(first.digest);
    expect(witnessed(`${source.name}/team/app:1.0`)).toBe(app.digest);

    expect(await own.run('images', '--check')).toMatchObject({ code: 0, stdout: expect.stringContaining('2 pinned') });
    expect(await own.run('pin', '--check')).toMatchObject({ code: 0 });
    const second = await pushIndex(source.name, 'team/moving', '1', { seed: 'after' });
    const before = readFileSync(own.lockFile, 'utf8');
    const checked = await own.run('pin', '--check');
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain(
      `${source.name}/team/moving:1 points elsewhere than images.lock.yaml says: ${second.digest}`,
    );
    expect(readFileSync(own.lockFile, 'utf8')).toBe(before);

    const only = await own.run('pin', '--only', '*/app');
    expect(only).toMatchObject({ code: 0, stdout: expect.stringContaining('1 the same') });
    expect(readFileSync(own.lockFile, 'utf8')).toBe(before);
  });

  test('an unreachable image keeps its entry, and every failure is reported at once', async () => {
    const own = platform([`${source.name}/team/app:1.0`, `${source.name}/team/base:2.0`]);
    await own.run('pin');
    const before = readFileSync(own.lockFile, 'utf8');
    own.declare(
      [
        `${source.name}/team/app:1.0`,
        `${source.name}/team/base:2.0`,
        `${source.name}/team/app:none`,
        `${source.name}/no/such:1`,
      ],
      [source.name],
    );

    const failed = await own.run('pin');
    expect(failed.code).toBe(2);
    expect(failed.stderr).toContain(`failed  ${source.name}/team/app:none: ${source.name}/team/app/manifests/none: `);
    expect(failed.stderr).toContain(`failed  ${source.name}/no/such:1: `);
    expect(readFileSync(own.lockFile, 'utf8')).toBe(before);
    expect(readdirSync(own.directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('a digest that a chart names gets into the lock, if the registry has it', async () => {
    const moved = await pushIndex(source.name, 'team/chart', '1', { seed: 'as the chart knows it' });
    await pushIndex(source.name, 'team/chart', '1', { seed: 'as the tag is today' });
    const gone = `sha256:${'0'.repeat(64)}`;
    const own = platform([`${source.name}/team/chart:1@${moved.digest}`, `${source.name}/team/base:2.0@${gone}`]);

    const pinned = await own.run('pin');
    expect(pinned.code).toBe(2);
    expect(pinned.stderr).toContain(`${source.name}/team/base:2.0@${gone}: the registry has no such digest`);
    expect([...readImageLock(own.lockFile).values()].map(({ digest }) => digest)).toEqual([moved.digest]);
  });

  test('a registry over plain HTTP that is not declared is refused, and the message says how to declare it', async () => {
    const own = platform([`${source.name}/team/app:1.0`], []);
    const refused = await own.run('pin');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(`--plain-http ${source.name}`);
    expect(existsSync(own.lockFile)).toBe(false);
    expect(await own.run('pin', '--plain-http', source.name)).toMatchObject({ code: 0 });
  });

  test('mirror copies every platform by digest, mounts what the images share, and a second run sends nothing', async () => {
    const own = platform([`${source.name}/team/app:1.0`, `${source.name}/team/base:2.0`]);
    await own.run('pin');
    const target = await registry();
    const watched = await proxy(target.port);
    const sourceInPath = source.name.replace(':', '-');

    const mirrored = await own.run('mirror', '--to', `${watched.name}/mirror`, '--plain-http', '--concurrency', '1');
    expect(mirrored).toMatchObject({ code: 0, stdout: expect.stringContaining('2 copied, 0 there already, 0 failed') });
    expect(mirrored.stdout).toContain('1 mounted');
    const copy = `${target.name}/mirror/${sourceInPath}/team/app`;
    expect(witnessed(`${copy}:1.0`)).toBe(app.digest);
    expect(witnessed(`${target.name}/mirror/${sourceInPath}/team/base:2.0`)).toBe(base.digest);
    for (const digest of app.manifests) expect(witnessed(`${copy}@${digest}`)).toBe(digest);
    // skopeo reads every blob of every platform, and compares it with its digest.
    const pulled = join(own.directory, 'pulled');
    skopeo(['copy', '--all', '--src-tls-verify=false', `docker://${copy}@${app.digest}`, `dir:${pulled}`]);

    const writes = () => watched.seen.filter((request) => !/^(?:GET|HEAD) /.test(request)).length;
    const before = writes();
    const again = await own.run('mirror', '--to', `${watched.name}/mirror`, '--plain-http');
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('0 copied, 2 there already, 0 failed') });
    expect(writes()).toBe(before);
  });

  test('signatures stay behind unless they are asked for; then they refer to the copy', async () => {
    const signed = await pushIndex(source.name, 'team/signed', '1', { seed: 'signed' });
    const signature = await pushSignature(source.name, 'team/signed', signed.digest);
    const own = platform([`${source.name}/team/signed:1`]);
    await own.run('pin');
    const target = await registry();
    const copy = `${target.name}/${source.name.replace(':', '-')}/team/signed`;
    const tag = signed.digest.replace(':', '-');

    expect(await own.run('mirror', '--to', target.name, '--plain-http')).toMatchObject({ code: 0 });
    expect(() => witnessed(`${copy}:${tag}.sig`)).toThrow();
    expect(await own.run('mirror', '--to', target.name, '--plain-http', '--referrers')).toMatchObject({ code: 0 });
    expect(witnessed(`${copy}:${tag}.sig`)).toBe(signature);
    const list = skopeo(['inspect', '--raw', '--tls-verify=false', `docker://${copy}:${tag}`]);
    expect(JSON.parse(list.toString()).manifests).toMatchObject([{ digest: signature }]);
  });

  test('a folder carries the images over: written where their registry is reached, read where only the own one is', async () => {
    const own = platform([`${source.name}/team/app:1.0`, `${source.name}/team/base:2.0`]);
    await own.run('pin');
    const written = await own.run('mirror', '--to', 'oci:carry');
    expect(written).toMatchObject({ code: 0, stdout: expect.stringContaining('2 copied, 0 there already, 0 failed') });
    // A program that shares no code with this one reads it: by the whole name, and every blob by its digest.
    const index = sha256(skopeo(['inspect', '--raw', `oci:carry:${source.name}/team/app:1.0`], own.directory));
    expect(index).toBe(app.digest);
    skopeo(['copy', '--all', `oci:carry:${source.name}/team/base:2.0`, 'dir:read'], own.directory);
    const again = await own.run('mirror', '--to', 'oci:carry');
    expect(again.stdout).toContain('0 copied, 2 there already, 0 failed; 0 blobs sent');

    const inside = platform([`${source.name}/team/app:1.0`, `${source.name}/team/base:2.0`], []);
    writeFileSync(inside.lockFile, readFileSync(own.lockFile));
    const target = await registry();
    const carry = join(own.directory, 'carry');
    const read = await inside.run('mirror', '--from', `oci:${carry}`, '--to', `${target.name}/mirror`, '--plain-http');
    expect(read).toMatchObject({ code: 0, stdout: expect.stringContaining('2 copied, 0 there already, 0 failed') });
    const sourceInPath = source.name.replace(':', '-');
    expect(witnessed(`${target.name}/mirror/${sourceInPath}/team/app:1.0`)).toBe(app.digest);
    expect(witnessed(`${target.name}/mirror/${sourceInPath}/team/base:2.0`)).toBe(base.digest);
  });

  test('a folder that was changed on the way, lacks an image, or is none, is refused in these words', async () => {
    const own = platform([`${source.name}/team/app:1.0`, `${source.name}/team/base:2.0`]);
    await own.run('pin');
    await own.run('mirror', '--to', 'oci:carry', '--only', '*/app');
    const target = await registry();
    const from = (folder: string) => own.run('mirror', '--from', `oci:${folder}`, '--to', target.name, '--plain-http');
    const lacking = await from('carry');
    expect(lacking.code).toBe(2);
    expect(lacking.stderr).toContain('it is not in the folder');
    expect(lacking.stdout).toContain('1 copied, 0 there already, 1 failed');

    const other = await registry();
    const file = join(own.directory, 'carry/blobs/sha256', app.digest.slice('sha256:'.length));
    writeFileSync(file, `${readFileSync(file, 'utf8')} `);
    const changed = await own.run('mirror', '--from', 'oci:carry', '--to', other.name, '--plain-http');
    expect(changed.stderr).toContain('the file was changed');

    expect((await from('nowhere')).stderr).toContain('it is no folder in OCI layout');
    const mine = await own.run('mirror', '--to', 'oci:.');
    expect(mine.stderr).toContain('has files, and is no folder in OCI layout');
  });

  test('a killed mirror goes on where it stopped: no blob is sent twice', async () => {
    const big = await pushIndex(source.name, 'team/big', '1', { seed: 'big', layerSize: 3_000_000 });
    const own = platform([`${source.name}/team/big:1`]);
    await own.run('pin');
    const target = await registry();
    const isCommit = (method: string, path: string) => method === 'PUT' && path.includes('/blobs/uploads/');
    let child: ChildProcess | undefined;
    let committed = 0;
    const killing = await proxy(target.port, undefined, (method, path, status) => {
      if (isCommit(method, path) && status === 201 && ++committed === 2) child?.kill('SIGKILL');
    });

    child = own.start('mirror', '--to', killing.name, '--plain-http');
    await new Promise((done) => child?.on('close', done));
    expect(child.signalCode).toBe('SIGKILL');
    expect(() => witnessed(`${target.name}/${source.name.replace(':', '-')}/team/big:1`)).toThrow();

    const counting = await proxy(target.port);
    const resumed = await own.run('mirror', '--to', counting.name, '--plain-http');
    expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining('1 copied') });
    const sent = counting.seen.filter((request) => isCommit(...(request.split(' ') as [string, string])));
    expect(sent).toHaveLength(big.blobs.length - 2);
    expect(witnessed(`${target.name}/${source.name.replace(':', '-')}/team/big:1`)).toBe(big.digest);
  });

  test('server errors, broken connections and short rate limits are sat out', async () => {
    const own = platform([]);
    const answered = new Map<string, number>();
    const flaky = (incoming: IncomingMessage, outgoing: ServerResponse): boolean => {
      // The first request of each kind fails, each kind in its own way.
      const kind = `${incoming.method} ${incoming.url?.replace(/\?.*|sha256:[a-f0-9]+|uploads\/.*/g, '')}`;
      const times = (answered.get(kind) ?? 0) + 1;
      answered.set(kind, times);
      if (times > 1) return false;
      const way = answered.size % 3;
      if (way === 0) outgoing.destroy();
      else if (way === 1) outgoing.writeHead(503).end('busy');
      else outgoing.writeHead(429, { 'retry-after': '0' }).end();
      return true;
    };
    const from = await proxy(source.port, flaky);
    const target = await registry();
    const to = await proxy(target.port, flaky);
    own.declare([`${from.name}/team/app:1.0`], [from.name]);

    expect(await own.run('pin')).toMatchObject({ code: 0, stderr: '' });
    expect(await own.run('mirror', '--to', to.name, '--plain-http')).toMatchObject({ code: 0 });
    expect(witnessed(`${target.name}/${from.name.replace(':', '-')}/team/app:1.0`)).toBe(app.digest);
    expect([...answered.values()].filter((times) => times > 1).length).toBeGreaterThan(5);
  });

  test('a download that breaks off in the middle is begun again', async () => {
    const cut = new Set<string>();
    const from = await proxy(source.port, (incoming, outgoing) => {
      const { method, url = '' } = incoming;
      if (method !== 'GET' || !url.includes('/blobs/') || cut.has(url)) return false;
      cut.add(url);
      outgoing.writeHead(200, { 'content-length': '2000' }).write(Buffer.alloc(50), () => outgoing.destroy());
      return true;
    });
    const own = platform([`${from.name}/team/app:1.0`], [from.name]);
    const target = await registry();
    await own.run('pin');
    expect(await own.run('mirror', '--to', target.name, '--plain-http')).toMatchObject({ code: 0 });
    expect(cut.size).toBe(app.blobs.length);
    expect(witnessed(`${target.name}/${from.name.replace(':', '-')}/team/app:1.0`)).toBe(app.digest);
  });

  test('the proxy that HTTP_PROXY names is used, and says nothing on its own', async () => {
    const connected: string[] = [];
    const server = createServer().on('connect', (incoming, socket, head) => {
      connected.push(incoming.url ?? '');
      const onward = connect(source.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.write(head);
        onward.pipe(socket).pipe(onward);
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    stops.push(() => server.close());
    const own = platform(['registry.test:5000/team/app:1.0'], ['registry.test:5000']);
    own.env.HTTP_PROXY = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    expect(await own.run('pin')).toMatchObject({ code: 0, stderr: '' });
    expect(connected).toContain('registry.test:5000');
  });

  test('a long rate limit is reported and not waited for', async () => {
    const limited = await proxy(source.port, (_, outgoing) => {
      outgoing.writeHead(429, { 'retry-after': '3600', 'ratelimit-limit': '100;w=21600' }).end();
      return true;
    });
    const own = platform([`${limited.name}/team/app:1.0`], [limited.name]);
    const failed = await own.run('pin');
    expect(failed.code).toBe(2);
    expect(failed.stderr).toContain(`${limited.name}: rate limit reached (100 pulls); try again in 3600 s.`);
  });

  test('a registry that changes bytes is found out, in the manifest and in a blob', async () => {
    const lying = await proxy(source.port, (incoming, outgoing) => {
      if (incoming.method !== 'GET' || !incoming.url?.includes('/manifests/')) return false;
      outgoing.writeHead(200, { 'content-type': 'application/vnd.oci.image.index.v1+json' }).end('{"manifests":[]}');
      return true;
    });
    const pinning = platform([`${lying.name}/team/app:1.0`], [lying.name]);
    const failed = await pinning.run('pin');
    expect(failed.code).toBe(2);
    expect(failed.stderr).toContain(`the registry says ${app.digest}, and its bytes are sha256:`);

    const damaged = await proxy(source.port, (incoming, outgoing) => {
      if (incoming.method !== 'GET' || !incoming.url?.includes('/blobs/')) return false;
      outgoing.writeHead(200, { 'content-length': '2000' }).end(Buffer.alloc(2000));
      return true;
    });
    const mirroring = platform([`${damaged.name}/team/app:1.0`], [damaged.name]);
    const target = await registry();
    await mirroring.run('pin');
    const refused = await mirroring.run('mirror', '--to', target.name, '--plain-http');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/failed {2}.*team\/app:1\.0: /);
    expect(() => witnessed(`${target.name}/${damaged.name.replace(':', '-')}/team/app:1.0`)).toThrow();
  });

  test('password authentication: without a login, with a wrong one, from the file, from a helper', async () => {
    const htpasswd = execFileSync('htpasswd', ['-Bbn', '-C', '4', 'robot$mirror', 'pass:word'], { encoding: 'utf8' });
    const closed = await registry({ htpasswd });
    const auth = (password: string) => Buffer.from(`robot$mirror:${password}`).toString('base64');
    await pushIndex(closed.name, 'private/app', '1', { seed: 'private', authorization: `Basic ${auth('pass:word')}` });
    const own = platform([`${closed.name}/private/app:1`], [closed.name]);

    const anonymous = await own.run('pin');
    expect(anonymous.code).toBe(2);
    expect(anonymous.stderr).toContain(`nobody is logged in. Run docker login ${closed.name}.`);
    own.dockerConfig({ auths: { [closed.name]: { auth: auth('wrong') } } });
    const wrong = await own.run('pin');
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('401');
    expect(wrong.stderr + wrong.stdout).not.toContain(auth('wrong'));

    own.dockerConfig({ auths: { [closed.name]: { auth: auth('pass:word') } } });
    expect(await own.run('pin')).toMatchObject({ code: 0, stderr: '' });
    const target = await registry({ htpasswd });
    own.dockerConfig({ credsStore: 'test' });
    own.helper(
      'test',
      '#!/bin/sh\nread -r server\nprintf \'{"ServerURL":"%s","Username":"robot$mirror","Secret":"pass:word"}\' "$server"\n',
    );
    expect(await own.run('mirror', '--to', `${target.name}/x`, '--plain-http', target.name)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('copied'),
    });
  });

  test('token authentication: a token for each scope, a password or an identity token for the token server', async () => {
    // Copies https://distribution.github.io/distribution/spec/auth/token/ and .../oauth/; the registry behind it is real.
    const asked: { method?: string; scopes: string[]; authorization?: string; body: string }[] = [];
    const tokens = new Map<string, string[]>();
    const answer = (incoming: IncomingMessage, outgoing: ServerResponse): boolean => {
      const url = new URL(incoming.url ?? '', 'http://test');
      if (url.pathname === '/token') {
        let body = '';
        incoming.on('data', (chunk) => (body += chunk));
        incoming.on('end', () => {
          const form = new URLSearchParams(body);
          const scopes = [...url.searchParams.getAll('scope'), ...(form.get('scope')?.split(' ') ?? [])];
          asked.push({ method: incoming.method, scopes, authorization: incoming.headers.authorization, body });
          const token = `token-${asked.length}`;
          tokens.set(`Bearer ${token}`, scopes);
          outgoing.end(JSON.stringify(incoming.method === 'POST' ? { access_token: token } : { token }));
        });
        return true;
      }
      const [, repository] = /^\/v2\/(.*?)\/(?:blobs|manifests)\//.exec(url.pathname) ?? [];
      const action = /GET|HEAD/.test(incoming.method ?? '') ? 'pull' : 'push';
      const granted = tokens.get(incoming.headers.authorization ?? '') ?? [];
      if (granted.some((scope) => scope.startsWith(`repository:${repository}:`) && scope.includes(action)))
        return false;
      const challenge = `Bearer realm="http://${incoming.headers.host}/token",service="registry, \\"test\\"",scope="repository:${repository}:pull"`;
      outgoing.writeHead(401, { 'www-authenticate': challenge }).end();
      return true;
    };
    const from = await proxy(source.port, answer);
    const target = await registry();
    const to = await proxy(target.port, answer);
    const own = platform([`${from.name}/team/app:1.0`, `${from.name}/team/base:2.0`], [from.name]);
    own.dockerConfig({
      auths: { [from.name]: { username: 'me', password: 'secret' }, [to.name]: { identitytoken: 'refresh me' } },
    });

    expect(await own.run('pin')).toMatchObject({ code: 0, stderr: '' });
    expect(asked.map(({ authorization }) => authorization)).toContain(
      `Basic ${Buffer.from('me:secret').toString('base64')}`,
    );
    expect(await own.run('mirror', '--to', to.name, '--plain-http', '--concurrency', '1')).toMatchObject({ code: 0 });
    expect(asked.some(({ method, body }) => method === 'POST' && body.includes('refresh_token=refresh+me'))).toBe(true);
    // The mount needs to pull from one repository and push to the other, with one token.
    expect(asked.some(({ scopes }) => new Set(scopes.map((scope) => scope.split(':')[1])).size === 2)).toBe(true);
    expect(witnessed(`${target.name}/${from.name.replace(':', '-')}/team/app:1.0`)).toBe(app.digest);
  });

  test('the lists are what crane and skopeo take', async () => {
    const own = platform([`${source.name}/team/app:1.0`]);
    await own.run('pin');
    const { stdout: lines } = await own.run('images', '--format', 'crane');
    expect(lines).toBe(`${source.name}/team/app:1.0@${app.digest}\n`);

    const { stdout: list } = await own.run('images', '--format', 'skopeo');
    expect(parse(list)).toEqual({ [source.name]: { 'tls-verify': false, images: { 'team/app': [app.digest] } } });
    writeFileSync(join(own.directory, 'list.yaml'), list);
    skopeo(['sync', '--all', '--src', 'yaml', '--dest', 'dir', 'list.yaml', 'synced'], own.directory);
    const [copy] = readdirSync(join(own.directory, 'synced'));
    expect(sha256(readFileSync(join(own.directory, 'synced', copy, 'manifest.json')))).toBe(app.digest);
  });

  test('the lock that pin writes has one entry an image, sorted, with nothing but repository and tag', async () => {
    const own = platform([
      `${source.name}/team/base:2.0`,
      `${source.name}/team/app:1.0`,
      `${source.name}/team/app:1.0`,
    ]);
    await own.run('pin');
    const text = readFileSync(own.lockFile, 'utf8');
    expect(parse(text)).toEqual({
      images: {
        'team/app': { repository: `${source.name}/team/app`, tag: `1.0@${app.digest}` },
        'team/base': { repository: `${source.name}/team/base`, tag: `2.0@${base.digest}` },
      },
    });
    expect([...parseImageLock(text).keys()]).toEqual([`${source.name}/team/app:1.0`, `${source.name}/team/base:2.0`]);
  });
});
