import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2, constants } from 'node:http2';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

/** The Debian packages that a real node and a real registry need. */
export const PACKAGES = ['containerd', 'docker-registry', 'skopeo', 'busybox'];

/** The containerd that the proof runs against. Another one can be named, to try a newer line. */
export const CONTAINERD = process.env.CONTAINERD ?? 'containerd';

/** What this machine lacks for a real node, in words; empty if nothing. */
export function lacks(): string[] {
  const missing: string[] = [];
  if (process.platform !== 'linux') return ['Linux'];
  const packages = PACKAGES.filter((name) => {
    const command = name === 'containerd' ? CONTAINERD : name;
    return spawnSync('sh', ['-c', 'command -v "$0"', command]).status !== 0;
  });
  if (packages.length > 0) missing.push(`${packages.join(', ')} (Debian: apt-get install ${packages.join(' ')})`);
  if (process.getuid?.() !== 0) missing.push('root');
  else if (spawnSync('unshare', ['--net', '--mount', '--pid', '--fork', '--mount-proc', 'true']).status !== 0) {
    missing.push('the right to make namespaces (unshare --net --mount --pid)');
  } else if (!existsSync('/etc/containerd')) missing.push('the directory /etc/containerd, which the namespace covers');
  // Mounts and sockets lie there: the script splits lists of paths at spaces, and a socket's path has 107 bytes.
  if (/\s/.test(tmpdir()) || Buffer.byteLength(tmpdir()) > 60) {
    missing.push(`a temporary directory with a short path without spaces (TMPDIR=/tmp), not ${tmpdir()}`);
  }
  return missing;
}

/** What a finished process said. */
export interface Outcome {
  readonly status: number | null;
  readonly output: string;
}

/**
 * A node of its own: network, mounts and processes in namespaces, so that it has the seed's address, its own
 * `/etc/containerd`, and nothing that outlives it. The machine's own configuration and ports are never touched.
 */
export class Machine {
  /** The seed's first node, where Harbor listens. */
  static readonly ADDRESS = '10.0.24.28';

  private root = '';
  private init?: ChildProcess;
  private pid = 0;
  private readonly services: ChildProcess[] = [];
  private containerd?: ChildProcess;

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  async start(): Promise<void> {
    this.root = mkdtempSync(join(tmpdir(), 'containerd-'));
    for (const directory of ['etc/certs.d', 'pod/containerd', 'pod/certs.d', 'pod/state', 'pod/source', 'pod/bin']) {
      mkdirSync(this.path(directory), { recursive: true });
    }
    spawnSync('busybox', ['--install', '-s', this.path('pod/bin')]);
    // What the DaemonSet mounts: containerd's directory to read, certs.d below it to write.
    const setUp = [
      'set -e',
      'mount --make-rprivate /',
      'busybox ip link set lo up',
      `busybox ip addr add ${Machine.ADDRESS}/32 dev lo`,
      `mount --bind ${this.path('etc')} /etc/containerd`,
      `mount --bind ${this.path('etc')} ${this.path('pod/containerd')}`,
      `mount -o remount,bind,ro ${this.path('pod/containerd')}`,
      `mount --bind ${this.path('etc/certs.d')} ${this.path('pod/certs.d')}`,
      'echo up',
      'exec sleep 3600',
    ].join('\n');
    const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
    // It ends with this process, however that ends.
    this.init = spawn('setpriv', ['--pdeathsig', 'KILL', 'unshare', ...namespaces, 'sh', '-c', setUp], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await said(this.init, /up/);
    const parent = this.init.pid;
    this.pid = Number(readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim());
  }

  /** Command line that runs inside. */
  private inside(command: readonly string[]): string[] {
    return ['-t', String(this.pid), '-n', '-m', '-p', '--', ...command];
  }

  /** Runs a command inside to its end. */
  run(command: readonly string[]): Outcome {
    const { status, stdout, stderr, error } = spawnSync('nsenter', this.inside(command), {
      encoding: 'utf8',
      timeout: 60_000,
    });
    return { status, output: `${stdout}${stderr}${error ?? ''}` };
  }

  /** Starts a command inside. */
  spawn(command: readonly string[]): ChildProcess {
    const child = spawn('nsenter', this.inside(command), { stdio: ['ignore', 'pipe', 'pipe'] });
    this.services.push(child);
    return child;
  }

  /** A distribution registry that listens on the node's address. All of them serve the same images. */
  async registry(port: number, extra: Record<string, unknown> = {}): Promise<{ log(): string }> {
    const { http = {}, ...rest } = extra as { http?: object };
    const config = {
      version: 0.1,
      log: { level: 'info' },
      storage: { filesystem: { rootdirectory: this.path('registry') } },
      http: { addr: `${Machine.ADDRESS}:${port}`, ...http },
      ...rest,
    };
    const file = this.path(`registry-${port}.json`);
    writeFileSync(file, JSON.stringify(config)); // JSON is YAML
    const registry = this.spawn(['docker-registry', 'serve', file]);
    let log = '';
    registry.stdout?.on('data', (data) => {
      log += data;
    });
    registry.stderr?.on('data', (data) => {
      log += data;
    });
    await said(registry, /listening on/);
    return { log: () => log };
  }

  /** Pushes a small image that exists nowhere else, and gives its digest. */
  push(reference: string): string {
    const layout = this.path('layout');
    const digest = writeLayout(layout);
    const copy = ['skopeo', '--insecure-policy', 'copy', '--dest-tls-verify=false', `oci:${layout}:latest`];
    const { status, output } = this.run([...copy, `docker://${reference}`]);
    if (status !== 0) throw new Error(`skopeo copy to ${reference}: ${output}`);
    return digest;
  }

  /**
   * Starts containerd with its CRI plugin, which is what the kubelet talks to, and a config.toml that has `settings`.
   * A containerd that runs already is ended: that is the restart that config.toml needs, and hosts.toml does not.
   */
  async restartContainerd(settings: string): Promise<Containerd> {
    await this.stopContainerd();
    // A snapshotter that works on any file system, and no network of the machine's own. containerd 1.x takes a plugin's
    // section from one file, so that these have to stand beside what the test is about.
    const machine = [
      '[plugins."io.containerd.grpc.v1.cri".containerd]',
      '  snapshotter = "native"',
      '[plugins."io.containerd.grpc.v1.cri".cni]',
      `  conf_dir = "${this.path('cni')}"`,
      '',
    ];
    writeFileSync(this.path('etc/config.toml'), `${settings.trimEnd()}\n${machine.join('\n')}`);
    const own = this.path('containerd.toml');
    const socket = this.path('containerd.sock');
    const place = [
      'version = 2',
      `root = "${this.path('root')}"`,
      `state = "${this.path('state')}"`,
      'imports = ["/etc/containerd/config.toml"]',
      '[grpc]',
      `  address = "${socket}"`,
      '[plugins."io.containerd.internal.v1.opt"]',
      `  path = "${this.path('opt')}"`,
      '',
    ].join('\n');
    writeFileSync(own, place);
    const containerd = this.spawn(['sh', '-c', 'echo $$ >"$0"; exec "$@"', this.path('pid'), CONTAINERD, '-c', own]);
    this.containerd = containerd;
    let log = '';
    for (const stream of [containerd.stdout, containerd.stderr]) {
      stream?.on('data', (data) => {
        log += data;
      });
    }
    await said(containerd, /containerd successfully booted/);
    const started = new Containerd(socket, containerd, () => log);
    await started.ready();
    return started;
  }

  async stopContainerd(): Promise<void> {
    const running = this.containerd;
    if (!running || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    this.run(['kill', readFileSync(this.path('pid'), 'utf8').trim()]);
    await ended;
  }

  /** Command line of the DaemonSet's container: root without a capability, nothing but busybox, the mounts as declared. */
  pod(verb: string, environment: Record<string, string> = {}): string[] {
    const variables = {
      PATH: this.path('pod/bin'),
      SOURCE: this.path('pod/source'),
      CERTS_D: this.path('pod/certs.d'),
      CONFIG_DIR: this.path('pod/containerd'),
      STATE: this.path('pod/state'),
      ...environment,
    };
    const assignments = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    const unprivileged = ['/usr/bin/setpriv', '--bounding-set=-all', '--inh-caps=-all', '--no-new-privs'];
    return ['env', '-i', ...assignments, ...unprivileged, 'sh', this.path('pod/source/registry-hosts.sh'), verb];
  }

  /** Ends everything inside, and removes what it left. */
  async stop(): Promise<void> {
    const init = this.init;
    if (init && init.exitCode === null) {
      const ended = new Promise((resolve) => init.once('exit', resolve));
      init.kill('SIGKILL');
      await ended;
    }
    await Promise.all(
      this.services.map((service) =>
        service.exitCode === null && service.signalCode === null
          ? new Promise((resolve) => service.once('exit', resolve))
          : undefined,
      ),
    );
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** containerd, asked as the kubelet asks it: CRI over its socket. */
export class Containerd {
  constructor(
    private readonly socket: string,
    readonly process: ChildProcess,
    readonly log: () => string,
  ) {}

  /** Pulls an image, and gives what the kubelet would get: the image's id, or the error's text. */
  async pull(image: string): Promise<{ ok: boolean; message: string }> {
    return this.call('PullImage', message(1, message(1, image)));
  }

  /** Waits for the CRI plugin, which comes up after containerd says that it has. */
  async ready(): Promise<void> {
    for (let tries = 0; tries < 2400; tries++) {
      const { message: text } = await this.call('ListImages', Buffer.alloc(0));
      if (!text.includes('server is not initialized yet')) return;
      await pause(50);
    }
    throw new Error(`the CRI plugin did not come up: ${this.log()}`);
  }

  async forget(image: string): Promise<void> {
    await this.call('RemoveImage', message(1, message(1, image)));
  }

  /**
   * One unary call of gRPC, which is HTTP/2 with a frame of five bytes before the message and the status in the trailers.
   *
   * @see https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
   */
  private call(method: string, request: Buffer): Promise<{ ok: boolean; message: string }> {
    return new Promise((resolve, reject) => {
      const session = connectHttp2('http://localhost', { createConnection: () => connectSocket(this.socket) });
      session.on('error', reject);
      const stream = session.request({
        [constants.HTTP2_HEADER_METHOD]: 'POST',
        [constants.HTTP2_HEADER_PATH]: `/runtime.v1.ImageService/${method}`,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      let status: Record<string, unknown> = {};
      const body: Buffer[] = [];
      stream.on('response', (headers) => {
        status = { ...status, ...headers };
      });
      stream.on('trailers', (trailers) => {
        status = { ...status, ...trailers };
      });
      stream.on('data', (data) => body.push(data));
      stream.on('error', reject);
      stream.on('end', () => {
        session.close();
        const ok = status['grpc-status'] === '0';
        const error = decodeURIComponent(String(status['grpc-message'] ?? ''));
        resolve({ ok, message: ok ? Buffer.concat(body).subarray(7).toString() : error });
      });
      const frame = Buffer.alloc(5);
      frame.writeUInt32BE(request.length, 1);
      stream.end(Buffer.concat([frame, request]));
    });
  }
}

/** A field of a protobuf message that is a string or a message. */
function message(field: number, value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  if (bytes.length > 127) throw new Error('a longer field needs a longer length');
  return Buffer.concat([Buffer.from([(field << 3) | 2, bytes.length]), bytes]);
}

/** Waits until a process has said something. */
async function said(child: ChildProcess, pattern: RegExp): Promise<void> {
  let output = '';
  await new Promise<void>((resolve, reject) => {
    const listen = (data: Buffer) => {
      output += data;
      if (pattern.test(output)) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`ended with ${code} before it said ${pattern}: ${output}`)));
    pause(120_000, undefined, { ref: false }).then(() => reject(new Error(`never said ${pattern}: ${output}`)));
  });
}

/** Writes an OCI layout with one image of one empty layer, and gives its digest. */
function writeLayout(directory: string): string {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(join(directory, 'blobs/sha256'), { recursive: true });
  const blob = (mediaType: string, content: Buffer) => {
    const hash = sha256(content);
    writeFileSync(join(directory, 'blobs/sha256', hash), content);
    return { mediaType: `application/vnd.oci.image.${mediaType}`, digest: `sha256:${hash}`, size: content.length };
  };
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  const archive = Buffer.alloc(1024); // two empty blocks: an archive of nothing
  const layer = blob('layer.v1.tar+gzip', gzipSync(archive));
  const architecture = ({ x64: 'amd64', arm64: 'arm64' } as Record<string, string>)[process.arch] ?? process.arch;
  const rootfs = { type: 'layers', diff_ids: [`sha256:${sha256(archive)}`] };
  const config = blob('config.v1+json', json({ architecture, os: 'linux', config: {}, rootfs, history: [] }));
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = blob('manifest.v1+json', json({ schemaVersion: 2, mediaType, config, layers: [layer] }));
  const annotations = { 'org.opencontainers.image.ref.name': 'latest' };
  writeFileSync(join(directory, 'index.json'), json({ schemaVersion: 2, manifests: [{ ...manifest, annotations }] }));
  writeFileSync(join(directory, 'oci-layout'), json({ imageLayoutVersion: '1.0.0' }));
  return manifest.digest;
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
