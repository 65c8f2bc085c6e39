import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
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
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Chart, Testing } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { PlatformImages } from '../images/platform-images';
import type { Registry } from './registry-host';
import { RegistryHosts, type RegistryHostsProps } from './registry-hosts';

/** What {@link RegistryHosts} renders, by kind. */
export interface Rendered {
  readonly construct: RegistryHosts;
  readonly documents: readonly Record<string, unknown>[];
  readonly namespace: k8s.KubeNamespaceProps;
  readonly configMap: Required<k8s.KubeConfigMapProps>;
  readonly daemonSet: Required<k8s.KubeDaemonSetProps>;
}

export function render(registries: readonly Registry[], props: Partial<RegistryHostsProps> = {}): Rendered {
  const app = Testing.app();
  PlatformImages.withLock(app, new Map());
  const chart = new Chart(app, 'containerd');
  const construct = new RegistryHosts(chart, 'registry-hosts', { registries, ...props });
  const documents = chart.toJson();
  const ofKind = (kind: string) => documents.find((document) => document.kind === kind);
  return {
    construct,
    documents,
    namespace: ofKind('Namespace'),
    configMap: ofKind('ConfigMap'),
    daemonSet: ofKind('DaemonSet'),
  };
}

/** Values of Secrets and ConfigMaps, as `Secret/name/key` or `ConfigMap/name/key`. */
export type ClusterValues = Readonly<Record<string, string>>;

/** Writes the projected volume into a directory, as the kubelet would: what is not in the cluster is left out. */
export function project({ configMap, daemonSet }: Rendered, directory: string, cluster: ClusterValues = {}): void {
  rmSync(directory, { recursive: true, force: true });
  const { volumes = [] } = daemonSet.spec.template.spec as k8s.PodSpec;
  for (const source of volumes.find(({ name }) => name === 'source')?.projected?.sources ?? []) {
    const from = (source.configMap ?? source.secret) as k8s.ConfigMapProjection;
    for (const { key, path } of from.items ?? []) {
      const own = source.configMap && from.name === configMap.metadata.name;
      const value = own
        ? configMap.data[key]
        : cluster[`${source.configMap ? 'ConfigMap' : 'Secret'}/${from.name}/${key}`];
      if (value === undefined) continue;
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), value);
    }
  }
}

/** Setting that makes containerd 1.x read certs.d, in a file of version 2. */
export const READS_CERTS_D = [
  'version = 2',
  '[plugins."io.containerd.grpc.v1.cri".registry]',
  '  config_path = "/etc/containerd/certs.d"',
  '',
].join('\n');

/** A shell with the tools that the script finds in its path. */
export interface Shell {
  readonly name: string;
  readonly command: readonly string[];
  readonly path: string;
}

/** The shells of this machine that the script is tried with; busybox with nothing but its own tools, as in its image. */
export function shells(scratch: string): { found: Shell[]; missing: string[] } {
  const found: Shell[] = [];
  const missing: string[] = [];
  const path = process.env.PATH ?? '';
  const works = (shell: Shell) =>
    spawnSync(shell.command[0], [...shell.command.slice(1), '-c', 'stat -c %n . && mv -T --help || mv --help'], {
      env: { PATH: shell.path },
    }).status === 0;
  const consider = (shell: Shell) => (works(shell) ? found.push(shell) : missing.push(shell.name));

  consider({ name: 'dash', command: ['dash'], path });
  const applets = join(scratch, 'busybox');
  mkdirSync(applets);
  const busybox = spawnSync('sh', ['-c', 'command -v busybox'], { encoding: 'utf8' }).stdout.trim();
  if (busybox && spawnSync(busybox, ['--install', '-s', applets]).status === 0) {
    consider({ name: 'busybox', command: [join(applets, 'sh')], path: applets });
  } else {
    missing.push('busybox');
  }
  return { found, missing };
}

/** A node: certs.d and containerd's configuration in a temporary directory, and the pod that the script runs in. */
export class Node {
  readonly root: string;
  readonly certs: string;
  readonly config: string;
  readonly source: string;
  readonly state: string;

  constructor(readonly shell: Shell) {
    this.root = mkdtempSync(join(tmpdir(), 'registry-hosts-'));
    this.config = join(this.root, 'containerd');
    this.certs = join(this.config, 'certs.d');
    this.source = join(this.root, 'source');
    this.state = join(this.root, 'state');
    mkdirSync(this.certs, { recursive: true });
    this.write('containerd/config.toml', READS_CERTS_D);
  }

  /** Declares registries: what the cluster would show to the pod. */
  declare(registries: readonly Registry[], cluster: ClusterValues = {}): void {
    project(render(registries), this.source, cluster);
  }

  get environment(): Record<string, string> {
    return {
      PATH: this.shell.path,
      SOURCE: this.source,
      CERTS_D: this.certs,
      // From the root: the script splits lists of such paths at spaces, which a temporary directory may have and a pod has not.
      CONFIG_DIR: relative(this.root, this.config),
      STATE: this.state,
    };
  }

  private get script(): string {
    return join(__dirname, 'registry-hosts.sh');
  }

  /** Runs the script and gives what it said and how it ended. */
  run(verb: 'once' | 'ready', extra: Record<string, string> = {}): { status: number | null; output: string } {
    const [command, ...args] = this.shell.command;
    const { status, stdout, stderr } = spawnSync(command, [...args, this.script, verb], {
      cwd: this.root,
      encoding: 'utf8',
      env: { ...this.environment, ...extra },
    });
    return { status, output: `${stdout}${stderr}` };
  }

  /** Starts the script as the pod runs it. */
  start(interval = 1): ChildProcess {
    const [command, ...args] = this.shell.command;
    return spawn(command, [...args, this.script, 'run'], {
      cwd: this.root,
      env: { ...this.environment, INTERVAL: String(interval) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  path(name: string): string {
    return join(this.root, name);
  }

  write(name: string, text: string): void {
    const file = this.path(name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  has(name: string): boolean {
    return existsSync(this.path(name));
  }

  /** Names below certs.d, hidden ones included. */
  list(name = ''): string[] {
    return readdirSync(join(this.certs, name)).sort();
  }

  remove(): void {
    chmodSync(this.certs, 0o755);
    rmSync(this.root, { recursive: true, force: true });
  }
}
