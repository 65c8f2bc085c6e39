import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The programs of a list that this machine does not have. */
export function missingPrograms(programs: readonly string[]): string[] {
  return programs.filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0);
}

/** A real registry on the loopback interface (Debian's docker-registry), with its own storage. */
export class DockerRegistry {
  static async start(options: { htpasswd?: string } = {}): Promise<DockerRegistry> {
    const directory = mkdtempSync(join(tmpdir(), 'docker-registry-'));
    const port = await freePort();
    const config: Record<string, unknown> = {
      version: 0.1,
      log: { level: 'error' },
      storage: { filesystem: { rootdirectory: join(directory, 'data') } },
      http: { addr: `127.0.0.1:${port}` },
    };
    if (options.htpasswd !== undefined) {
      writeFileSync(join(directory, 'htpasswd'), options.htpasswd);
      config.auth = { htpasswd: { realm: 'test', path: join(directory, 'htpasswd') } };
    }
    // JSON is YAML.
    writeFileSync(join(directory, 'config.yml'), JSON.stringify(config));
    const child = spawn('docker-registry', ['serve', join(directory, 'config.yml')], { stdio: 'ignore' });
    const registry = new DockerRegistry(`127.0.0.1:${port}`, port, directory, child);
    await registry.ready();
    return registry;
  }

  private constructor(
    /** Host and port, as in image references. */
    readonly name: string,
    readonly port: number,
    private readonly directory: string,
    private readonly child: ChildProcess,
  ) {}

  stop(): void {
    this.child.kill('SIGKILL');
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    for (let attempt = 0; attempt < 2400; attempt += 1) {
      const answer = await fetch(`http://${this.name}/v2/`).catch(() => undefined);
      // Another program may have taken the port since it was found free, and would answer in its place.
      if (this.child.exitCode !== null) throw new Error(`docker-registry ended with ${this.child.exitCode}`);
      if (answer) return;
      await sleep(50);
    }
    throw new Error('docker-registry does not answer');
  }
}

/** A proxy between a client and a registry, which sees each request and may answer it itself. */
export class RegistryProxy {
  /** Every request so far: method and path. */
  readonly seen: string[] = [];

  /**
   * @param target the registry's port
   * @param answer answers a request itself and returns true, or leaves it to the registry
   * @param done called with each finished answer
   */
  static async start(
    target: number,
    answer: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
    done: (method: string, path: string, status: number) => void = () => undefined,
  ): Promise<RegistryProxy> {
    const seen: string[] = [];
    const server = createServer((incoming, outgoing) => {
      const { method = '', url = '', headers } = incoming;
      seen.push(`${method} ${url}`);
      if (answer(incoming, outgoing)) {
        incoming.resume();
        return;
      }
      const onward = request({ port: target, host: '127.0.0.1', method, path: url, headers }, (response) => {
        outgoing.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(outgoing);
        response.on('end', () => done(method, url, response.statusCode ?? 500));
      });
      onward.on('error', () => outgoing.destroy());
      incoming.on('error', () => onward.destroy());
      incoming.on('close', () => {
        if (!incoming.complete) onward.destroy();
      });
      incoming.pipe(onward);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new RegistryProxy(`127.0.0.1:${port}`, seen, () => {
      server.closeAllConnections();
      server.close();
    });
  }

  private constructor(
    readonly name: string,
    seen: string[],
    readonly stop: () => void,
  ) {
    this.seen = seen;
  }
}

/** What {@link pushIndex} made. */
export interface PushedIndex {
  readonly digest: string;
  readonly manifests: readonly string[];
  readonly blobs: readonly string[];
}

/**
 * Makes an image index for two platforms and pushes it with plain requests, so that the code under test is not tested against
 * itself.
 *
 * @param seed other seeds give other bytes; layers of the same `shared` seed are the same
 */
export async function pushIndex(
  registry: string,
  repository: string,
  tag: string,
  options: { seed: string; shared?: string; layerSize?: number; authorization?: string },
): Promise<PushedIndex> {
  const { seed, shared, layerSize = 2000, authorization } = options;
  const headers: Record<string, string> = authorization ? { authorization } : {};
  const base = `http://${registry}/v2/${repository}`;
  const blobs: string[] = [];
  const manifests: { mediaType: string; digest: string; size: number; platform: object }[] = [];

  for (const architecture of ['amd64', 'arm64']) {
    const layers = [bytes(`${seed} ${architecture}`, layerSize)];
    if (shared !== undefined) layers.push(bytes(`shared ${shared}`, layerSize));
    const config = Buffer.from(
      JSON.stringify({ architecture, os: 'linux', config: { Env: [seed] }, rootfs: { type: 'layers', diff_ids: [] } }),
    );
    for (const blob of [config, ...layers]) blobs.push(await pushBlob(blob));
    const manifest = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: sha256(config), size: config.length },
      layers: layers.map((layer) => ({
        mediaType: 'application/vnd.oci.image.layer.v1.tar',
        digest: sha256(layer),
        size: layer.length,
      })),
    };
    const text = Buffer.from(JSON.stringify(manifest));
    await put(`${base}/manifests/${sha256(text)}`, text, manifest.mediaType);
    manifests.push({
      mediaType: manifest.mediaType,
      digest: sha256(text),
      size: text.length,
      platform: { architecture, os: 'linux' },
    });
  }
  const index = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests };
  const text = Buffer.from(JSON.stringify(index));
  await put(`${base}/manifests/${tag}`, text, index.mediaType);
  return { digest: sha256(text), manifests: manifests.map(({ digest }) => digest), blobs: [...new Set(blobs)] };

  async function pushBlob(blob: Buffer): Promise<string> {
    const begun = await fetch(`${base}/blobs/uploads/`, { method: 'POST', headers });
    const url = new URL(begun.headers.get('location') ?? '', base);
    url.searchParams.set('digest', sha256(blob));
    await put(url.href, blob, 'application/octet-stream');
    return sha256(blob);
  }

  async function put(url: string, body: Buffer, type: string): Promise<void> {
    const response = await fetch(url, { method: 'PUT', headers: { ...headers, 'content-type': type }, body });
    if (response.status !== 201) throw new Error(`PUT ${url}: ${response.status} ${await response.text()}`);
  }
}

/** Pushes a signature of an image, once as OCI referrer under the fallback tag and once as cosign did before that. */
export async function pushSignature(registry: string, repository: string, subject: string): Promise<string> {
  const base = `http://${registry}/v2/${repository}`;
  const empty = Buffer.from('{}');
  const begun = await fetch(`${base}/blobs/uploads/`, { method: 'POST' });
  const url = new URL(begun.headers.get('location') ?? '', base);
  url.searchParams.set('digest', sha256(empty));
  await fetch(url, { method: 'PUT', body: empty });
  const blob = { mediaType: 'application/vnd.oci.empty.v1+json', digest: sha256(empty), size: empty.length };
  const type = 'application/vnd.oci.image.manifest.v1+json';
  const about = { mediaType: 'application/vnd.oci.image.index.v1+json', digest: subject, size: 1 };
  const text = Buffer.from(
    JSON.stringify({ schemaVersion: 2, mediaType: type, config: blob, layers: [blob], subject: about }),
  );
  const descriptor = { mediaType: type, digest: sha256(text), size: text.length };
  const index = { schemaVersion: 2, mediaType: about.mediaType, manifests: [descriptor] };
  const tag = subject.replace(':', '-');
  const put = (reference: string, contentType: string, body: Buffer | string) =>
    fetch(`${base}/manifests/${reference}`, { method: 'PUT', headers: { 'content-type': contentType }, body });
  await put(`${tag}.sig`, type, text);
  await put(tag, index.mediaType, JSON.stringify(index));
  return descriptor.digest;
}

export function sha256(data: Buffer): string {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}

function bytes(seed: string, size: number): Buffer {
  const block = createHash('sha512').update(seed).digest();
  return Buffer.concat(Array.from({ length: Math.ceil(size / block.length) }, () => block)).subarray(0, size);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createTcpServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
