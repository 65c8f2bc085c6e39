import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import tls from 'node:tls';
import { inspect } from 'node:util';
import { DOCKER_HUB_API } from '../image-reference';
import type { Credential } from '../registry/docker-credentials';
import { Registry } from '../registry/registry';
import { RegistryError } from '../registry/registry-error';
import type { RetryOptions } from '../registry/retry';
import { type Certificate, selfSigned } from './certificate';

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a server answers with. */
export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Closes the connection: instead of an answer, or halfway through the body. */
  readonly breakOff?: 'before the answer' | 'in the body';
  /** Sends the body again and again, as long as somebody reads. */
  readonly endless?: boolean;
  /** Sends a byte of the body each so many milliseconds. */
  readonly drip?: number;
}

/** One answer, or one after the other with the last repeated, or a function that finds it. */
export type Answer = Reply | readonly Reply[] | ((request: SeenRequest) => Reply);

/** Answers by method and path, e.g. `GET /v2/app/manifests/1.0`, anything else being 404; or one function for all. */
export type Answers = Readonly<Record<string, Answer>> | ((request: SeenRequest) => Reply);

const started: TestServer[] = [];

/** An HTTP or HTTPS server on the loopback interface that answers what a test says, and keeps what it was asked. */
export class TestServer {
  /** The certificate of those that are trusted. */
  static readonly trusted = selfSigned(['127.0.0.1', DOCKER_HUB_API]);

  /** @param certificate makes it speak TLS */
  static async start(answers: Answers, certificate?: Certificate): Promise<TestServer> {
    const test = new TestServer(answers, certificate);
    await new Promise<void>((resolve) => test.server.listen(0, '127.0.0.1', resolve));
    started.push(test);
    return test;
  }

  /** Stops every server that a test started. */
  static stopAll(): void {
    for (const { server, sockets } of started.splice(0)) {
      server.close();
      // Not closeAllConnections: it knows none that is still in its TLS handshake.
      for (const socket of sockets) socket.destroy();
    }
  }

  readonly seen: SeenRequest[] = [];
  private readonly server;
  private readonly sockets = new Set<Socket>();
  private readonly scheme: 'http' | 'https';

  private constructor(
    private readonly answers: Answers,
    certificate?: Certificate,
  ) {
    const listener = (request: IncomingMessage, response: ServerResponse) => void this.serve(request, response);
    this.scheme = certificate ? 'https' : 'http';
    this.server = certificate ? createTlsServer({ ...certificate }, listener) : createServer(listener);
    this.server.on('connection', (socket: Socket) => this.sockets.add(socket));
  }

  /** Host and port, as in image references. */
  get name(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get origin(): string {
    return `${this.scheme}://${this.name}`;
  }

  /** Method and path of every request, with its query. */
  get log(): string[] {
    return this.seen.map(({ method, url }) => `${method} ${decodeURIComponent(url.pathname + url.search)}`);
  }

  /** The `Authorization` of every request. */
  get authorizations(): (string | undefined)[] {
    return this.seen.map(({ headers }) => headers.authorization);
  }

  private async serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk);
    } catch {
      // The client gave up; what it sent until then counts.
    }
    // The test is over, and what it sent on its way was given up.
    if (!this.server.listening) return;
    const { method = '', headers } = incoming;
    const request = { method, url: new URL(incoming.url ?? '', this.origin), headers, body: Buffer.concat(chunks) };
    const key = `${method} ${request.url.pathname}`;
    const before = this.seen.filter(({ method, url }) => `${method} ${url.pathname}` === key).length;
    this.seen.push(request);
    const answer = typeof this.answers === 'function' ? this.answers : (this.answers[key] ?? { status: 404 });
    const reply =
      typeof answer === 'function'
        ? answer(request)
        : 'at' in answer
          ? (answer[Math.min(before, answer.length - 1)] as Reply)
          : answer;
    const body = Buffer.from(reply.body ?? '');
    if (reply.breakOff === 'before the answer') {
      incoming.socket.destroy();
      return;
    }
    outgoing.writeHead(reply.status ?? 200, {
      ...(reply.endless ? {} : { 'content-length': body.length }),
      ...reply.headers,
    });
    if (reply.breakOff === 'in the body') {
      outgoing.write(body.subarray(0, body.length / 2), () => incoming.socket.destroy());
      return;
    }
    if (reply.endless || reply.drip !== undefined) {
      const pieces = reply.drip === undefined ? [body] : [...body].map((byte) => Buffer.from([byte]));
      this.sendOn(outgoing, pieces, reply);
      return;
    }
    outgoing.end(method === 'HEAD' ? undefined : body);
  }

  private sendOn(outgoing: ServerResponse, pieces: readonly Buffer[], { endless, drip }: Reply, at = 0): void {
    const piece = pieces[endless ? at % pieces.length : at];
    if (piece === undefined) {
      outgoing.end();
      return;
    }
    if (outgoing.destroyed || outgoing.socket?.destroyed) return;
    const next = () => this.sendOn(outgoing, pieces, { endless, drip }, at + 1);
    const goesOn = outgoing.write(piece);
    if (drip !== undefined) setTimeout(next, drip);
    else if (goesOn) setImmediate(next);
    else outgoing.once('drain', next);
  }
}

/** Where connections go instead of to the host that they are for. */
let dockerHub: { host: string; port: number } | undefined;

/** Puts a server in the place of Docker Hub until the end of a test. */
export function actAsDockerHub(server: TestServer): void {
  const { hostname, port } = new URL(server.origin);
  dockerHub = { host: hostname, port: Number(port) };
}

/**
 * Makes this process trust {@link TestServer.trusted} for one test file. Node reads `NODE_EXTRA_CA_CERTS` only when it starts.
 */
export function trustTestServers(): void {
  const { connect } = tls;
  beforeAll(() => {
    jest
      .spyOn(tls, 'connect')
      .mockImplementation(((options: tls.ConnectionOptions) =>
        connect({ ...options, ca: TestServer.trusted.cert, ...dockerHub })) as typeof tls.connect);
  });
  afterAll(() => jest.restoreAllMocks());
  afterEach(() => {
    TestServer.stopAll();
    dockerHub = undefined;
  });
}

/** Secrets that tests log in with, and that no error may name. */
export const SECRETS = { password: 'pass-s3cret', refresh: 'refresh-s3cret', token: 'token-s3cret' };

export const PASSWORD: Credential = { kind: 'password', username: 'robot', password: SECRETS.password };
export const IDENTITY_TOKEN: Credential = { kind: 'identity token', token: SECRETS.refresh };
export const REGISTRY_TOKEN: Credential = { kind: 'registry token', token: SECRETS.token };

/** The client of a server, which waits for nothing between its three attempts. */
export function clientOf(
  server: TestServer,
  options: { credential?: Credential; plainHttp?: boolean; retry?: RetryOptions; answerWithin?: number } = {},
): Registry {
  const { credential, plainHttp = server.origin.startsWith('http:'), retry, answerWithin } = options;
  return new Registry(server.name, {
    credentials: async () => credential,
    isPlainHttp: (registry) => plainHttp && registry === server.name,
    retry: { attempts: 3, firstWait: 0, ...retry },
    answerWithin,
  });
}

/** The RegistryError that something ends with, which has no secret in it however it is printed. */
export async function failureOf(work: Promise<unknown>): Promise<RegistryError> {
  const error = await work.then(
    (value) => {
      throw new Error(`it did not fail: ${inspect(value)}`);
    },
    (error) => error,
  );
  if (!(error instanceof RegistryError)) throw error;
  const printed = inspect(error, { depth: 10 });
  for (const secret of [...Object.values(SECRETS), Buffer.from(`robot:${SECRETS.password}`).toString('base64')]) {
    expect(printed).not.toContain(secret);
  }
  return error;
}
