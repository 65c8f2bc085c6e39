import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { GROUNDWORK, installInto, ROOT } from '../new-project';
import { api, cluster } from './live';

const GIT = {
  PATH: process.env.PATH,
  GIT_CONFIG_GLOBAL: os.devNull,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'live',
  GIT_AUTHOR_EMAIL: 'live@example.com',
  GIT_COMMITTER_NAME: 'live',
  GIT_COMMITTER_EMAIL: 'live@example.com',
};

/** A repository that Argo CD reads over HTTP, and a clone of it to work in. */
export class Repository {
  readonly folder: string;
  readonly url: string;
  private readonly bare: string;

  constructor(name: string) {
    this.bare = path.join(cluster().repositories, `${name}.git`);
    this.url = `${cluster().web}/git/${name}.git`;
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'clone-'));
    fs.rmSync(this.bare, { recursive: true, force: true });
    fs.mkdirSync(path.dirname(this.bare), { recursive: true });
    this.git('init', '--quiet', '--bare', '--initial-branch=main', this.bare);
    this.git('init', '--quiet', '--initial-branch=main');
  }

  write(files: Readonly<Record<string, string>>): this {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(this.folder, name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
    return this;
  }

  /** A symlink to something. */
  link(name: string, to: string): this {
    const file = path.join(this.folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.symlinkSync(to, file);
    return this;
  }

  read(name: string): string {
    return fs.readFileSync(path.join(this.folder, name), 'utf8');
  }

  /** Replaces a text in a file, and fails if it is not there. */
  edit(name: string, from: string, to: string): this {
    const before = this.read(name);
    if (!before.includes(from)) throw new Error(`${name} has no ${from}`);
    return this.write({ [name]: before.replaceAll(from, to) });
  }

  /** Commits everything and pushes it. */
  push(message: string): this {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--message', message);
    this.git('push', '--quiet', this.bare, 'HEAD:main');
    return this;
  }

  /** Takes the last commit back by another one. */
  revert(): this {
    this.git('revert', '--no-edit', 'HEAD');
    this.git('push', '--quiet', this.bare, 'HEAD:main');
    return this;
  }

  private git(...args: string[]): void {
    execFileSync('git', args, { cwd: this.folder, env: GIT, stdio: ['ignore', 'ignore', 'pipe'] });
  }
}

/** A Deployment and its Service, as a team has them. */
export function deployment(name: string, more: { readonly selector?: string } = {}): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  replicas: 1
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      ${more.selector ? `nodeSelector: { ${more.selector} }` : ''}
      containers: [{ name: main, image: "example.com/${name}:1" }]
---
apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} }, ports: [{ port: 80 }] }
`;
}

/** The platform of the tutorial: its main.ts, in which only the hosts of URLs are of this run. */
export class Tutorial {
  readonly platform: Repository;
  readonly frontend: Repository;
  readonly backend: Repository;

  constructor() {
    this.platform = new Repository('orgname/platform');
    this.frontend = team('frontend');
    this.backend = team('backend');
    new Repository('argoproj/argocd-example-apps')
      .write({ 'guestbook/guestbook.yaml': deployment('guestbook-ui') })
      .push('The guestbook');
    const main = ofHere(fs.readFileSync(path.join(ROOT, 'main.ts'), 'utf8'))
      .replace('cluster: {', `mirror: { charts: MIRROR },\n\n  cluster: {`)
      .replace('const app =', `${mirror()}\n\nconst app =`);
    this.platform.write({
      'main.ts': main,
      '.gitignore': 'node_modules/\n',
      'package.json': '{ "private": true }',
    });
    installInto(this.platform.folder);
  }

  /** Renders main.ts, commits and pushes all. */
  publish(message: string): this {
    this.groundwork('synth', '--quiet', '--no-type-check', '--allow-removal');
    this.platform.push(message);
    return this;
  }

  /** What `check` finds in the project, with another repository at hand. */
  check(other: Repository): readonly { readonly rule: string; readonly message: string }[] {
    const { url, folder } = other;
    return JSON.parse(this.run(['check', '--format', 'json', '--repo', `${url}=${folder}`], [0, 1])).findings;
  }

  /** Runs the command in the project. @throws Error with what it printed if it fails */
  groundwork(...args: string[]): string {
    return this.run(args, [0]);
  }

  private run(args: readonly string[], right: readonly number[]): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [GROUNDWORK, ...args], {
      cwd: this.platform.folder,
      encoding: 'utf8',
    });
    if (!right.includes(status ?? -1))
      throw new Error(`groundwork ${args.join(' ')} (exit ${status}):\n${stdout}${stderr}`);
    return stdout;
  }

  /** What the tutorial says to do by hand: namespaces, Secrets, Cilium and Argo CD by Helm, and the ONE Application. */
  async bootstrap(cilium = '1.16.5'): Promise<void> {
    for (const name of ['argocd', 'harbor'])
      await api().apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    await this.install('argocd', 'argo-cd', '10.1.1', 'argocd');
    await this.install('cilium', 'cilium', cilium, 'kube-system');
    await this.applyRoot();
  }

  /** kubectl apply -f dist/apps-of-apps.yaml */
  async applyRoot(): Promise<void> {
    for (const document of parseAllDocuments(this.platform.read('dist/apps-of-apps.yaml')))
      await api().apply(document.toJS());
  }

  /** helm install, as far as Argo CD sees it: the same objects. */
  private async install(name: string, chart: string, version: string, namespace: string): Promise<void> {
    const rendered = execFileSync(
      cluster().programs.helm as string,
      [
        ...['template', name, chart, '--repo', `${cluster().web}/charts`, '--version', version],
        ...['--namespace', namespace, '--values', `dist/values/${name}.yaml`],
      ],
      {
        cwd: this.platform.folder,
        encoding: 'utf8',
        env: { ...process.env, HOME: this.platform.folder },
        // The real chart of Argo CD holds its definitions: more than a megabyte.
        maxBuffer: 64 * 1024 * 1024,
      },
    );
    for (const document of parseAllDocuments(rendered)) {
      const object = document.toJS();
      if (object) await api().apply(object, namespace);
    }
  }
}

/** A text in which the hosts of URLs are those of this run. */
export function ofHere(text: string): string {
  const charts = `${cluster().web}/charts`;
  return CHART_REPOSITORIES.reduce((all, url) => all.replaceAll(url, charts), text).replaceAll(
    'https://github.com/',
    `${cluster().web}/git/`,
  );
}

/** Of the three charts that the tutorial has. */
const CHART_REPOSITORIES = [
  'https://argoproj.github.io/argo-helm',
  'https://helm.cilium.io',
  'https://helm.goharbor.io',
] as const;

function team(name: string): Repository {
  const files = ['dev', 'staging', 'prod'].map((environment) => [
    `deploy/${environment}/${name}.yaml`,
    deployment(name),
  ]);
  return new Repository(`orgname/team-a-${name}`).write(Object.fromEntries(files)).push(`The ${name}`);
}

function mirror(): string {
  const charts = CHART_REPOSITORIES.map((url) => `  '${url}': '${cluster().web}/charts',\n`);
  return `const MIRROR = {\n${charts.join('')}} as const;`;
}
