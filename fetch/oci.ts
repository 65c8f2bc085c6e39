import * as fs from 'node:fs';
import * as path from 'node:path';
import { maxVersion, NoSuchVersion, parseVersion, VersionConstraint } from '../argocd/semantics/semver';
import { DOCKER_HUB, isDigest } from '../images/image-reference';
import { DockerCredentials } from '../images/registry/docker-credentials';
import { type Descriptor, isIndex, readManifest } from '../images/registry/manifest';
import { Registry } from '../images/registry/registry';
import { RegistryError } from '../images/registry/registry-error';
import type { RetryOptions } from '../images/registry/retry';
import { sha256 } from './content-cache';
import { FetchError } from './fetch-error';
import type { FetchedBytes } from './fetched';
import { helmConfig } from './http-credentials';

const CHART_CONFIG = 'application/vnd.cncf.helm.config.v1+json';
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** What Argo CD takes in an artifact (`reposerver.oci.layer.media.types`). */
const LAYERS = ['application/vnd.oci.image.layer.v1.tar', 'application/vnd.oci.image.layer.v1.tar+gzip', CHART_LAYER];

/** As many as Argo CD looks at. */
const MAX_LAYERS = 10;

/** How to talk to OCI registries. */
export interface OciOptions {
  /** Registries that speak plain HTTP. @default - none but those on this machine */
  readonly plainHttp?: ReadonlySet<string>;
  readonly retry?: RetryOptions;
  readonly env?: NodeJS.ProcessEnv;
}

/** An archive of a registry: of a chart, or of manifests. */
export interface OciArchive extends FetchedBytes {
  /** Whether it is a chart: then everything is in one folder of the archive. */
  readonly isChart: boolean;
}

/** Fetches charts and artifacts of OCI registries, with the logins of `helm registry login` and `docker login`. */
export class OciRegistries {
  private readonly clients = new Map<string, Registry>();
  private logins?: readonly DockerCredentials[];

  constructor(private readonly options: OciOptions = {}) {}

  /**
   * A chart, as `helm pull oci://…` has it.
   *
   * @param place registry and repository without `oci://`
   * @throws FetchError
   */
  async chart(place: string, revision: string, limit: number): Promise<OciArchive> {
    return this.told(async () => {
      const { registry, repository } = this.at(place);
      const version = parseVersion(revision)
        ? revision
        : await this.newest(registry, repository, revision === '' ? '*' : revision);
      const archive = await this.archive(registry, repository, version.replaceAll('+', '_'), limit);
      if (!archive.isChart) throw new FetchError(`${place}:${version} is no chart`);
      return { ...archive, version };
    });
  }

  /**
   * An artifact that an Application names by `oci://` and a path.
   *
   * @throws FetchError
   * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/oci/client.go
   */
  async artifact(place: string, revision: string, limit: number): Promise<OciArchive> {
    return this.told(async () => {
      const { registry, repository } = this.at(place);
      if (isDigest(revision)) return this.archive(registry, repository, revision, limit);
      const tag = revision === '' ? 'latest' : revision;
      try {
        return await this.archive(registry, repository, tag, limit);
      } catch (error) {
        // What is no tag may be a range.
        if (!(error instanceof RegistryError) || !['not found', 'wrong content'].includes(error.kind)) throw error;
        if (parseVersion(revision) || !VersionConstraint.parse(revision)) throw error;
      }
      const version = await this.newest(registry, repository, revision);
      return this.archive(registry, repository, version.replaceAll('+', '_'), limit);
    });
  }

  private async newest(registry: Registry, repository: string, revision: string): Promise<string> {
    const tags = (await registry.listTags(repository)).map((tag) => tag.replaceAll('_', '+'));
    return maxVersion(revision, tags);
  }

  private async archive(registry: Registry, repository: string, tag: string, limit: number): Promise<OciArchive> {
    const what = `${registry.name}/${repository}:${tag}`;
    const manifest = await registry.getManifest(repository, tag);
    if (isIndex(manifest)) throw new FetchError(`${what} is an index of images, and no artifact`);
    const [config, ...layers] = readManifest(manifest, what).blobs;
    if (layers.length > MAX_LAYERS)
      throw new FetchError(`${what} has ${layers.length} layers: Argo CD takes ${MAX_LAYERS}`);
    const isChart = config?.mediaType === CHART_CONFIG;
    const isContent = ({ mediaType }: Descriptor) =>
      isChart ? mediaType === CHART_LAYER : /tar(?:[+.]gzip)?$/.test(mediaType);
    const content = layers.filter(isContent);
    const [layer] = content;
    if (!layer || content.length > 1)
      throw new FetchError(`${what} has ${content.length} layers of files: Argo CD takes one`);
    if (!LAYERS.includes(layer.mediaType))
      throw new FetchError(`${what} is of type ${layer.mediaType}, which Argo CD does not take`);
    if (layer.size > limit) throw new FetchError(`${what} is larger than ${limit / 2 ** 20} MiB`);
    const bytes = await this.blob(registry, repository, layer, limit);
    return { bytes, isChart, version: tag, digest: sha256(bytes), from: `oci://${what}` };
  }

  private async blob(registry: Registry, repository: string, layer: Descriptor, limit: number): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of await registry.openBlob(repository, layer.digest)) {
        size += (chunk as Buffer).length;
        if (size > limit || size > layer.size) throw new FetchError(`${registry.name} sends more than it says`);
        chunks.push(chunk as Buffer);
      }
    } catch (error) {
      if (error instanceof FetchError || error instanceof RegistryError) throw error;
      throw new FetchError(`${registry.name}/${repository} breaks off (${(error as Error).message})`);
    }
    const bytes = Buffer.concat(chunks);
    const digest = sha256(bytes);
    if (layer.digest.startsWith('sha256:') && digest !== layer.digest)
      throw new FetchError(`${registry.name}/${repository} says ${layer.digest}, and its bytes are ${digest}`);
    return bytes;
  }

  private at(place: string): { readonly registry: Registry; readonly repository: string } {
    const [host = '', ...rest] = place.replace(/\/+$/, '').split('/');
    const repository = rest.join('/');
    if (
      !/^[a-z0-9.-]+(?::\d+)?$|^\[[0-9a-f:]+\](?::\d+)?$/i.test(host) ||
      !/^[a-z0-9]+(?:[/._-]+[a-z0-9]+)*$/.test(repository)
    )
      throw new FetchError(`${JSON.stringify(place)} is no repository of an OCI registry: HOST[:PORT]/PATH`);
    const name = ['registry-1.docker.io', 'index.docker.io', DOCKER_HUB].includes(host) ? DOCKER_HUB : host;
    let registry = this.clients.get(name);
    if (!registry) {
      registry = new Registry(name, {
        credentials: (one) => this.credentialOf(one),
        isPlainHttp: (one) => this.options.plainHttp?.has(one) ?? false,
        retry: { attempts: 3, longestWait: 20_000, ...this.options.retry },
      });
      this.clients.set(name, registry);
    }
    return { registry, repository };
  }

  private async credentialOf(registry: string): ReturnType<DockerCredentials['for']> {
    this.logins ??= this.readLogins();
    for (const logins of this.logins) {
      const found = await logins.for(registry);
      if (found) return found;
    }
    return undefined;
  }

  /** Helm keeps its own in a file like docker's. */
  private readLogins(): readonly DockerCredentials[] {
    const { env = process.env } = this.options;
    const file = env.HELM_REGISTRY_CONFIG || path.join(helmConfig(env), 'registry', 'config.json');
    const own = fs.existsSync(file) ? [DockerCredentials.parse(fs.readFileSync(file, 'utf8'), file, env)] : [];
    return [...own, DockerCredentials.load(env)];
  }

  private async told<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof FetchError) throw error;
      if (error instanceof RegistryError) {
        const login = error.kind === 'unauthorized' ? ' helm registry login, or docker login, gives a login.' : '';
        throw new FetchError(`${error.message}${login}`);
      }
      if (error instanceof NoSuchVersion) throw new FetchError(error.message);
      // A configuration of docker that is wrong says so itself.
      throw new FetchError((error as Error).message);
    }
  }
}
