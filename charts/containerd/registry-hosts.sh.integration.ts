import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import type { Registry } from './registry-host';
import { Node, READS_CERTS_D, type Shell, shells } from './registry-hosts.fixture';

const HARBOR: Registry = { scheme: 'http', host: '10.0.24.28', port: 30002 };
const DIRECTORY = '10.0.24.28:30002';
const HUB: Registry = {
  host: 'docker.io',
  mirrors: [{ scheme: 'http', host: '10.0.24.28', port: 30002, project: 'dockerhub-proxy' }],
};
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

const scratch = mkdtempSync(join(tmpdir(), 'registry-hosts-shells-'));
const { found, missing } = shells(scratch);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

for (const name of missing) {
  test.skip(`registry-hosts.sh in ${name}: not on this machine, or without stat -c and mv -T`, () => {});
  console.warn(`registry-hosts.sh is not tried with ${name}: not on this machine, or without stat -c and mv -T.`);
}

const suite = found.length > 0 ? describe.each(found.map((shell): [string, Shell] => [shell.name, shell])) : undefined;

suite?.('registry-hosts.sh in %s', (_, shell) => {
  let node: Node;
  beforeEach(() => {
    node = new Node(shell);
  });
  afterEach(() => node.remove());

  const hosts = (directory: string) => `containerd/certs.d/${directory}/hosts.toml`;

  test('writes what is declared, readable to all, and is ready', () => {
    node.declare([HARBOR, HUB]);
    const { status, output } = node.run('once');

    expect(output).toBe(
      [
        'registry-hosts: made /etc/containerd/certs.d/10.0.24.28:30002',
        'registry-hosts: made /etc/containerd/certs.d/docker.io',
        'registry-hosts: ready: /etc/containerd/certs.d is as declared, and containerd reads it',
        '',
      ].join('\n'),
    );
    expect(status).toBe(0);
    expect(node.list()).toEqual([DIRECTORY, 'docker.io']);
    expect(node.list(DIRECTORY)).toEqual(['.registry-hosts', 'hosts.toml']);
    expect(node.read(hosts(DIRECTORY))).toBe(node.read(`source/${DIRECTORY}/hosts.toml`));
    expect(statSync(node.path(hosts(DIRECTORY))).mode & 0o777).toBe(0o644);
    expect(statSync(join(node.certs, DIRECTORY)).mode & 0o777).toBe(0o755);
    expect(node.run('ready')).toEqual({ status: 0, output: '' });
  });

  test('touches nothing when nothing changed', () => {
    node.declare([HARBOR]);
    node.run('once');
    const before = statSync(node.path(hosts(DIRECTORY)));
    const { output } = node.run('once');

    expect(output).toBe('registry-hosts: ready: /etc/containerd/certs.d is as declared, and containerd reads it\n');
    expect(statSync(node.path(hosts(DIRECTORY))).ino).toBe(before.ino);
  });

  test.each([
    ['edited', (file: string) => writeFileSync(file, 'server = "https://elsewhere"\n'), 'wrote'],
    ['emptied', (file: string) => writeFileSync(file, ''), 'wrote'],
    ['deleted', (file: string) => unlinkSync(file), 'wrote'],
    ['deleted with its directory', (file: string) => rmSync(join(file, '..'), { recursive: true }), 'made'],
    ['linked to elsewhere', (file: string) => [unlinkSync(file), symlinkSync('/dev/null', file)], 'wrote'],
  ])('puts back a hosts.toml that was %s', (_what, damage, verb) => {
    node.declare([HARBOR]);
    node.run('once');
    const right = node.read(hosts(DIRECTORY));
    damage(node.path(hosts(DIRECTORY)));
    const { status, output } = node.run('once');

    expect(status).toBe(0);
    expect(output).toContain(`registry-hosts: ${verb} /etc/containerd/certs.d/${DIRECTORY}`);
    expect(node.read(hosts(DIRECTORY))).toBe(right);
  });

  test('removes the directory of a registry that is no longer declared, and no other', () => {
    node.declare([HARBOR, HUB]);
    node.run('once');
    node.write('containerd/certs.d/quay.io/hosts.toml', 'server = "https://quay.io"\n');
    node.declare([HARBOR]);
    const { status, output } = node.run('once');

    expect(status).toBe(0);
    expect(output).toContain('registry-hosts: removed /etc/containerd/certs.d/docker.io: no longer declared\n');
    expect(node.list()).toEqual([DIRECTORY, 'quay.io']);
  });

  test.each([['ca-2024-corp.crt'], ['ca-1x.crt'], ['ca-100.crt'], ['ca-old.crt'], ['hosts.toml.bak']])(
    'leaves %s, which is not its own, where it was when the registry is no longer declared',
    (name) => {
      node.declare([HARBOR]);
      node.run('once');
      node.write(`containerd/certs.d/${DIRECTORY}/${name}`, 'somebody else needs this\n');
      node.declare([]);
      const { status, output } = node.run('once');

      expect(status).toBe(0);
      expect(output).toContain('the directory has other files and stays');
      expect(node.read(`containerd/certs.d/${DIRECTORY}/${name}`)).toBe('somebody else needs this\n');
      expect(() => node.read(hosts(DIRECTORY))).toThrow();
    },
  );

  test('with an empty list removes everything that it wrote', () => {
    node.declare([HARBOR, HUB]);
    node.run('once');
    node.declare([]);

    expect(node.run('once').status).toBe(0);
    expect(node.list()).toEqual([]);
  });

  test('removes nothing when the list cannot be read: a volume that is not there is not an empty list', () => {
    node.declare([HARBOR]);
    node.run('once');
    rmSync(node.source, { recursive: true });
    const { status, output } = node.run('once');

    expect(status).toBe(1);
    expect(output).toContain('source/registries: cannot read the list of registries; nothing was changed');
    expect(node.list()).toEqual([DIRECTORY]);
  });

  test("keeps files that were put by hand beside a removed registry's hosts.toml", () => {
    node.declare([HARBOR, HUB]);
    node.run('once');
    node.write('containerd/certs.d/docker.io/client.cert', 'theirs');
    node.declare([HARBOR]);
    const { output } = node.run('once');

    expect(output).toContain('removed hosts.toml from /etc/containerd/certs.d/docker.io');
    expect(node.list('docker.io')).toEqual(['client.cert']);
  });

  describe('a directory that it did not make', () => {
    test('is left alone, and keeps the pod from being ready, if it says something else', () => {
      const theirs = 'server = "http://10.0.24.28:30002"\n[host."http://10.0.24.28:30002"]\n  skip_verify = true\n';
      node.write(hosts(DIRECTORY), theirs);
      node.declare([HARBOR, HUB]);
      const { status, output } = node.run('once');

      expect(status).toBe(1);
      expect(output).toContain(`NOT READY: /etc/containerd/certs.d/${DIRECTORY} was not made here`);
      expect(node.read(hosts(DIRECTORY))).toBe(theirs);
      expect(node.list(DIRECTORY)).toEqual(['hosts.toml']);
      expect(node.list()).toContain('docker.io');
      expect(node.run('ready')).toEqual({ status: 1, output: expect.stringContaining('remove it on the node') });
    });

    test('is fine if it says the same', () => {
      node.declare([HARBOR]);
      node.write(hosts(DIRECTORY), node.read(`source/${DIRECTORY}/hosts.toml`));

      expect(node.run('once').status).toBe(0);
      expect(node.list(DIRECTORY)).toEqual(['hosts.toml']);
    });

    test('is not removed', () => {
      node.write('containerd/certs.d/ghcr.io/hosts.toml', 'theirs');
      node.write('containerd/certs.d/k8s.io/.registry-hosts', 'another/daemon-set\n');
      node.declare([HARBOR]);

      expect(node.run('once').status).toBe(0);
      expect(node.list()).toEqual([DIRECTORY, 'ghcr.io', 'k8s.io']);
    });

    test('is taken if it is empty: a crash may have left it', () => {
      mkdirSync(join(node.certs, DIRECTORY));
      node.declare([HARBOR]);

      expect(node.run('once').status).toBe(0);
      expect(node.list(DIRECTORY)).toEqual(['.registry-hosts', 'hosts.toml']);
    });

    test('that is a link is not followed', () => {
      mkdirSync(node.path('elsewhere'));
      symlinkSync(node.path('elsewhere'), join(node.certs, DIRECTORY));
      node.declare([HARBOR]);

      expect(node.run('once').status).toBe(1);
      expect(node.has('elsewhere/hosts.toml')).toBe(false);
    });

    test('hides host:port if it is called host_port_: containerd takes that one first, even empty', () => {
      mkdirSync(join(node.certs, '10.0.24.28_30002_'));
      node.declare([HARBOR]);
      const { status, output } = node.run('once');

      expect(status).toBe(1);
      expect(output).toContain(
        '/etc/containerd/certs.d/10.0.24.28_30002_ hides /etc/containerd/certs.d/10.0.24.28:30002',
      );
      expect(node.list()).toEqual([DIRECTORY, '10.0.24.28_30002_'].sort());
    });
  });

  describe('what only the cluster knows', () => {
    const secured: Registry = {
      scheme: 'https',
      host: 'registry.example.com',
      ca: { secret: 'ca', key: 'ca.crt' },
      headers: { Authorization: { secret: 'robot', key: 'header' } },
    };
    const cluster = { 'Secret/ca/ca.crt': PEM, 'Secret/robot/header': 'Basic cm9ib3Q6IlwiJw==\n' };
    const file = hosts('registry.example.com');

    test('is put beside and into hosts.toml, which then only root can read', () => {
      node.declare([secured], cluster);
      const { status, output } = node.run('once');

      expect(status).toBe(0);
      expect(output).not.toContain('cm9ib3Q6');
      expect(parse(node.read(file))).toMatchObject({
        server: 'https://registry.example.com',
        ca: 'ca.crt',
        host: { 'https://registry.example.com': { ca: 'ca.crt', header: { Authorization: 'Basic cm9ib3Q6IlwiJw==' } } },
      });
      expect(statSync(node.path(file)).mode & 0o777).toBe(0o600);
      expect(node.read('containerd/certs.d/registry.example.com/ca.crt')).toBe(PEM);
    });

    test.each(['quote " and \\ backslash', '\\', '"', 'a\\"b\\\\"', "it's $HOME `id` %s *"])('may be %j', (value) => {
      node.declare([secured], { ...cluster, 'Secret/robot/header': value });

      expect(node.run('once').status).toBe(0);
      expect(parse(node.read(file))).toMatchObject({ header: { Authorization: value } });
    });

    test.each([
      ['of two lines', 'Basic a\nX-Injected: b'],
      ['with a carriage return', 'Basic a\r\n'],
      ['with a tab', 'Basic\ta'],
      ['with a byte above ASCII', 'Basic ä'],
      ['of nothing but a line end', '\n'],
    ])('is refused as a header value %s, without repeating it', (_what, value) => {
      node.declare([secured, HARBOR], { ...cluster, 'Secret/robot/header': value });
      const { status, output } = node.run('once');

      expect(status).toBe(1);
      expect(output).toContain('the value of Authorization (headers/1) is not one line of printable ASCII');
      expect(output).not.toContain('Basic');
      expect(node.list()).toEqual([DIRECTORY]);
    });

    test('holds up its own registry while it is missing, and names it', () => {
      node.declare([secured, HARBOR], { 'Secret/ca/ca.crt': PEM });
      const { status, output } = node.run('once');

      expect(status).toBe(1);
      expect(output).toContain('registry.example.com waits for: Secret/robot/header');
      expect(node.list()).toEqual([DIRECTORY]);
      node.declare([secured, HARBOR], cluster);
      expect(node.run('once').status).toBe(0);
    });

    test('that goes missing later does not take away what stands on the node', () => {
      node.declare([secured], cluster);
      node.run('once');
      node.declare([secured], {});

      expect(node.run('once').status).toBe(1);
      expect(node.read(file)).toContain('cm9ib3Q6');
    });

    test('is renewed when it changes, and removed when it is no longer declared', () => {
      node.declare([secured], cluster);
      node.run('once');
      node.declare([secured], { ...cluster, 'Secret/ca/ca.crt': PEM.replace('MIIB', 'MIIC') });
      expect(node.run('once').output).toContain('wrote /etc/containerd/certs.d/registry.example.com/ca.crt');
      expect(node.read('containerd/certs.d/registry.example.com/ca.crt')).toContain('MIIC');

      node.declare([{ scheme: 'https', host: 'registry.example.com' }]);
      expect(node.run('once').status).toBe(0);
      expect(node.list('registry.example.com')).toEqual(['.registry-hosts', 'hosts.toml']);
      expect(statSync(node.path(file)).mode & 0o777).toBe(0o644);
    });
  });

  describe('after a crash', () => {
    test('finishes a directory whose marker is the only thing in it', () => {
      node.write(`containerd/certs.d/${DIRECTORY}/.registry-hosts`, 'registry-hosts/registry-hosts\n');
      node.declare([HARBOR]);

      expect(node.run('once').status).toBe(0);
      expect(node.list(DIRECTORY)).toEqual(['.registry-hosts', 'hosts.toml']);
    });

    test('knows its directory though a power cut emptied the files', () => {
      node.write(`containerd/certs.d/${DIRECTORY}/.registry-hosts`, '');
      node.write(hosts(DIRECTORY), '');
      node.declare([HARBOR]);

      expect(node.run('once').status).toBe(0);
      expect(node.read(hosts(DIRECTORY))).toContain('server = "http://10.0.24.28:30002"');
      expect(node.read(`containerd/certs.d/${DIRECTORY}/.registry-hosts`)).toMatch(/^registry-hosts\/registry-hosts\n/);
    });

    test('removes old temporary files, and leaves those that a second copy may be writing', () => {
      node.declare([HARBOR]);
      node.run('once');
      node.write('containerd/certs.d/.registry-hosts.oldone/hosts.toml', 'half');
      node.write('containerd/certs.d/.registry-hosts.gone/docker.io/hosts.toml', 'half');
      node.write(`containerd/certs.d/${DIRECTORY}/.registry-hosts.oldtwo`, 'half');
      node.write('containerd/certs.d/.registry-hosts.fresh/hosts.toml', 'half');
      const hourAgo = Date.now() / 1000 - 3600;
      for (const old of ['.registry-hosts.oldone', '.registry-hosts.gone', `${DIRECTORY}/.registry-hosts.oldtwo`]) {
        utimesSync(join(node.certs, old), hourAgo, hourAgo);
      }

      expect(node.run('once').status).toBe(0);
      expect(node.list()).toEqual(['.registry-hosts.fresh', DIRECTORY]);
      expect(node.list(DIRECTORY)).toEqual(['.registry-hosts', 'hosts.toml']);
    });

    test('ends, for the kubelet to start it again, if certs.d is not the directory that it was', () => {
      node.declare([HARBOR]);
      renameSync(node.certs, node.path('mounted'));
      mkdirSync(node.certs);
      const { status, output } = node.run('once', { CERTS_D: node.path('mounted') });

      expect(status).toBe(3);
      expect(output).toContain('/etc/containerd/certs.d was removed or replaced on the node: restarting');
    });
  });

  test.each(['', 'help', '--help'])('refuses the verb %j', (verb) => {
    const { status, output } = node.run(verb as 'once');
    expect(status).toBe(2);
    expect(output).toBe(`registry-hosts.sh: run, once or ready, not '${verb}'\n`);
  });

  describe('as the pod runs it', () => {
    test('is not ready before its first pass, whatever the container before it left', () => {
      expect(node.run('ready')).toEqual({ status: 1, output: 'the first pass is not over\n' });
    });

    test('puts back what goes while it runs, and tells each change once', async () => {
      node.declare([HARBOR]);
      const pod = node.start();
      let output = '';
      const said = (text: string) =>
        new Promise<void>((resolve) => {
          const listen = () => output.includes(text) && resolve();
          pod.stdout?.on('data', listen);
          listen();
        });
      pod.stdout?.on('data', (data) => {
        output += data;
      });

      await said('ready: ');
      unlinkSync(node.path(hosts(DIRECTORY)));
      await said('wrote');
      node.write('containerd/config.toml', 'version = 2\n');
      await said('NOT READY');
      node.write('containerd/config.toml', READS_CERTS_D);
      await said('containerd reads it\nregistry-hosts: wrote');
      pod.kill('SIGTERM');
      await once(pod, 'exit');

      expect(output.match(/wrote/g)).toHaveLength(1);
      expect(readFileSync(node.path(hosts(DIRECTORY)), 'utf8')).toContain('server');
    });
    // With a pause longer than the test may take: a script that sleeps it out fails.
    test('ends at SIGTERM in the middle of its pause', async () => {
      node.declare([HARBOR]);
      const pod = node.start(3600);
      await once(pod.stdout as NodeJS.EventEmitter, 'data');
      pod.kill('SIGTERM');

      expect(await once(pod, 'exit')).toEqual([0, null]);
    });
  });
});
