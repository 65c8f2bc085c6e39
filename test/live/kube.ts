import * as fs from 'node:fs';
import { Agent, fetch } from 'undici';
import { parse } from 'yaml';

// biome-ignore lint/suspicious/noExplicitAny: whatever kind of object Kubernetes has
export type KubeObject = any;

interface Kind {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** What Kubernetes answers, if it is not what was asked for. */
export class KubeError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** As much of kubectl as the tests need, over the API itself: kubectl is no part that they build. */
export class Kube {
  private readonly kinds = new Map<string, Promise<Kind>>();

  private constructor(
    private readonly server: string,
    private readonly agent: Agent,
    private readonly token: string | undefined,
  ) {}

  /** The cluster of the current context of a kubeconfig. */
  static from(file: string): Kube {
    const config = parse(fs.readFileSync(file, 'utf8'));
    const of = (list: { name: string }[], name: string): KubeObject => list.find((one) => one.name === name);
    const { context } = of(config.contexts, config['current-context']);
    const { cluster } = of(config.clusters, context.cluster);
    const { user } = of(config.users, context.user);
    if (user.exec || user['auth-provider'])
      throw new Error(
        `${file}: the user ${context.user} logs in by a program; a token or a certificate is needed here`,
      );
    const data = (from: KubeObject, name: string) =>
      from[`${name}-data`]
        ? Buffer.from(from[`${name}-data`], 'base64').toString()
        : from[name] && fs.readFileSync(from[name], 'utf8');
    const connect = {
      ca: data(cluster, 'certificate-authority'),
      cert: data(user, 'client-certificate'),
      key: data(user, 'client-key'),
      rejectUnauthorized: !cluster['insecure-skip-tls-verify'],
    };
    return new Kube(cluster.server, new Agent({ connect }), user.token);
  }

  async isReady(): Promise<boolean> {
    return (await this.request('GET', '/readyz')) === 'ok';
  }

  /** The object as it is in the cluster; undefined if it is not there. */
  async get(apiVersion: string, kind: string, namespace: string | undefined, name: string): Promise<KubeObject> {
    return this.request('GET', await this.path(apiVersion, kind, namespace, name)).catch((error) => {
      if (error instanceof KubeError && error.status === 404) return undefined;
      throw error;
    });
  }

  /** All objects of a kind, of one namespace or of all. */
  async list(apiVersion: string, kind: string, namespace?: string): Promise<readonly KubeObject[]> {
    const { items } = await this.request('GET', await this.path(apiVersion, kind, namespace));
    return items;
  }

  /** Server-side apply, strict: an unknown field is an error. */
  async apply(object: KubeObject, namespace?: string): Promise<KubeObject> {
    const { apiVersion, kind, metadata } = object;
    const path = await this.path(apiVersion, kind, metadata.namespace ?? namespace, metadata.name);
    return this.request('PATCH', `${path}?fieldManager=live&force=true&fieldValidation=Strict`, {
      type: 'application/apply-patch+yaml',
      body: JSON.stringify(object),
    });
  }

  async patch(apiVersion: string, kind: string, namespace: string | undefined, name: string, patch: KubeObject) {
    return this.request('PATCH', await this.path(apiVersion, kind, namespace, name), {
      type: 'application/merge-patch+json',
      body: JSON.stringify(patch),
    });
  }

  /** What its controller says of an object; nobody else may write it. */
  async patchStatus(apiVersion: string, kind: string, namespace: string | undefined, name: string, patch: KubeObject) {
    return this.request('PATCH', `${await this.path(apiVersion, kind, namespace, name)}/status`, {
      type: 'application/merge-patch+json',
      body: JSON.stringify(patch),
    });
  }

  async create(object: KubeObject): Promise<KubeObject> {
    const { apiVersion, kind, metadata } = object;
    return this.request('POST', await this.path(apiVersion, kind, metadata.namespace), {
      type: 'application/json',
      body: JSON.stringify(object),
    });
  }

  async delete(apiVersion: string, kind: string, namespace: string | undefined, name: string): Promise<void> {
    await this.request('DELETE', await this.path(apiVersion, kind, namespace, name));
  }

  close(): Promise<void> {
    return this.agent.close();
  }

  private async path(apiVersion: string, kind: string, namespace?: string, name?: string): Promise<string> {
    const { plural, namespaced } = await this.kind(apiVersion, kind);
    const group = groupPath(apiVersion);
    const within = namespaced && namespace ? `/namespaces/${namespace}` : '';
    return `${group}${within}/${plural}${name ? `/${name}` : ''}`;
  }

  private kind(apiVersion: string, kind: string): Promise<Kind> {
    const key = `${apiVersion}/${kind}`;
    let known = this.kinds.get(key);
    if (!known) {
      known = this.discover(apiVersion, kind);
      // A CustomResourceDefinition may come later.
      known.catch(() => this.kinds.delete(key));
      this.kinds.set(key, known);
    }
    return known;
  }

  private async discover(apiVersion: string, kind: string): Promise<Kind> {
    const { resources } = await this.request('GET', groupPath(apiVersion));
    const found = resources.find((one: KubeObject) => one.kind === kind && !one.name.includes('/'));
    if (!found) throw new KubeError(404, `the cluster knows no ${kind} of ${apiVersion}`);
    return { plural: found.name, namespaced: found.namespaced };
  }

  private async request(
    method: string,
    path: string,
    { type, body }: { type?: string; body?: string } = {},
  ): Promise<KubeObject> {
    const response = await fetch(`${this.server}${path}`, {
      method,
      body,
      dispatcher: this.agent,
      headers: {
        ...(type && { 'content-type': type }),
        ...(this.token && { authorization: `Bearer ${this.token}` }),
      },
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
    if (!response.ok) throw new KubeError(response.status, `${method} ${path}: ${json.message ?? text}`);
    return json;
  }
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
