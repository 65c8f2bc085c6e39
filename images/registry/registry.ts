import { createHash } from 'node:crypto';
import { pipeline, Readable, Transform } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { foreignText } from '../foreign-text';
import { DOCKER_HUB, DOCKER_HUB_API, isDigest } from '../image-reference';
import { BodyTooLarge, BodyTooSlow, readBody, readErrorBody } from './body';
import type { Credential } from './docker-credentials';
import { fetchHttp, type RequestInit, type Response, readLocation } from './http';
import type { ImageStore } from './image-store';
import {
  ACCEPT_MANIFESTS,
  type Descriptor,
  digestOf,
  MANIFEST_LIMIT,
  type Manifest,
  OCI_INDEX,
  readManifest,
} from './manifest';
import { CLIENT_ID, RegistryAuth } from './registry-auth';
import { RegistryError } from './registry-error';
import { parseRetryAfter, type RetryOptions, waitForRetry } from './retry';
import { unreachable } from './unreachable';

/** How to talk to registries. */
export interface RegistryOptions {
  /** Finds the credential for a registry by its name in references. */
  readonly credentials: (registry: string) => Promise<Credential | undefined>;

  /** Whether the platform declares that the registry of this name speaks plain HTTP. */
  readonly isPlainHttp: (registry: string) => boolean;

  /** How often a request is repeated. */
  readonly retry?: RetryOptions;

  /**
   * How long an answer that is no blob may take in all, and in how long a blob has to bring another 64 KiB: milliseconds.
   * @default 120000
   */
  readonly answerWithin?: number;
}

/** A tag, as the distribution API defines it. */
const TAG = /^\w[\w.-]{0,127}$/;

/** More pages of tags than any repository has. */
const MAX_PAGES = 500;

/** The least of a blob that has to come within {@link RegistryOptions.answerWithin}. */
const SLOWEST = 64 * 1024;

interface RegistryRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly scopes: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | Readable;
  /** Status codes that are an answer, not a failure. */
  readonly expect: readonly number[];
}

/**
 * One registry, by the distribution API.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md
 */
export class Registry implements ImageStore {
  private readonly base: URL;
  private readonly plainHttp: boolean;
  private readonly auth: RegistryAuth;

  /** @param name host and port as in image references */
  constructor(
    readonly name: string,
    private readonly options: RegistryOptions,
  ) {
    this.plainHttp = options.isPlainHttp(name);
    this.base = new URL(`${this.plainHttp ? 'http' : 'https'}://${name === DOCKER_HUB ? DOCKER_HUB_API : name}/v2/`);
    this.auth = new RegistryAuth(name, () => options.credentials(name), this.plainHttp, options.retry);
  }

  /**
   * The digest a tag points at, by a HEAD request: Docker Hub does not count those as pulls.
   *
   * @returns undefined if the registry does not say; the manifest itself then does
   * @throws RegistryError, of kind `not found` if there is no such manifest
   */
  async digestOf(repository: string, reference: string): Promise<string | undefined> {
    const response = await this.request({
      method: 'HEAD',
      url: this.manifestUrl(repository, reference),
      scopes: pull(repository),
      headers: { accept: ACCEPT_MANIFESTS },
      expect: [200],
    });
    return declaredDigest(response, this.nameOf(repository, reference));
  }

  /** The digest of the manifest that the repository has under this tag or digest, if any. */
  async findManifest(repository: string, reference: string): Promise<{ readonly digest?: string } | undefined> {
    try {
      return { digest: await this.digestOf(repository, reference) };
    } catch (error) {
      if (error instanceof RegistryError && error.kind === 'not found') return undefined;
      throw error;
    }
  }

  /**
   * A manifest. Its bytes are compared with the digest that was requested or declared.
   *
   * @throws RegistryError, of kind `wrong content` if the digest does not match
   */
  async getManifest(repository: string, reference: string): Promise<Manifest> {
    const what = this.nameOf(repository, reference);
    const request = {
      method: 'GET',
      url: this.manifestUrl(repository, reference),
      scopes: pull(repository),
      headers: { accept: ACCEPT_MANIFESTS },
      expect: [200],
    } as const;
    const { response, bytes } = await this.read(request, what);
    const declared = reference.includes(':') ? reference : declaredDigest(response, what);
    const digest = digestOf(bytes, declared);
    if (declared && digest !== declared) {
      throw new RegistryError(
        'wrong content',
        `${what}: the registry says ${declared}, and its bytes are ${digest}. Something between here and there changes them, or the registry is damaged.`,
      );
    }
    const header = response.headers.get('content-type')?.split(';')[0].trim() ?? '';
    return { mediaType: header, digest, bytes };
  }

  /**
   * The tags of a repository, page after page.
   *
   * @throws RegistryError, of kind `not found` if there is no such repository, of kind `wrong content` if there is no end of pages
   * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-tags
   */
  async listTags(repository: string): Promise<readonly string[]> {
    const what = `${this.name}/${repository}: the list of its tags`;
    const found: string[] = [];
    let url = new URL(`${repository}/tags/list`, this.base);
    for (let page = 0; ; page += 1) {
      if (page === MAX_PAGES) throw new RegistryError('wrong content', `${what} has more than ${MAX_PAGES} pages.`);
      const request = { method: 'GET', url, scopes: pull(repository), expect: [200] } as const;
      const { response, bytes } = await this.read(request, what);
      let tags: unknown;
      try {
        tags = (JSON.parse(bytes.toString('utf8')) as { tags?: unknown } | null)?.tags ?? [];
      } catch {}
      if (!Array.isArray(tags)) throw new RegistryError('wrong content', `${what} is none.`);
      found.push(...tags.filter((tag) => typeof tag === 'string'));
      const next = /<([^>]+)>\s*;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
      if (next === undefined) return found;
      const location = readLocation(next, url);
      // Only the registry itself gets its login.
      if (location.origin !== url.origin) throw new RegistryError('refused', `${what} goes on at ${location.origin}.`);
      url = location;
    }
  }

  /**
   * What refers to a manifest: signatures, attestations, SBOMs.
   *
   * @returns undefined if the registry does not keep such a list
   * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#listing-referrers
   */
  async listReferrers(repository: string, digest: string): Promise<readonly Descriptor[] | undefined> {
    const what = `${this.name}/${repository}: the list of what refers to ${digest}`;
    const request = {
      method: 'GET',
      url: this.referrersUrl(repository, digest),
      scopes: pull(repository),
      // Registries without this list answer with different codes.
      expect: [200, 400, 404, 405],
    } as const;
    const { response, bytes } = await this.read(request, what);
    if (response.status !== 200) return undefined;
    return readManifest({ mediaType: OCI_INDEX, digest, bytes }, what).manifests;
  }

  /** Whether the repository has a blob. */
  async hasBlob(repository: string, digest: string): Promise<boolean> {
    const url = this.blobUrl(repository, digest);
    const response = await this.request({ method: 'HEAD', url, scopes: pull(repository), expect: [200, 404] });
    return response.status === 200;
  }

  /** A blob's bytes as they arrive. The reader has to compare them with the digest. */
  async openBlob(repository: string, digest: string): Promise<Readable> {
    const url = this.blobUrl(repository, digest);
    const response = await this.request({ method: 'GET', url, scopes: pull(repository), expect: [200] });
    if (!response.body) return Readable.from([]);
    return Readable.fromWeb(response.body as ReadableStream);
  }

  /**
   * Stores a blob, or mounts it from another repository of this registry.
   *
   * @param open begins to read the blob at its source; called again for another attempt
   * @param options.from a repository of this registry that has the blob
   * @param options.onBytes called with the number of bytes sent, negative when an attempt is given up
   * @returns how it came to be there
   */
  async putBlob(
    repository: string,
    blob: Pick<Descriptor, 'digest' | 'size'>,
    open: () => Promise<Readable>,
    options: { readonly from?: string; readonly onBytes?: (count: number) => void } = {},
  ): Promise<'mounted' | 'sent'> {
    const { from } = options;
    // One login for the whole upload: a stream that a 401 interrupts has to be sent again from the start.
    const scopes = from === undefined ? push(repository) : [...push(repository), ...pull(from)];
    for (let attempt = 1; ; attempt += 1) {
      let sent = 0;
      try {
        const location = await this.beginUpload(repository, scopes, blob.digest, from);
        if (!location) return 'mounted';
        await this.sendBlob(scopes, location, blob, await open(), (count) => {
          sent += count;
          options.onBytes?.(count);
        });
        return 'sent';
      } catch (error) {
        options.onBytes?.(-sent);
        const again = error instanceof RegistryError && error.transient;
        if (!again || !(await waitForRetry(attempt, this.options.retry))) throw error;
      }
    }
  }

  /** Stores a manifest under a tag or its digest. */
  async putManifest(repository: string, reference: string, manifest: Manifest): Promise<void> {
    await this.request({
      method: 'PUT',
      url: this.manifestUrl(repository, reference),
      scopes: push(repository),
      headers: { 'content-type': manifest.mediaType },
      body: manifest.bytes,
      expect: [201],
    });
  }

  private async beginUpload(
    repository: string,
    scopes: readonly string[],
    digest: string,
    from: string | undefined,
  ): Promise<URL | undefined> {
    const url = new URL(`${repository}/blobs/uploads/`, this.base);
    if (from !== undefined) {
      url.searchParams.set('mount', digest);
      url.searchParams.set('from', from);
    }
    const response = await this.request({
      method: 'POST',
      url,
      scopes,
      headers: { 'content-length': '0' },
      expect: [201, 202],
    });
    return response.status === 201 ? undefined : this.locationOf(response, url);
  }

  private async sendBlob(
    scopes: readonly string[],
    upload: URL,
    blob: Pick<Descriptor, 'digest' | 'size'>,
    source: Readable,
    onBytes: (count: number) => void,
  ): Promise<void> {
    const algorithm = blob.digest.slice(0, blob.digest.indexOf(':'));
    const hash = createHash(algorithm);
    let size = 0;
    const within = this.options.answerWithin ?? 120_000;
    let pace = { since: Date.now(), size: 0 };
    const isSlow = (): boolean => {
      if (Date.now() < pace.since + within) return false;
      const slow = size - pace.size < SLOWEST && size < blob.size;
      pace = { since: Date.now(), size };
      return slow;
    };
    const check = (wrong: boolean) =>
      wrong ? new RegistryError('wrong content', `the source has not the ${blob.size} bytes of ${blob.digest}`) : null;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        size += chunk.length;
        hash.update(chunk);
        onBytes(chunk.length);
        const slow = `the download of ${blob.digest} brings less than ${SLOWEST} bytes in ${Math.round(within / 1000)} s`;
        done(isSlow() ? new RegistryError('unreachable', slow) : check(size > blob.size), chunk);
      },
      flush: (done) => done(check(size !== blob.size)),
    });
    let broken: Error | undefined;
    const body = pipeline(source, meter, (error) => {
      broken = error ?? undefined;
    });
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(blob.size) };
    const request = { method: 'PATCH', url: upload, scopes, headers, body, expect: [202] } as const;
    const patched = await this.request(request).catch((error) => {
      if (!broken) throw error;
      if (broken instanceof RegistryError) throw broken;
      const why = `the download of ${blob.digest} broke off: ${broken.message}`;
      throw new RegistryError('unreachable', why, true, { cause: broken });
    });
    const commit = this.locationOf(patched, upload);
    const digest = `${algorithm}:${hash.digest('hex')}`;
    if (digest !== blob.digest) {
      await this.request({ method: 'DELETE', url: commit, scopes, expect: [204, 202, 404, 405] }).catch(
        () => undefined,
      );
      throw new RegistryError(
        'wrong content',
        `the source gives ${digest} for the blob ${blob.digest}. It is damaged there, or changed on the way.`,
      );
    }
    commit.searchParams.set('digest', blob.digest);
    await this.request({ method: 'PUT', url: commit, scopes, headers: { 'content-length': '0' }, expect: [201] });
  }

  /**
   * The `Location` of a registry's answer. Only the same host, and no switch from HTTPS to HTTP, because the
   * credentials are sent along.
   */
  private locationOf(response: Response, asked: URL): URL {
    const header = response.headers.get('location');
    if (!header) throw new RegistryError('wrong content', `${this.name} begins an upload and does not say where.`);
    const location = readLocation(header, asked);
    if (location.protocol === 'http:' && !this.plainHttp) {
      throw new RegistryError(
        'refused',
        `${this.name} speaks TLS, and sends an upload to ${location.origin}. Repair the external URL that the registry is configured with.`,
      );
    }
    return location;
  }

  private manifestUrl(repository: string, reference: string): URL {
    if (!isDigest(reference) && !TAG.test(reference)) throw this.noReference(repository, reference);
    return new URL(`${repository}/manifests/${reference}`, this.base);
  }

  private referrersUrl(repository: string, digest: string): URL {
    if (!isDigest(digest)) throw this.noReference(repository, digest);
    return new URL(`${repository}/referrers/${digest}`, this.base);
  }

  private blobUrl(repository: string, digest: string): URL {
    if (!isDigest(digest)) throw this.noReference(repository, digest);
    return new URL(`${repository}/blobs/${digest}`, this.base);
  }

  /** Whatever a registry's answer leads to stays in the repository that was meant: no `..` gets into a URL. */
  private noReference(repository: string, reference: string): RegistryError {
    return new RegistryError(
      'wrong content',
      `${this.name}/${repository}: ${foreignText(JSON.stringify(reference))} is neither a tag nor a digest.`,
    );
  }

  private nameOf(repository: string, reference: string): string {
    return `${this.name}/${repository}${reference.includes(':') ? '@' : ':'}${reference}`;
  }

  /** A request whose answer is read as a whole; one that breaks off on the way is asked for again. */
  private async read(request: RegistryRequest, what: string): Promise<{ response: Response; bytes: Buffer }> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.request(request);
      try {
        return { response, bytes: await readBody(response, MANIFEST_LIMIT, this.options.answerWithin) };
      } catch (error) {
        if (error instanceof BodyTooLarge)
          throw new RegistryError('wrong content', `${what}: ${error.message}, so not a manifest.`);
        if (error instanceof BodyTooSlow) throw new RegistryError('unreachable', `${what}: ${error.message}.`, true);
        if (!(await waitForRetry(attempt, this.options.retry))) throw this.unreachable(error as Error);
      }
    }
  }

  private async request(request: RegistryRequest): Promise<Response> {
    const { scopes, expect } = request;
    const replayable = !(request.body instanceof Readable);
    let challenged = false;
    for (let attempt = 1; ; ) {
      const response = await this.send(request).catch(async (error) => {
        if (
          replayable &&
          error instanceof RegistryError &&
          error.transient &&
          (await waitForRetry(attempt, this.options.retry))
        )
          return undefined;
        throw error;
      });
      if (!response) {
        attempt += 1;
        continue;
      }
      if (expect.includes(response.status)) return response;
      // A storage server that a download was redirected to does not say where the registry's password goes.
      const itself = new URL(response.url).host === this.base.host;
      if (response.status === 401 && itself && !challenged) {
        await response.body?.cancel();
        challenged = true;
        await this.auth.answer(response, scopes);
        // A stream can be read only once; its sender starts again, now with an accepted header.
        if (!replayable)
          throw new RegistryError('unauthorized', `${this.name}: the login ran out during an upload.`, true);
        continue;
      }
      const retryAfter = parseRetryAfter(response.headers.get('retry-after'));
      const error = await this.failure(response, request, retryAfter);
      if (!error.transient || !replayable || !(await waitForRetry(attempt, this.options.retry, retryAfter)))
        throw error;
      attempt += 1;
    }
  }

  private async send({ method, url, scopes, headers, body }: RegistryRequest): Promise<Response> {
    // Credentials go to the registry alone, also where it sends an upload elsewhere.
    const authorization = url.host === this.base.host ? this.auth.header(scopes) : undefined;
    const init: RequestInit = {
      method,
      headers: { 'user-agent': CLIENT_ID, ...headers, ...(authorization && { authorization }) },
      ...(body && { body, duplex: 'half' as const }),
    };
    try {
      return await fetchHttp(url, init);
    } catch (error) {
      throw this.unreachable(error as Error);
    }
  }

  private unreachable(error: Error): RegistryError {
    return unreachable(this.name, error, `If it is a registry over plain HTTP, declare it: --plain-http ${this.name}.`);
  }

  private async failure(response: Response, request: RegistryRequest, retryAfter?: number): Promise<RegistryError> {
    const { status } = response;
    const said = await reasonOf(response, this.options.answerWithin);
    const at = `${this.name}/${request.url.pathname.replace(/^\/v2\//, '')}`;
    const answer = `${status}${said ? ` ${said}` : ''}`;
    if (status === 401 || status === 403) {
      const may = request.scopes.some((scope) => scope.endsWith('push')) ? 'push to' : 'pull from';
      return new RegistryError(
        'unauthorized',
        `${at}: ${answer}. Whoever is logged in may not ${may} it, or it is not there.`,
      );
    }
    if (status === 404) return new RegistryError('not found', `${at}: ${said || 'not found'}`);
    if (status === 429) {
      const limit = response.headers.get('ratelimit-limit')?.split(';')[0];
      const wait = retryAfter === undefined ? 'later' : `in ${Math.ceil(retryAfter / 1000)} s`;
      const login = this.name === DOCKER_HUB ? ' docker login raises the limit.' : '';
      return new RegistryError(
        'rate limit',
        `${this.name}: rate limit reached${limit ? ` (${limit} pulls)` : ''}; try again ${wait}.${login}`,
        true,
      );
    }
    if (status >= 500) return new RegistryError('server error', `${at}: ${answer}`, true);
    return new RegistryError('refused', `${at}: ${answer}`);
  }
}

function pull(repository: string): string[] {
  return [`repository:${repository}:pull`];
}

function push(repository: string): string[] {
  return [`repository:${repository}:pull,push`];
}

/** The digest that a registry says a manifest has. It goes into the next URL and into the lock, so it has to be one. */
function declaredDigest(response: Response, what: string): string | undefined {
  const digest = response.headers.get('docker-content-digest');
  if (!digest) return undefined;
  if (isDigest(digest)) return digest;
  throw new RegistryError(
    'wrong content',
    `${what}: the registry says that its digest is ${JSON.stringify(digest)}, which is none. Pin the image by its digest instead of its tag.`,
  );
}

/** What a registry says in its error body. @see distribution-spec, section Error Codes */
async function reasonOf(response: Response, within?: number): Promise<string> {
  const text = await readErrorBody(response, within);
  try {
    const { errors } = JSON.parse(text) as { errors?: readonly { code?: string; message?: string }[] };
    return foreignText((errors ?? []).map(({ code, message }) => message || code).join('; '));
  } catch {
    return foreignText(response.statusText);
  }
}
