import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CONTAINERD_CONFIG_DIRECTORY } from '../cluster-facts';
import { Node, type Shell, shells } from './registry-hosts.fixture';

const OLD = '[plugins."io.containerd.grpc.v1.cri".registry]';
const NEW = '[plugins."io.containerd.cri.v1.images".registry]';
const PATH = 'config_path = "/etc/containerd/certs.d"';
const IMPORTS = 'imports = ["/etc/containerd/conf.d/*.toml"]';

const scratch = mkdtempSync(join(tmpdir(), 'containerd-config-'));
const { found, missing } = shells(scratch);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
for (const name of missing) {
  test.skip(`the judgement of config.toml in ${name}: not on this machine, or without stat -c and mv -T`, () => {});
}

const lines = (...text: string[]) => `${text.join('\n')}\n`;

// Which of these containerd really reads was tried with 1.6.20, 2.0.0, 2.3.4 and 2.4.2.
const reads: Record<string, Record<string, string>> = {
  'version 2, in a table of its own': { config: lines('version = 2', OLD, PATH) },
  'version 2, as a dotted key in single quotes': {
    config: lines(
      'version = 2',
      "[plugins.'io.containerd.grpc.v1.cri']",
      "registry.config_path = '/etc/containerd/certs.d'",
    ),
  },
  'version 2, as an inline table': {
    config: lines(
      'version = 2',
      '[plugins]',
      `"io.containerd.grpc.v1.cri" = { registry = { ${PATH}, headers = {} } } # x`,
    ),
  },
  'version 2, beside the empty tables of containerd config default': {
    config: lines('version = 2', OLD, PATH, `  ${OLD.slice(0, -1)}.mirrors]`, `  ${OLD.slice(0, -1)}.configs]`),
  },
  'version 2, beside credentials': {
    config: lines('version = 2', OLD, PATH, `${OLD.slice(0, -1)}.configs."x:1".auth]`, 'username = "a"'),
  },
  'version 3': { config: lines('version = 3', NEW.replaceAll('"', "'"), PATH) },
  'version 1': { config: lines('[plugins.cri.registry]', PATH) },
  'with a slash at its end': { config: lines('version = 2', OLD, 'config_path = "/etc/containerd/certs.d/"') },
  'in a file of more than a megabyte': {
    config: lines('version = 2', ...Array.from({ length: 9_000 }, (_, at) => `# ${at} ${'x'.repeat(120)}`), OLD, PATH),
  },
  'behind a text over several lines': {
    config: lines('version = 2', 'x = """', '[plugins]', "'''", '"""', "y = '''", '""" # z', "'''", OLD, PATH),
  },
  'in a file that config.toml imports': {
    config: lines('version = 2', 'imports = [', '  "/etc/containerd/conf.d/*.toml", # all', ']'),
    'conf.d/50-registry.toml': lines('version = 2', OLD, PATH),
  },
  'in a file imported by a relative name': {
    config: lines('version = 2', "imports = ['registry.toml']"),
    'registry.toml': lines(OLD, PATH),
  },
  'in both, where an imported file has a section of the plugin too': {
    config: lines('version = 2', IMPORTS, OLD, PATH),
    'conf.d/a.toml': lines('version = 2', '[plugins."io.containerd.grpc.v1.cri"]', 'x = 1', OLD, PATH),
  },
  'version 3, where an imported file has other settings of the plugin, which are merged': {
    config: lines('version = 3', IMPORTS, NEW, PATH),
    'conf.d/a.toml': lines('version = 3', '[plugins."io.containerd.cri.v1.images"]', 'x = 1'),
  },
  'in files that import each other': {
    config: lines('version = 2', 'imports = ["/etc/containerd/config.toml", "a.toml"]', OLD, PATH),
    'a.toml': lines('imports = ["/etc/containerd/config.toml"]'),
  },
};

const doesNot: Record<string, [Record<string, string>, string]> = {
  'has no config.toml': [{}, 'in /etc/containerd/config.toml write\n'],
  'has an empty config.toml': [{ config: '' }, 'config_path is not set'],
  'sets nothing in version 2': [{ config: lines('version = 2') }, `${OLD}\n`],
  'sets nothing in version 3': [{ config: lines('version = 3') }, `${NEW}\n`],
  'sets nothing in version 4': [{ config: lines('version = 4', IMPORTS) }, `${NEW}\n`],
  'sets it to nothing, as containerd config default prints it': [
    { config: lines('version = 2', OLD, 'config_path = ""') },
    'config_path is not set',
  ],
  'has it in a comment': [{ config: lines('version = 2', OLD, `# ${PATH}`) }, 'config_path is not set'],
  'has it in a string of several lines': [
    { config: lines('version = 2', 'x = """', OLD, PATH, '"""') },
    'config_path is not set',
  ],
  'names the two directories of the default of 2.2': [
    { config: lines('version = 3', NEW, 'config_path = "/etc/containerd/certs.d:/etc/docker/certs.d"') },
    'names more than one directory (/etc/containerd/certs.d:/etc/docker/certs.d)',
  ],
  'names another directory': [
    { config: lines('version = 2', OLD, 'config_path = "/etc/docker/certs.d"') },
    'config_path in /etc/containerd/config.toml is /etc/docker/certs.d',
  ],
  'still has mirrors': [
    { config: lines('version = 2', OLD, PATH, `${OLD.slice(0, -1)}.mirrors."docker.io"]`, 'endpoint = ["https://x"]') },
    'registry.mirrors is still set, for docker.io (/etc/containerd/config.toml)',
  ],
  'still has mirrors in an imported file': [
    {
      config: lines('version = 2', IMPORTS),
      'conf.d/a.toml': lines('version = 2', OLD, PATH, 'mirrors."quay.io".endpoint = ["https://x"]'),
    },
    'registry.mirrors is still set, for quay.io (/etc/containerd/conf.d/a.toml)',
  ],
  'still has TLS settings of a registry': [
    { config: lines('version = 2', OLD, PATH, 'configs."x:1".tls = { insecure_skip_verify = true }') },
    'registry.configs.….tls is still set, for x:1',
  ],
  'has the old section in version 3, which 2.0 does not read': [
    { config: lines('version = 3', OLD, PATH) },
    'config_path stands in a section that not every containerd reads',
  ],
  'has the new section in version 2, which 1.x does not read': [
    { config: lines('version = 2', NEW, PATH) },
    'config_path stands in a section that not every containerd reads',
  ],
  'imports a file whose section replaces that of config.toml in 1.x': [
    {
      config: lines('version = 2', IMPORTS, OLD, PATH),
      'conf.d/gpu.toml': lines('version = 2', '[plugins."io.containerd.grpc.v1.cri".containerd]', 'x = 1'),
    },
    'set config_path in /etc/containerd/conf.d/gpu.toml too',
  ],
  'imports from where the pod cannot look': [
    { config: lines('version = 2', 'imports = ["/opt/containerd/x.toml"]') },
    'cannot be looked for in what it imports from elsewhere: /opt/containerd/x.toml',
  ],
  'is not TOML': [{ config: lines('version = 2', 'a b = 1') }, 'not valid TOML: /etc/containerd/config.toml'],
  'has an array without an end': [{ config: lines('version = 2', 'a = [1,') }, 'not valid TOML'],
};

const write = (node: Node, files: Record<string, string>) => {
  rmSync(node.path('containerd/config.toml'));
  for (const [name, text] of Object.entries(files)) {
    node.write(`containerd/${name === 'config' ? 'config.toml' : name}`, text);
  }
};

if (found.length > 0) {
  describe.each(found.map((shell): [string, Shell] => [shell.name, shell]))('config_path, judged in %s', (_, shell) => {
    let node: Node;
    beforeEach(() => {
      node = new Node(shell);
      node.declare([]);
    });
    afterEach(() => node.remove());

    test.each(Object.entries(reads))('is seen: %s', (_name, files) => {
      write(node, files);
      expect(node.run('once')).toEqual({ status: 0, output: expect.stringContaining('ready: ') });
    });

    // @see https://github.com/k3s-io/k3s/pull/13680 what a k3s on containerd 2 imports, and https://github.com/rancher/rke2/issues/5298
    test.each([
      [
        'k3s',
        (directory: string) =>
          lines(
            'version = 3',
            `imports = ["${directory}/config-v3.toml.d/*.toml"]`,
            "[plugins.'io.containerd.cri.v1.images'.registry]",
            `  config_path = "${directory}/certs.d"`,
          ),
      ],
      [
        'rke2',
        (directory: string) =>
          lines(
            'version = 2',
            OLD,
            `  config_path = "${directory}/certs.d"`,
            '[plugins."io.containerd.grpc.v1.cri".registry.configs."registry.example.com".auth]',
            '  username = "user"',
          ),
      ],
    ] as const)('is seen where the directory is that of %s', (name, config) => {
      const directory = CONTAINERD_CONFIG_DIRECTORY[name];
      write(node, { config: config(directory) });
      expect(node.run('once', { NODE_CONFIG_DIR: directory })).toEqual({
        status: 0,
        output: expect.stringContaining('ready: '),
      });
      expect(node.run('once').output).toContain(`is ${directory}/certs.d; hosts.toml lies in /etc/containerd/certs.d`);
    });

    test.each(Object.entries(doesNot))('is missed if the node %s', (_name, [files, message]) => {
      write(node, files);
      const { status, output } = node.run('once');
      expect(output).toContain(message.split('\n')[0]);
      expect(node.read('state/problems')).toContain(message);
      expect(status).toBe(1);
    });
  });
}
