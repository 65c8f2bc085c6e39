import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

// biome-ignore lint/suspicious/noExplicitAny: JSON bodies of an API that is only imitated
type Json = any;

/** A request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path below /api/v2.0, as sent: still encoded, with its query. */
  readonly path: string;
  readonly cookie?: string;
  readonly user?: string;
  readonly body?: Json;
}

/** What the server should do that Harbor does on a bad day. */
export interface FakeHarborTrouble {
  /** How many polls of /health answer 200 and unhealthy. */
  unhealthyPolls?: number;
  /** Answers with a session cookie, and refuses writes that bring it back. */
  sessionCookie?: boolean;
  /** URLs that answer Harbor's own check of an endpoint with nothing. */
  unreachable?: Set<string>;
  /** After that many writes the server is gone for a while. With `lost`, that write is carried out and not answered. */
  dieAfterWrites?: { writes: number; forMilliseconds: number; lost?: boolean };
  /** quota_per_project_enable is off. */
  noQuotas?: boolean;
  /** No scanner is registered. */
  noScanner?: boolean;
  /** Routes that the account may not use. */
  forbidden?: Set<string>;
}

/**
 * Harbor's API as far as the set-up Job and the gate use it, with the traps of the real one (v2.15.2; behaviour was
 * compared with the handlers in src/server/v2.0/handler and with a running core).
 */
export class FakeHarbor {
  readonly requests: SeenRequest[] = [];
  readonly trouble: FakeHarborTrouble = {};
  readonly password = 'Right-password-1';

  projects: Json[] = [];
  registries: Json[] = [];
  robots: Json[] = [];
  quotas: Json[] = [];
  retentions: Json[] = [];
  gc: Json = null;
  scanAll: Json = null;
  systemAllowlist: Json = { items: [] };
  configuration: Json = { robot_name_prefix: { value: 'robot$', editable: true } };
  /** Artifacts by `project/repository` and by digest or tag; each poll of one calls it. */
  artifacts = new Map<string, () => Json>();
  /** What a scan of an artifact answers: 202 unless something is set. */
  onScan: (key: string) => { status: number; message?: string } = () => ({ status: 202 });
  reports = new Map<string, Json>();

  private server?: Server;
  private readonly sockets = new Set<Socket>();
  private port = 0;
  private nextId = 1;
  private writes = 0;
  private rebirth?: NodeJS.Timeout;

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Requests that would have changed something, Harbor's ping of an endpoint left out. */
  get changes(): SeenRequest[] {
    return this.requests.filter(({ method, path }) => !['GET', 'HEAD'].includes(method) && path !== '/registries/ping');
  }

  async start(): Promise<this> {
    this.server = createServer((request, response) => void this.handle(request, response));
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      this.server?.once('error', reject);
      this.server?.listen(this.port, '127.0.0.1', resolve);
    });
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    clearTimeout(this.rebirth);
    await this.close();
  }

  private async close(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  }

  /** Puts a project there, as if somebody had made it in the UI. */
  addProject(name: string, metadata: Json = { public: 'false' }, more: Json = {}): Json {
    const project = { project_id: this.nextId++, name, metadata: { ...metadata }, ...more };
    this.projects.push(project);
    if (!this.trouble.noQuotas) {
      this.quotas.push({
        id: this.nextId++,
        ref: { id: project.project_id },
        hard: { storage: more.storage_limit ?? -1 },
      });
    }
    return project;
  }

  addRobot(robot: Json): Json {
    const added = { id: this.nextId++, disable: false, editable: true, expires_at: -1, duration: -1, ...robot };
    this.robots.push(added);
    return added;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = text === '' ? undefined : JSON.parse(text);
    const method = request.method ?? '';
    const path = (request.url ?? '').replace(/^\/api\/v2\.0/, '');
    const credentials = basic(request.headers.authorization);
    const { cookie } = request.headers;
    this.requests.push({ method, path, ...(cookie && { cookie }), ...(credentials && { user: credentials[0] }), body });

    const write = !['GET', 'HEAD'].includes(method);
    const death = this.trouble.dieAfterWrites;
    const dies = write && death !== undefined && ++this.writes === death.writes;
    if (dies && !death.lost) return this.dieFor(death.forMilliseconds);

    const isName = request.headers['x-is-resource-name'] === 'true';
    const { status, body: answer, headers } = this.answer(method, path, body, credentials, cookie, isName);
    if (dies) return this.dieFor(death.forMilliseconds);
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(this.trouble.sessionCookie && { 'set-cookie': 'sid=0123456789abcdef; Path=/; HttpOnly' }),
      ...headers,
    });
    response.end(answer === undefined ? undefined : JSON.stringify(answer));
  }

  private dieFor(milliseconds: number): void {
    this.rebirth = setTimeout(() => void this.start(), milliseconds);
    void this.close();
  }

  private answer(
    method: string,
    path: string,
    body: Json,
    credentials: [string, string] | undefined,
    cookie?: string,
    isName = false,
  ) {
    const [route, query] = split(path);
    const page = (items: Json[]) => paged(route, items, query);

    // Always 200; the truth is in the body.
    if (route === '/health') {
      const healthy = (this.trouble.unhealthyPolls ?? 0) <= 0;
      if (!healthy) this.trouble.unhealthyPolls = (this.trouble.unhealthyPolls ?? 0) - 1;
      const registry = healthy ? { status: 'healthy' } : { status: 'unhealthy', error: 'connection refused' };
      const components = [
        { name: 'core', status: 'healthy' },
        { name: 'registry', ...registry },
      ];
      return ok({ status: healthy ? 'healthy' : 'unhealthy', components });
    }
    // The CSRF check is skipped for the API unless the session cookie comes back.
    if (cookie?.includes('sid=') && method !== 'GET' && method !== 'HEAD') {
      return error(403, 'FORBIDDEN', 'CSRF token not found in request');
    }
    if (!this.authenticated(credentials)) return error(401, 'UNAUTHORIZED', 'unauthorized');

    if (this.trouble.forbidden?.has(route)) return error(403, 'FORBIDDEN', 'forbidden');
    if (route === '/users/current') return ok({ username: credentials?.[0], sysadmin_flag: true });
    if (route === '/system/CVEAllowlist') return ok(this.systemAllowlist);
    if (route === '/configurations') return ok(this.configuration);
    if (route === '/projects') return this.onProjects(method, body, query, page);
    if (route.startsWith('/projects/') && route.includes('/repositories/'))
      return this.onArtifact(method, route, query);
    if (route.startsWith('/projects/'))
      return this.onProject(method, decodeURIComponent(route.slice(10)), isName, body);
    if (route === '/registries/ping') {
      const registry = this.registries.find(({ id }) => id === body.id);
      return this.trouble.unreachable?.has(registry?.url) ? unhealthy() : ok();
    }
    if (route.startsWith('/registries')) return this.onRegistries(method, route, body, page);
    if (route.startsWith('/quotas')) return this.onQuotas(method, route, body, query);
    if (route.startsWith('/retentions')) return this.onRetentions(method, route, body);
    if (route.startsWith('/robots')) return this.onRobots(method, route, body, query, page);
    if (route === '/system/gc/schedule') return this.onGc(method, body);
    if (route === '/system/scanAll/schedule') return this.onScanAll(method, body);
    return error(404, 'NOT_FOUND', `no route ${method} ${route}`);
  }

  private authenticated(credentials: [string, string] | undefined): boolean {
    if (!credentials) return false;
    const [name, secret] = credentials;
    if (name === 'admin') return secret === this.password;
    const robot = this.robots.find((candidate) => candidate.name === name);
    const expired = robot && robot.expires_at !== -1 && robot.expires_at <= Date.now() / 1000;
    return robot?.secret === secret && !robot.disable && !expired;
  }

  private onProjects(method: string, body: Json, query: URLSearchParams, page: (items: Json[]) => Answer): Answer {
    if (method === 'HEAD') {
      return this.projects.some(({ name }) => name === query.get('project_name')) ? ok() : { status: 404 };
    }
    if (method === 'GET') return page(this.projects);
    if (this.projects.some(({ name }) => name === body.project_name)) {
      return error(409, 'CONFLICT', `The project named ${body.project_name} already exists`);
    }
    const registry = this.registries.find(({ id }) => id === body.registry_id);
    if (body.registry_id !== undefined && registry.type === 'quay') {
      return error(400, 'BAD_REQUEST', `unsupported registry type ${registry.type}`);
    }
    // Proxy settings of a project that is no proxy are dropped, and a proxy is born with a retention of seven days.
    const { proxy_speed_kb, ...metadata } = body.metadata;
    const project = this.addProject(body.project_name, registry ? body.metadata : metadata, {
      ...(body.registry_id && { registry_id: body.registry_id }),
      ...(body.storage_limit !== undefined && { storage_limit: body.storage_limit }),
    });
    if (registry) {
      const rules = [{ action: 'retain', template: 'nDaysSinceLastPull', params: { nDaysSinceLastPull: 7 } }];
      this.addRetention(project, { algorithm: 'or', rules, trigger: { settings: { cron: '0 0 0 * * *' } } });
    }
    return { status: 201, headers: { location: `/api/v2.0/projects/${project.project_id}` } };
  }

  private onProject(method: string, name: string, isName: boolean, body: Json): Answer {
    // Digits are an ID unless the header says that they are a name.
    const isId = /^\d+$/.test(name) && !isName;
    const project = this.projects.find((candidate) => (isId ? String(candidate.project_id) : candidate.name) === name);
    if (!project) return error(404, 'NOT_FOUND', `project ${name} not found`);
    // PUT merges the metadata.
    if (method === 'PUT') Object.assign(project.metadata, body.metadata);
    // The project's own list is there even where the system's is the one that counts.
    return method === 'PUT' ? ok() : ok({ cve_allowlist: { project_id: project.project_id, items: [] }, ...project });
  }

  private onRegistries(method: string, route: string, body: Json, page: (items: Json[]) => Answer): Answer {
    if (method === 'GET') {
      // The secret is never shown, false and empty are left out.
      return page(
        this.registries.map(({ insecure, credential, ...registry }) => ({
          ...registry,
          ...(insecure && { insecure }),
          ...(credential && { credential: { ...credential, access_secret: '*****' } }),
        })),
      );
    }
    // Harbor asks the endpoint before it stores it.
    if (this.trouble.unreachable?.has(body.url)) return unhealthy();
    if (method === 'POST') {
      if (this.registries.some(({ name }) => name === body.name)) return error(409, 'CONFLICT', 'the registry exists');
      this.registries.push({ id: this.nextId++, ...body });
      return { status: 201 };
    }
    const registry = this.registries.find(({ id }) => route === `/registries/${id}`);
    const { access_key, access_secret, credential_type, ...fields } = body;
    Object.assign(registry, fields);
    if (credential_type) registry.credential = { type: credential_type, access_key, access_secret };
    return ok();
  }

  private onQuotas(method: string, route: string, body: Json, query: URLSearchParams): Answer {
    if (method === 'PUT') {
      const quota = this.quotas.find(({ id }) => route === `/quotas/${id}`);
      quota.hard = body.hard;
      return ok();
    }
    return ok(this.quotas.filter(({ ref }) => String(ref.id) === query.get('reference_id')));
  }

  private onRetentions(method: string, route: string, body: Json): Answer {
    if (method === 'GET') return ok(this.retentions.find(({ id }) => route === `/retentions/${id}`));
    if (body.rules.length > 15) return error(400, 'BAD_REQUEST', 'only 15 rules are allowed at most');
    const project = this.projects.find(({ project_id }) => project_id === body.scope.ref);
    if (method === 'POST') {
      const old = project.metadata.retention_id;
      if (old) return error(400, 'BAD_REQUEST', `project ${body.scope.ref} already has retention policy ${old}`);
      this.addRetention(project, body);
      return { status: 201 };
    }
    const index = this.retentions.findIndex(({ id }) => route === `/retentions/${id}`);
    this.retentions[index] = { ...body, id: this.retentions[index].id };
    return ok();
  }

  addRetention(project: Json, policy: Json): void {
    const id = this.nextId++;
    this.retentions.push({ ...policy, id });
    project.metadata.retention_id = String(id);
  }

  private onRobots(
    method: string,
    route: string,
    body: Json,
    query: URLSearchParams,
    page: (items: Json[]) => Answer,
  ): Answer {
    const id = Number(route.slice('/robots/'.length));
    const robot = this.robots.find((candidate) => candidate.id === id);
    if (method === 'GET' && robot) return ok({ ...robot, secret: undefined });
    if (method === 'GET') {
      const projectId = Number(/ProjectID=(\d+)/.exec(query.get('q') ?? '')?.[1] ?? 0);
      return page(
        this.robots
          .filter(({ project_id }) => (project_id ?? 0) === projectId)
          .map((found) => ({ ...found, secret: undefined })),
      );
    }
    if (method === 'POST') {
      const project = this.projects.find(({ name }) => name === body.permissions[0].namespace);
      const prefix = this.configuration.robot_name_prefix.value;
      const name = `${prefix}${body.level === 'project' ? `${project.name}+` : ''}${body.name}`;
      if (this.robots.some((known) => known.name === name)) return error(409, 'CONFLICT', `robot ${name} exists`);
      // secret and disable of the body are ignored; Harbor draws a secret.
      const { secret: _, disable: __, ...fields } = body;
      const secret = 'Drawn-by-Harbor-1';
      const made = this.addRobot({
        ...fields,
        name,
        secret,
        ...(body.level === 'project' && { project_id: project.project_id }),
      });
      return { status: 201, body: { id: made.id, name, secret } };
    }
    if (method === 'PUT') {
      if (body.name !== robot.name || body.level !== robot.level) {
        return error(400, 'BAD_REQUEST', 'cannot update the level or name of robot');
      }
      // The end moves only with the duration.
      if (body.duration !== robot.duration) robot.expires_at = body.duration === -1 ? -1 : 4102444800;
      Object.assign(robot, body);
      return ok();
    }
    if (!/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{8,128}$/.test(body.secret)) {
      return error(400, 'BAD_REQUEST', 'the secret must be 8-128 characters');
    }
    robot.secret = body.secret;
    return ok({});
  }

  private onGc(method: string, body: Json): Answer {
    // POST and PUT both replace. The parameters come back as JSON in a string.
    if (method === 'GET') return this.gc ? ok(this.gc) : ok();
    this.gc = { schedule: body.schedule, job_parameters: JSON.stringify(body.parameters) };
    return ok();
  }

  private onScanAll(method: string, body: Json): Answer {
    if (this.trouble.noScanner) {
      return error(412, 'PRECONDITION', "no scanner is configured, it's not possible to scan");
    }
    if (method === 'GET') return ok(this.scanAll ?? undefined);
    if (method === 'POST' && this.scanAll) return error(412, 'PRECONDITION', 'fail to set schedule for scan all');
    this.scanAll = { schedule: body.schedule };
    return ok();
  }

  private onArtifact(method: string, route: string, query: URLSearchParams): Answer {
    // One decoding is done by the router; the repository is decoded once more: a/b arrives as a%252Fb.
    const [, project, repository, reference, rest] =
      /^\/projects\/([^/]+)\/repositories\/([^/]+)\/artifacts\/([^/]+)(\/.*)?$/.exec(route) ?? [];
    if (project === undefined) return error(404, 'NOT_FOUND', `path ${route} was not found`);
    const name = `${project}/${decodeURIComponent(decodeURIComponent(repository))}`;
    const key = `${name}@${decodeURIComponent(reference)}`;
    const artifact = this.artifacts.get(key);
    if (!artifact) return error(404, 'NOT_FOUND', `artifact ${key} not found`);
    if (rest === '/scan' && method === 'POST') {
      const { status, message } = this.onScan(key);
      return status === 202 ? { status } : error(status, 'ERROR', message ?? '');
    }
    if (rest === '/additions/vulnerabilities') return ok(this.reports.get(key) ?? {});
    const { scan_overview, ...found } = artifact();
    return ok(query.get('with_scan_overview') === 'true' ? { ...found, scan_overview } : found);
  }
}

interface Answer {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Record<string, string>;
}

const ok = (body?: Json): Answer => ({ status: 200, body });
const error = (status: number, code: string, message: string): Answer => ({
  status,
  body: { errors: [{ code, message }] },
});
const unhealthy = () => error(400, 'BAD_REQUEST', 'the registry is unhealthy');

/** One page of a list, at most 100 items long, with the headers that tell of the others. */
function paged(route: string, items: Json[], query: URLSearchParams): Answer {
  const size = Math.min(Number(query.get('page_size') ?? 10), 100);
  const page = Number(query.get('page') ?? 1);
  const more = page * size < items.length;
  return {
    status: 200,
    body: items.slice((page - 1) * size, page * size),
    headers: {
      'x-total-count': String(items.length),
      ...(more && { link: `</api/v2.0${route}?page=${page + 1}&page_size=${size}>; rel="next"` }),
    },
  };
}

function split(path: string): [string, URLSearchParams] {
  const [route, query] = path.split('?');
  return [route, new URLSearchParams(query)];
}

function basic(header: string | undefined): [string, string] | undefined {
  if (!header?.startsWith('Basic ')) return undefined;
  const text = Buffer.from(header.slice(6), 'base64').toString();
  return [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)];
}
