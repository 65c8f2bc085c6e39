import { createHash } from 'node:crypto';
import { type Reply, type SeenRequest, TestServer } from './test-server';

interface Stored {
  readonly type: string;
  readonly bytes: Buffer;
}

export function sha256(data: Buffer | string): string {
  return `sha256:${createHash('sha256').update(data).digest('hex')}`;
}

/** A registry over plain HTTP that keeps in memory what it is sent, and refuses a manifest whose parts it does not have. */
export class MemoryRegistry {
  readonly manifests = new Map<string, Stored>();
  readonly blobs = new Map<string, Buffer>();

  /** Answers some requests itself, in the registry's place. */
  intercept: (request: SeenRequest) => Reply | undefined = () => undefined;

  /** @param options.referrers whether it lists what refers to an image */
  static async start(options: { referrers?: boolean } = {}): Promise<MemoryRegistry> {
    const registry = new MemoryRegistry(options.referrers ?? false);
    registry.server = await TestServer.start((request) => registry.answer(request));
    return registry;
  }

  server!: TestServer;

  private constructor(private readonly referrers: boolean) {}

  /** Every request that stored something. */
  get writes(): string[] {
    return this.server.log.filter((line) => /^(POST|PATCH|PUT)/.test(line));
  }

  /** Puts an image there without asking: configuration, one layer, and a tag if there is one. */
  addImage(repository: string, seed: string, tag?: string, layers: readonly string[] = [seed]): string {
    const descriptor = (text: string, mediaType: string) => {
      const bytes = Buffer.from(text);
      this.blobs.set(`${repository}@${sha256(bytes)}`, bytes);
      return { mediaType, digest: sha256(bytes), size: bytes.length };
    };
    return this.addManifest(repository, 'application/vnd.oci.image.manifest.v1+json', tag, {
      schemaVersion: 2,
      config: descriptor(JSON.stringify({ seed }), 'application/vnd.oci.image.config.v1+json'),
      layers: layers.map((layer) => descriptor(`layer ${layer}`, 'application/vnd.oci.image.layer.v1.tar')),
    });
  }

  /** Puts an index of images there. */
  addIndex(repository: string, digests: readonly string[], tag?: string): string {
    const manifests = digests.map((digest) => {
      const { type, bytes } = this.manifests.get(`${repository}:${digest}`) as Stored;
      return { mediaType: type, digest, size: bytes.length };
    });
    return this.addManifest(repository, 'application/vnd.oci.image.index.v1+json', tag, {
      schemaVersion: 2,
      manifests,
    });
  }

  addManifest(repository: string, type: string, tag: string | undefined, body: object): string {
    const bytes = Buffer.from(JSON.stringify(body));
    for (const name of [sha256(bytes), ...(tag === undefined ? [] : [tag])]) {
      this.manifests.set(`${repository}:${name}`, { type, bytes });
    }
    return sha256(bytes);
  }

  private answer(request: SeenRequest): Reply {
    const intercepted = this.intercept(request);
    if (intercepted) return intercepted;
    const { method, url, headers, body } = request;
    const [, repository = '', kind, name = ''] =
      /^\/v2\/(.+)\/(manifests|blobs|referrers)\/(.*)$/.exec(url.pathname) ?? [];
    if (kind === 'manifests') {
      if (method === 'PUT')
        return this.putManifest(repository, name, { type: headers['content-type'] ?? '', bytes: body });
      const stored = this.manifests.get(`${repository}:${name}`);
      if (!stored) return { status: 404 };
      const declared = { 'content-type': stored.type, 'docker-content-digest': sha256(stored.bytes) };
      return { headers: declared, body: stored.bytes };
    }
    if (kind === 'referrers') {
      if (!this.referrers) return { status: 404 };
      const found = [...this.manifests].filter(
        ([at, { bytes }]) =>
          at.startsWith(`${repository}:sha256:`) && JSON.parse(bytes.toString()).subject?.digest === name,
      );
      const manifests = found.map(([, { type, bytes }]) => ({
        mediaType: type,
        digest: sha256(bytes),
        size: bytes.length,
      }));
      return { body: JSON.stringify({ manifests }) };
    }
    if (kind === 'blobs') return this.blob(request, repository, name);
    return { status: 404 };
  }

  private blob({ method, url, body }: SeenRequest, repository: string, name: string): Reply {
    if (method === 'POST') {
      const { mount, from } = Object.fromEntries(url.searchParams);
      const lent = this.blobs.get(`${from}@${mount}`);
      if (lent) {
        this.blobs.set(`${repository}@${mount}`, lent);
        return { status: 201 };
      }
      return { status: 202, headers: { location: `/v2/${repository}/blobs/uploads/${this.server.seen.length}` } };
    }
    if (method === 'PATCH') {
      this.blobs.set(`${repository}@${name}`, body);
      return { status: 202, headers: { location: url.pathname } };
    }
    if (method === 'PUT') {
      const digest = url.searchParams.get('digest') ?? '';
      const sent = this.blobs.get(`${repository}@${name}`) ?? body;
      if (sha256(sent) !== digest) return { status: 400 };
      this.blobs.set(`${repository}@${digest}`, sent);
      return { status: 201 };
    }
    const found = this.blobs.get(`${repository}@${name}`);
    return found ? { body: found } : { status: 404 };
  }

  private putManifest(repository: string, name: string, manifest: Stored): Reply {
    const { manifests = [], config, layers = [] } = JSON.parse(manifest.bytes.toString());
    const blobs: { digest: string }[] = config ? [config, ...layers] : [];
    const whole =
      manifests.every(({ digest }: { digest: string }) => this.manifests.has(`${repository}:${digest}`)) &&
      blobs.every(({ digest }) => this.blobs.has(`${repository}@${digest}`));
    if (!whole) return { status: 400, body: '{"errors":[{"code":"MANIFEST_BLOB_UNKNOWN"}]}' };
    this.manifests.set(`${repository}:${name}`, manifest);
    this.manifests.set(`${repository}:${sha256(manifest.bytes)}`, manifest);
    return { status: 201 };
  }
}
