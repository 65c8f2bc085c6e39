/**
 * `groundwork check` on 200 Applications, half of them charts of the repository and a quarter kustomizations, beside the same
 * calls of helm and kustomize alone, as many at once; and on 1,000 of them.
 */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { stringify } from 'yaml';
import { onPath } from '../argocd/engines/programs';
import { type Measured, median, timeGroundwork } from './measure';
import { Table } from './table';

const APPLICATIONS = 200;
const MANY = 1_000;
const RUNS = 3;
export const REPOSITORY = 'https://git.example.com/platform.git';

interface Call {
  readonly program: 'helm' | 'kustomize';
  readonly args: readonly string[];
  readonly cwd: string;
}

const labels = (name: string) => ({ 'app.kubernetes.io/name': name });

const deployment = (name: string, replicas: unknown, image: unknown) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, labels: labels(name) },
  spec: {
    replicas,
    selector: { matchLabels: labels(name) },
    template: {
      metadata: { labels: labels(name) },
      spec: { containers: [{ name: 'main', image, ports: [{ name: 'http', containerPort: 8080 }] }] },
    },
  },
});

const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: labels(name), ports: [{ port: 80, targetPort: 'http' }] },
});

const IMAGE = `registry.example.com/web@sha256:${'4f3a'.repeat(16)}`;

/** Writes the repository, and says which calls render it. */
export function generate(dir: string, applications = APPLICATIONS): readonly Call[] {
  const calls: Call[] = [];
  const write = (file: string, ...documents: readonly unknown[]): void => {
    const text = documents.map((one) => (typeof one === 'string' ? one : stringify(one))).join('---\n');
    fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(dir, file), text);
  };
  write('base/kustomization.yaml', {
    resources: ['all.yaml'],
    labels: [{ pairs: { 'app.kubernetes.io/part-of': 'shop' } }],
  });
  write('base/all.yaml', deployment('web', 1, IMAGE), service('web'));
  for (let at = 0; at < applications; at += 1) {
    const name = `service-${at}`;
    const where = `workloads/${name}`;
    const cwd = path.join(dir, where);
    write(`apps/${name}.yaml`, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: 'argocd' },
      spec: {
        project: 'default',
        source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: where },
        destination: { server: 'https://kubernetes.default.svc', namespace: name },
      },
    });
    if (at % 4 < 2) {
      write(`${where}/Chart.yaml`, { apiVersion: 'v2', name, version: '1.0.0' });
      write(`${where}/values.yaml`, { replicas: 2, image: IMAGE, config: { level: 'info', number: at } });
      const text = stringify(deployment('{{ include "name" . }}', 'REPLICAS', '{{ .Values.image }}'));
      write(`${where}/templates/_helpers.tpl`, '{{- define "name" -}}{{ .Release.Name | trunc 63 }}{{- end }}\n');
      write(`${where}/templates/deployment.yaml`, text.replace('REPLICAS', '{{ .Values.replicas }}'));
      write(`${where}/templates/service.yaml`, service('{{ include "name" . }}'));
      write(
        `${where}/templates/config.yaml`,
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ include "name" . }}\ndata:\n{{- range $key, $value := .Values.config }}\n  {{ $key }}: {{ $value | quote }}\n{{- end }}\n',
      );
      const args = [
        'template',
        '.',
        '--name-template',
        name,
        '--namespace',
        name,
        '--kube-version',
        '1.34.0',
        '--include-crds',
      ];
      calls.push({ program: 'helm', args, cwd });
    } else if (at % 4 === 2) {
      write(`${where}/kustomization.yaml`, {
        resources: ['../../base'],
        nameSuffix: `-${at}`,
        configMapGenerator: [{ name: 'settings', literals: [`number=${at}`] }],
      });
      calls.push({ program: 'kustomize', args: ['build', cwd], cwd: dir });
    } else write(`${where}/all.yaml`, deployment('web', 1, IMAGE), service('web'));
  }
  return calls;
}

/** What calls take, as many at once as there are processors. Their memory is not asked for. */
async function timeCalls(calls: readonly Call[]): Promise<Measured> {
  const start = process.hrtime.bigint();
  const queue = calls[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const { program, args, cwd } of queue)
      await new Promise<void>((resolve, reject) => {
        const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
        child.once('error', reject);
        child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))));
      });
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, worker));
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, megabytes: 0 };
}

/** A generated repository, and what is remembered of it. */
class Rendered {
  private readonly dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-bench-')));
  private readonly repository = path.join(this.dir, 'repository');
  private readonly cache = path.join(this.dir, 'cache');
  readonly calls: readonly Call[];

  constructor(applications: number) {
    this.calls = generate(this.repository, applications);
  }

  check(...more: readonly string[]): Measured {
    const args = ['check', '.', '--repo', `${REPOSITORY}=.`, ...more];
    return timeGroundwork(args, this.repository, { XDG_CACHE_HOME: this.cache });
  }

  /** As {@link check}, with nothing remembered. */
  checkCold(): Measured {
    fs.rmSync(this.cache, { recursive: true, force: true });
    return this.check();
  }

  /** Another value of one chart, of which nothing is remembered. */
  changeOne(run: number): void {
    fs.appendFileSync(path.join(this.repository, 'workloads/service-0/values.yaml'), `run${run}: 1\n`);
  }

  remove(): void {
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Measures and prints. */
export async function main(): Promise<void> {
  if (onPath('helm') === undefined || onPath('kustomize') === undefined) {
    console.log('rendering: not measured, because helm and kustomize are not on the PATH');
    return;
  }
  const rendered = new Rendered(APPLICATIONS);
  const found: Record<'alone' | 'cold' | 'warm' | 'off' | 'one', Measured[]> = {
    alone: [],
    cold: [],
    warm: [],
    off: [],
    one: [],
  };
  const { calls } = rendered;
  try {
    for (let run = 0; run < RUNS; run += 1) {
      found.alone.push(await timeCalls(calls));
      found.cold.push(rendered.checkCold());
      found.warm.push(rendered.check());
      found.off.push(rendered.check('--no-render'));
      rendered.changeOne(run);
      found.one.push(rendered.check());
    }
  } finally {
    rendered.remove();
  }
  const many = new Rendered(MANY);
  let thousand: { readonly alone: Measured; readonly cold: Measured };
  try {
    thousand = { alone: await timeCalls(many.calls), cold: many.checkCold() };
  } finally {
    many.remove();
  }
  const table = new Table(
    `${APPLICATIONS} Applications: ${calls.length} charts and kustomizations`,
    'time',
    'against',
    'limit',
    'memory',
  );
  const row = (name: string, { seconds, megabytes }: Measured, against = '', limit = ''): void =>
    table.row(name, `${seconds.toFixed(2)} s`, against, limit, megabytes > 0 ? `${megabytes.toFixed(0)} MB` : '');
  const times = (a: Measured, b: Measured) => `${(a.seconds / b.seconds).toFixed(2)}×`;
  const of = (name: keyof typeof found) => median(found[name]) as Measured;
  const [alone, cold, off] = [of('alone'), of('cold'), of('off')];
  row('helm template and kustomize build alone', alone);
  row('groundwork check, nothing remembered', cold, `${times(cold, alone)} of the calls alone`, '1.25×, 500 MB');
  row('groundwork check --no-render', off);
  row('groundwork check, all remembered', of('warm'), `${times(of('warm'), off)} of --no-render`, '1.3×');
  row('groundwork check, one chart changed', of('one'), `${times(of('one'), cold)} of nothing remembered`, '0.1×');
  const thousands = MANY.toLocaleString('en');
  row(`the calls alone for ${thousands}, once`, thousand.alone);
  row(
    `groundwork check of ${thousands}, nothing remembered, once`,
    thousand.cold,
    `${times(thousand.cold, thousand.alone)} of the calls alone`,
    '500 MB',
  );
  table.print();
}

if (require.main === module) void main();
