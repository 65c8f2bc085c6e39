/**
 * `groundwork check` on 10,000 Applications in 20 projects with 30,000 plain resources, beside what parsing the same
 * files with the `yaml` package takes. Both run in processes of their own, in turns.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { stringify } from 'yaml';
import type { Measurement } from './check-child';

const APPLICATIONS = 10_000;
const PROJECTS = 20;
const RUNS = 3;
const REPOSITORY = 'https://git.example.com/platform.git';

/** Writes the repository: an app-of-apps, its projects, and three plain resources for each Application. */
export function generate(dir: string): { readonly files: number; readonly bytes: number } {
  let files = 0;
  let bytes = 0;
  const write = (file: string, ...documents: readonly unknown[]): void => {
    const text = documents.map((one) => stringify(one, { aliasDuplicateObjects: false })).join('---\n');
    fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(dir, file), text);
    files += 1;
    bytes += text.length;
  };
  const application = (
    name: string,
    project: string,
    source: string,
    namespace: string,
    recurse: boolean,
  ): unknown => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd', finalizers: ['resources-finalizer.argocd.argoproj.io'] },
    spec: {
      project,
      source: {
        repoURL: REPOSITORY,
        path: source,
        targetRevision: 'HEAD',
        ...(recurse ? { directory: { recurse } } : {}),
      },
      destination: { server: 'https://kubernetes.default.svc', namespace },
      syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions: ['ServerSideApply=true'] },
    },
  });
  write('root.yaml', application('root', 'default', 'apps', 'argocd', true));
  for (let project = 0; project < PROJECTS; project += 1) {
    write(`apps/projects/team-${project}.yaml`, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: `team-${project}`, namespace: 'argocd' },
      spec: {
        description: `What team ${project} runs`,
        sourceRepos: [REPOSITORY],
        destinations: [{ server: 'https://kubernetes.default.svc', namespace: `team-${project}-*` }],
        namespaceResourceBlacklist: [{ group: '', kind: 'ResourceQuota' }],
      },
    });
  }
  for (let at = 0; at < APPLICATIONS; at += 1) {
    const name = `service-${at}`;
    const project = `team-${at % PROJECTS}`;
    const namespace = `${project}-${at}`;
    write(`apps/${project}/${name}.yaml`, application(name, project, `workloads/${name}`, namespace, false));
    const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': project };
    write(
      `workloads/${name}/${name}.yaml`,
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name, labels },
        data: { LOG_LEVEL: 'info', PORT: '8080', UPSTREAM: `https://api.example.com/${name}` },
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, labels },
        spec: { selector: labels, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, labels },
        spec: {
          replicas: 2,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              containers: [
                {
                  name: 'main',
                  image: `registry.example.com/${name}@sha256:${'4f3a'.repeat(16)}`,
                  envFrom: [{ configMapRef: { name } }],
                  ports: [{ containerPort: 8080, name: 'http' }],
                  resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '128Mi' } },
                  readinessProbe: { httpGet: { path: '/healthz', port: 'http' } },
                },
              ],
            },
          },
        },
      },
    );
  }
  return { files, bytes };
}

function measure(mode: string, dir: string): Measurement {
  const args = [path.join(__dirname, 'check-child.js'), mode, dir];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Measurement;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

/** Measures and prints. */
export function main(): void {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-bench-'));
  try {
    const { files, bytes } = generate(dir);
    console.log(
      `check: ${APPLICATIONS} Applications in ${PROJECTS} projects, ${3 * APPLICATIONS} plain resources: ${files} files, ${(bytes / 1e6).toFixed(1)} MB`,
    );
    const parse: Measurement[] = [];
    const check: Measurement[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      parse.push(measure('parse', dir));
      check.push(measure('check', dir));
    }
    const [parsing, checking] = [parse, check].map((all) => median(all.map(({ seconds }) => seconds))) as [
      number,
      number,
    ];
    const peak = Math.max(...check.map(({ peakMiB }) => peakMiB));
    console.log(`  parsing alone    ${parsing.toFixed(2)} s   ${parse[0]?.result}`);
    console.log(`  groundwork check ${checking.toFixed(2)} s   ${check[0]?.result}`);
    console.log(
      `  ratio ${(checking / parsing).toFixed(2)} (limit 2), peak ${peak.toFixed(0)} MiB (limit 1024); median of ${RUNS} runs each, in turns`,
    );
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}

if (require.main === module) main();
