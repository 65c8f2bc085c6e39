/**
 * `groundwork check` on 200 Applications, half of them charts of the repository and a quarter kustomizations, beside the same
 * calls of helm and kustomize alone, as many at once.
 */
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { stringify } from 'yaml';
import { onPath } from '../argocd/engines/programs';
import { timeProcess } from './measure';
import { Table } from './table';

const APPLICATIONS = 200;
const RUNS = 3;
export const REPOSITORY = 'https://git.example.com/platform.git';
const GROUNDWORK = path.join(__dirname, '../../bin/groundwork.js');

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
export function generate(dir: string): readonly Call[] {
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
  for (let at = 0; at < APPLICATIONS; at += 1) {
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

/** The seconds that calls take, as many at once as there are processors. */
async function timeCalls(calls: readonly Call[]): Promise<number> {
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
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

/** Measures and prints. */
export async function main(): Promise<void> {
  if (onPath('helm') === undefined || onPath('kustomize') === undefined) {
    console.log('rendering: not measured, because helm and kustomize are not on the PATH');
    return;
  }
  const dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-bench-')));
  const repository = path.join(dir, 'repository');
  const cache = path.join(dir, 'cache');
  const check = (...more: readonly string[]): number =>
    timeProcess(process.execPath, [GROUNDWORK, 'check', '.', '--repo', `${REPOSITORY}=.`, ...more], repository, {
      XDG_CACHE_HOME: cache,
    }).seconds;
  try {
    const calls = generate(repository);
    const found: Record<'alone' | 'cold' | 'warm' | 'off' | 'one', number[]> = {
      alone: [],
      cold: [],
      warm: [],
      off: [],
      one: [],
    };
    for (let run = 0; run < RUNS; run += 1) {
      found.alone.push(await timeCalls(calls));
      fs.rmSync(cache, { recursive: true, force: true });
      found.cold.push(check());
      found.warm.push(check());
      found.off.push(check('--no-render'));
      fs.appendFileSync(path.join(repository, 'workloads/service-0/values.yaml'), `run${run}: 1\n`);
      found.one.push(check());
    }
    const [alone, cold, warm, off, one] = (['alone', 'cold', 'warm', 'off', 'one'] as const).map((name) =>
      median(found[name]),
    ) as [number, number, number, number, number];
    const table = new Table(
      `${APPLICATIONS} Applications: ${calls.length} charts and kustomizations`,
      'time',
      'against',
      'limit',
    );
    const seconds = (value: number) => `${value.toFixed(2)} s`;
    const times = (value: number) => `${value.toFixed(2)}×`;
    table.row('helm template and kustomize build alone', seconds(alone), '', '');
    table.row(
      'groundwork check, nothing remembered',
      seconds(cold),
      `${times(cold / alone)} of the calls alone`,
      '1.25×',
    );
    table.row('groundwork check --no-render', seconds(off), '', '');
    table.row('groundwork check, all remembered', seconds(warm), `${times(warm / off)} of --no-render`, '1.3×');
    table.row(
      'groundwork check, one chart changed',
      seconds(one),
      `${times(one / cold)} of nothing remembered`,
      '0.1×',
    );
    table.print();
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

if (require.main === module) void main();
