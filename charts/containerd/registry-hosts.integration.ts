import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'smol-toml';
import { CONTAINERD, type Containerd, lacks, Machine } from './containerd.fixture';
import type { Registry } from './registry-host';
import { type ClusterValues, project, READS_CERTS_D, render } from './registry-hosts.fixture';

const missing = lacks();
if (missing.length > 0) {
  test.skip(`a real containerd pulls from a real registry: this machine lacks ${missing.join('; ')}`, () => {});
  console.warn(`Skipped: a real containerd pulls from a real registry. This machine lacks ${missing.join('; ')}.`);
}

const HARBOR = '10.0.24.28:30002';
const IMAGE = `${HARBOR}/bootcamp/nginx:1.27`;
const SEEDS_ERROR = 'http: server gave HTTP response to HTTPS client';

const harbor: Registry = { scheme: 'http', host: '10.0.24.28', port: 30002 };
const hub: Registry = {
  host: 'docker.io',
  mirrors: [{ scheme: 'http', host: '10.0.24.28', port: 30002, project: 'dockerhub-proxy' }],
  fallback: 'none',
};

(missing.length > 0 ? describe.skip : describe)('a real containerd and a real registry over HTTP', () => {
  const machine = new Machine();
  let containerd: Containerd;
  let registryLog: () => string;
  let digest: string;

  const declare = (registries: readonly Registry[], cluster: ClusterValues = {}) =>
    project(render(registries), machine.path('pod/source'), cluster);
  const script = (environment?: Record<string, string>) => machine.run(machine.pod('once', environment));
  const certs = (...parts: string[]) => machine.path('etc/certs.d', ...parts);

  beforeAll(async () => {
    await machine.start();
    registryLog = (await machine.registry(30002)).log;
    digest = machine.push(IMAGE);
    containerd = await machine.restartContainerd(READS_CERTS_D);
    const version = spawnSync(CONTAINERD, ['--version'], { encoding: 'utf8' }).stdout.trim();
    console.info(`${version}, its CRI plugin over ${Machine.ADDRESS} in a network namespace`);
  });
  afterAll(() => machine.stop());

  // Every test begins on a node that has nothing: no hosts.toml, and no image.
  beforeEach(async () => {
    for (const name of readdirSync(certs())) rmSync(certs(name), { recursive: true });
    for (const name of readdirSync(machine.path('pod/state'))) rmSync(machine.path('pod/state', name));
    await containerd.forget(IMAGE);
  });

  test("before: the seed's error; after: the pull works, and containerd was not restarted", async () => {
    const before = await containerd.pull(IMAGE);
    console.info(`before: ${before.message}`);
    expect(before).toEqual({ ok: false, message: expect.stringContaining(SEEDS_ERROR) });

    declare([harbor]);
    const { status, output } = script();
    expect(status).toBe(0);
    const after = await containerd.pull(IMAGE);
    console.info(`${output}after: pulled ${IMAGE} as ${after.message}`);
    expect(after).toEqual({ ok: true, message: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    expect(await containerd.pull(`${HARBOR}/bootcamp/nginx@${digest}`)).toMatchObject({ ok: true });
    expect(containerd.process.exitCode).toBeNull();
    expect(containerd.log().match(/containerd successfully booted/g)).toHaveLength(1);
  });

  test('docker.io comes through a project of the registry, and from nowhere else', async () => {
    machine.push(`${HARBOR}/dockerhub-proxy/library/nginx:1.27`);
    expect(await containerd.pull('docker.io/library/nginx:1.27')).toMatchObject({ ok: false });

    declare([hub]);
    expect(script().status).toBe(0);
    expect(await containerd.pull('docker.io/library/nginx:1.27')).toMatchObject({ ok: true });
    expect(registryLog()).toContain('/v2/dockerhub-proxy/library/nginx/manifests/1.27?ns=docker.io');

    const absent = await containerd.pull('docker.io/library/absent:1');
    expect(absent).toEqual({ ok: false, message: expect.stringContaining('not found') });
  });

  test('headers come from a Secret: a registry that asks for them is pulled from', async () => {
    await machine.registry(30003, { auth: { silly: { realm: 'http://10.0.24.28:30003/token', service: 'test' } } });
    const image = '10.0.24.28:30003/bootcamp/nginx:1.27';
    const plain: Registry = { scheme: 'http', host: '10.0.24.28', port: 30003 };
    declare([plain]);
    script();
    expect(await containerd.pull(image)).toMatchObject({ ok: false });

    declare([{ ...plain, headers: { Authorization: { secret: 'robot', key: 'header' } } }], {
      'Secret/robot/header': 'Basic "quoted\\"',
    });
    const { status, output } = script();
    expect(status).toBe(0);
    expect(output).not.toContain('quoted');
    expect(await containerd.pull(image)).toMatchObject({ ok: true });
    await containerd.forget(image);
  });

  const openssl = spawnSync('openssl', ['version']).status === 0;
  const why = openssl ? '' : ' (skipped: openssl, which makes the certificate, is not on this machine)';
  (openssl ? test : test.skip)(`TLS is trusted with the CA, and not without it${why}`, async () => {
    const [key, certificate] = [machine.path('tls.key'), machine.path('tls.crt')];
    const subject = ['-subj', '/CN=registry', '-addext', `subjectAltName=IP:${Machine.ADDRESS}`];
    const files = ['-keyout', key, '-out', certificate];
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', ...subject, ...files];
    expect(spawnSync('openssl', made).status).toBe(0);
    await machine.registry(30004, { http: { tls: { certificate, key } } });
    const image = '10.0.24.28:30004/bootcamp/nginx:1.27';
    expect(await containerd.pull(image)).toEqual({ ok: false, message: expect.stringContaining('certificate') });

    declare([{ scheme: 'https', host: '10.0.24.28', port: 30004, ca: { configMap: 'ca', key: 'ca.crt' } }], {
      'ConfigMap/ca/ca.crt': readFileSync(certificate, 'utf8'),
    });
    expect(script().status).toBe(0);
    expect(await containerd.pull(image)).toMatchObject({ ok: true });
    await containerd.forget(image);
  });

  test("a removed registry is plain again: the seed's error is back", async () => {
    declare([harbor, hub]);
    script();
    declare([hub]);
    const { status, output } = script();

    expect(status).toBe(0);
    expect(output).toContain(`removed /etc/containerd/certs.d/${HARBOR}: no longer declared`);
    expect(readdirSync(certs())).toEqual(['docker.io']);
    expect(await containerd.pull(IMAGE)).toEqual({ ok: false, message: expect.stringContaining(SEEDS_ERROR) });
  });

  test('a foreign hosts.toml is left as it is, and still serves pulls', async () => {
    const theirs = `server = "http://${HARBOR}"\n[host."http://${HARBOR}"]\n  capabilities = ["pull", "resolve"]\n`;
    mkdirSync(certs(HARBOR));
    writeFileSync(certs(HARBOR, 'hosts.toml'), theirs);
    declare([harbor]);
    const { status, output } = script();

    expect(status).toBe(1);
    expect(output).toContain(`/etc/containerd/certs.d/${HARBOR} was not made here`);
    expect(readFileSync(certs(HARBOR, 'hosts.toml'), 'utf8')).toBe(theirs);
    declare([]);
    script();
    expect(readFileSync(certs(HARBOR, 'hosts.toml'), 'utf8')).toBe(theirs);
    expect(await containerd.pull(IMAGE)).toMatchObject({ ok: true });
  });

  test('an empty host_port_ hides host:port from containerd, and the pod says so', async () => {
    declare([harbor]);
    mkdirSync(certs('10.0.24.28_30002_'));
    const { status, output } = script();

    expect(status).toBe(1);
    expect(output).toContain('10.0.24.28_30002_ hides');
    expect(await containerd.pull(IMAGE)).toEqual({ ok: false, message: expect.stringContaining(SEEDS_ERROR) });
    rmSync(certs('10.0.24.28_30002_'), { recursive: true });
    expect(script().status).toBe(0);
    expect(await containerd.pull(IMAGE)).toMatchObject({ ok: true });
  });

  test('a script killed at any moment leaves a whole hosts.toml or none', async () => {
    const elsewhere: Registry = { ...harbor, headers: { 'X-Long': { secret: 'long', key: 'value' } } };
    const cluster = { 'Secret/long/value': 'x'.repeat(20_000) };
    const lengths = new Set<number>();
    let killed = 0;
    for (let round = 0; round < 60; round++) {
      declare([round % 2 ? elsewhere : harbor, ...(round % 3 ? [hub] : [])], cluster);
      const run = machine.spawn(machine.pod('once'));
      const ended = once(run, 'exit');
      await pause(round * 2);
      if (run.exitCode === null) {
        // With all that it runs, as a container is killed.
        machine.run(['busybox', 'killall', '-q', '-KILL', 'sh', 'mktemp', 'cat', 'chmod', 'mv', 'rm', 'cmp', 'awk']);
        killed += 1;
      }
      await ended;
      if (!existsSync(certs(HARBOR))) continue;
      const text = readFileSync(certs(HARBOR, 'hosts.toml'), 'utf8');
      expect(parse(text)).toMatchObject({ server: `http://${HARBOR}`, host: { [`http://${HARBOR}`]: {} } });
      lengths.add(text.length);
    }
    console.info(`killed ${killed} of 60 runs; hosts.toml was ${[...lengths].join(' or ')} characters long`);
    expect(killed).toBeGreaterThan(10);
    expect(lengths.size).toBeLessThanOrEqual(2);

    declare([harbor]);
    expect(script().status).toBe(0);
    expect(readFileSync(certs(HARBOR, 'hosts.toml'), 'utf8')).toContain(HARBOR);
    expect(await containerd.pull(IMAGE)).toMatchObject({ ok: true });
  });

  test('two scripts at once do not get in each other’s way', async () => {
    declare([harbor, hub]);
    for (let round = 0; round < 15; round++) {
      const runs = [1, 2, 3].map((copy) => {
        mkdirSync(machine.path('pod/state', `${round}-${copy}`));
        return machine.spawn(machine.pod('once', { STATE: machine.path('pod/state', `${round}-${copy}`) }));
      });
      const codes = await Promise.all(runs.map(async (run) => (await once(run, 'exit'))[0]));
      expect(codes).toEqual([0, 0, 0]);
      expect(readdirSync(certs())).toEqual([HARBOR, 'docker.io']);
      expect(readdirSync(certs(HARBOR))).toEqual(['.registry-hosts', 'hosts.toml']);
      if (round % 2) rmSync(certs(HARBOR), { recursive: true });
      else writeFileSync(certs(HARBOR, 'hosts.toml'), 'edited');
    }
    for (const name of readdirSync(machine.path('pod/state'))) {
      rmSync(machine.path('pod/state', name), { recursive: true });
    }
    script();
    expect(await containerd.pull(IMAGE)).toMatchObject({ ok: true });
  });

  test('a read-only directory: it says so, keeps what is there, and goes on when it can', async () => {
    declare([harbor]);
    script();
    const mount = machine.path('pod/certs.d');
    expect(machine.run(['mount', '-o', 'remount,bind,ro', mount]).status).toBe(0);
    declare([harbor, hub]);
    const { status, output } = script();
    machine.run(['mount', '-o', 'remount,bind,rw', mount]);

    expect(status).toBe(1);
    expect(output).toMatch(/NOT READY: .*docker\.io cannot be made: .*Read-only file system/);
    expect(await containerd.pull(IMAGE)).toMatchObject({ ok: true });
    expect(script().status).toBe(0);
    expect(readdirSync(certs())).toEqual([HARBOR, 'docker.io']);
  });

  test('a full disk: it says so, keeps what is there, and leaves no half', () => {
    declare([harbor]);
    const small = ['mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs'];
    expect(machine.run([...small, machine.path('etc/certs.d')]).status).toBe(0);
    machine.run(['mount', '--bind', machine.path('etc/certs.d'), machine.path('pod/certs.d')]);
    machine.run(['mount', '--bind', machine.path('etc/certs.d'), machine.path('pod/containerd/certs.d')]);
    const inside = (command: string) => machine.run(['sh', '-c', `cd ${machine.path('etc/certs.d')} && ${command}`]);
    expect(script().status).toBe(0);
    inside('dd if=/dev/zero of=filler bs=1k 2>/dev/null');
    const cluster = { 'Secret/long/value': 'x'.repeat(10_000) };
    declare([{ ...harbor, headers: { 'X-Long': { secret: 'long', key: 'value' } } }, hub], cluster);
    const { status, output } = script();
    const left = inside(`cat ${HARBOR}/hosts.toml; ls -A . ${HARBOR}; rm filler`).output;
    const healed = script();
    for (const place of ['pod/containerd/certs.d', 'pod/certs.d', 'etc/certs.d']) {
      machine.run(['umount', machine.path(place)]);
    }

    expect(status).toBe(1);
    expect(output).toMatch(
      /NOT READY: .*10\.0\.24\.28:30002\/hosts\.toml cannot be written: .*No space left on device/,
    );
    expect(left).toContain(`[host."http://${HARBOR}"]`);
    expect(left).not.toContain('.registry-hosts.');
    expect(healed.status).toBe(0);
  });

  test('it has no capability, and cannot write config.toml', () => {
    const { output } = machine.run([...machine.pod('once').slice(0, -2), '-c', 'grep CapEff /proc/self/status']);
    expect(output).toBe('CapEff:\t0000000000000000\n');
    const write = machine.run([...machine.pod('once').slice(0, -2), '-c', 'echo >>"$CONFIG_DIR/config.toml"']);
    expect(write).toEqual({ status: 1, output: expect.stringContaining('Read-only file system') });
    declare([harbor]);
    expect(script().status).toBe(0);
    expect(statSync(certs(HARBOR, 'hosts.toml')).uid).toBe(0);
  });

  describe("the node's config.toml", () => {
    afterAll(async () => {
      containerd = await machine.restartContainerd(READS_CERTS_D);
    });

    test('without config_path: not ready, and what the pod says to write is the cure', async () => {
      containerd = await machine.restartContainerd('version = 2');
      declare([harbor]);
      const { status, output } = script();
      expect(status).toBe(1);
      expect(await containerd.pull(IMAGE)).toEqual({ ok: false, message: expect.stringContaining(SEEDS_ERROR) });

      const cure = output
        .split('\n')
        .map((line) => line.replace('registry-hosts: NOT READY: ', '').trim())
        .filter((line) => line.startsWith('[plugins') || line.startsWith('config_path'));
      expect(cure).toHaveLength(2);
      containerd = await machine.restartContainerd(['version = 2', ...cure].join('\n'));
      expect(script().status).toBe(0);
      expect(await containerd.pull(IMAGE)).toMatchObject({ ok: true });
    });

    test('with mirrors left beside config_path: containerd has no CRI, and the pod says which entry to remove', async () => {
      const mirrors =
        '[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]\n  endpoint = ["http://mirror"]';
      containerd = await machine.restartContainerd(`${READS_CERTS_D}${mirrors}`);
      declare([harbor]);
      const { status, output } = script();

      expect(status).toBe(1);
      expect(output).toContain('registry.mirrors is still set, for docker.io (/etc/containerd/config.toml)');
      expect(containerd.log()).toContain('`mirrors` cannot be set when `config_path` is provided');
      expect(await containerd.pull(IMAGE)).toEqual({ ok: false, message: expect.stringContaining('unknown service') });
    });
  });
});
