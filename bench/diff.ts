/**
 * `groundwork diff` of four changes, whole processes, beside `groundwork check` of the same repository: one Application of 200,
 * a chart whose every object changes, 100 Applications of 10,000, and 1,000 objects as a page.
 */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { onPath } from '../argocd/engines/programs';
import { generate as generatePlain } from './check';
import { type Measured, median, timeGroundwork } from './measure';
import { generate as generateRendered, REPOSITORY } from './rendering';
import { Table } from './table';

const RUNS = 3;

/** A repository with a cache of what is rendered of it, both in a folder that {@link remove} takes away. */
class Repository {
  private readonly dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-bench-')));
  readonly folder = path.join(this.dir, 'repository');

  constructor(generate: (folder: string) => void) {
    fs.mkdirSync(this.folder);
    generate(this.folder);
    this.git('init', '-q', '-b', 'main');
    this.git('add', '.');
    this.git('-c', 'user.name=bench', '-c', 'user.email=bench@example.com', 'commit', '-qm', 'as it was');
  }

  write(file: string, text: string): void {
    const whole = path.join(this.folder, file);
    fs.mkdirSync(path.dirname(whole), { recursive: true });
    fs.writeFileSync(whole, text);
  }

  edit(file: string, from: string | RegExp, to: string): void {
    const text = fs.readFileSync(path.join(this.folder, file), 'utf8');
    this.write(file, text.replace(from, to));
  }

  /** Forgets what was rendered. */
  forget(): void {
    fs.rmSync(path.join(this.dir, 'cache'), { recursive: true, force: true });
  }

  run(verb: 'check' | 'diff', ...args: readonly string[]): Measured {
    const given = [
      '--repo',
      `${REPOSITORY}=.`,
      ...(verb === 'check' ? ['.'] : ['HEAD', '--fail-on', 'never']),
      ...args,
    ];
    return timeGroundwork([verb, ...given], this.folder, { XDG_CACHE_HOME: path.join(this.dir, 'cache') });
  }

  remove(): void {
    fs.rmSync(this.dir, { recursive: true, force: true });
  }

  private git(...args: readonly string[]): void {
    execFileSync('git', args, { cwd: this.folder, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

const application = (name: string): string =>
  `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: default
  source: { repoURL: '${REPOSITORY}', targetRevision: HEAD, path: ${name} }
  destination: { server: https://kubernetes.default.svc, namespace: ${name} }
`;

const deployment = (name: string, image: string): string =>
  `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: '${image}', ports: [{ containerPort: 8080 }] }] }
`;

/** Properties of a schema: four lines each. */
const properties = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) =>
      `                field${at}:\n                  description: What field ${at} of it says.\n                  type: string\n                  maxLength: 253\n`,
  ).join('');

/** A chart that renders to 34,000 lines, most of them of CustomResourceDefinitions, as charts of controllers do. */
function bigChart(folder: string): void {
  const write = (file: string, text: string): void => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), text);
  };
  write('app.yaml', application('big'));
  write('big/Chart.yaml', 'apiVersion: v2\nname: big\nversion: 1.0.0\n');
  for (let at = 0; at < 10; at += 1) {
    const kind = `Thing${at}`;
    write(
      `big/templates/crd-${at}.yaml`,
      `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: ${kind.toLowerCase()}s.example.com
  labels: { helm.sh/chart: '{{ .Chart.Name }}-{{ .Chart.Version }}' }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: ${kind}, plural: ${kind.toLowerCase()}s }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              properties:
${properties(825)}`,
    );
  }
  for (let at = 0; at < 100; at += 1)
    write(`big/templates/web-${at}.yaml`, deployment(`web-${at}`, 'registry.example.com/web:{{ .Chart.Version }}'));
}

/** Measures and prints. */
export function main(): void {
  const table = new Table('groundwork diff', 'time', 'against', 'limit', 'memory');
  const show = (name: string, { seconds, megabytes }: Measured, against = '', limit = ''): void =>
    table.row(name, `${seconds.toFixed(2)} s`, against, limit, `${megabytes.toFixed(0)} MB`);
  const times = (a: number, b: number): string => `${(a / b).toFixed(2)}×`;
  const measured = (of: Repository, cases: Record<string, () => Measured>): Record<string, Measured> => {
    try {
      const runs = Object.fromEntries(Object.keys(cases).map((name) => [name, [] as Measured[]]));
      for (let run = 0; run < RUNS; run += 1) for (const [name, once] of Object.entries(cases)) runs[name].push(once());
      return Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, median(all) as Measured]));
    } finally {
      of.remove();
    }
  };

  if (onPath('helm') === undefined || onPath('kustomize') === undefined) {
    console.log('diff of what is rendered: not measured, because helm and kustomize are not on the PATH');
  } else {
    const few = new Repository(generateRendered);
    let replicas = 2;
    few.run('check');
    const { diff, check } = measured(few, {
      check: () => few.run('check'),
      diff: () => {
        replicas += 1;
        few.edit('workloads/service-0/values.yaml', /replicas: .*/, `replicas: ${replicas}`);
        return few.run('diff');
      },
    });
    show('check of 200 Applications, all remembered', check);
    show('one of them changed, base remembered', diff, `${times(diff.seconds, check.seconds)} of check`, '1 s, 1.5×');

    const big = new Repository(bigChart);
    big.edit('big/Chart.yaml', '1.0.0', '1.1.0');
    const { bump } = measured(big, {
      bump: () => {
        big.forget();
        return big.run('diff');
      },
    });
    show('a chart of 34,000 rendered lines, a new version, nothing remembered', bump, '', '3 s, 500 MB');
  }

  const many = new Repository(generatePlain);
  for (let at = 0; at < 100; at += 1)
    many.edit(`workloads/service-${at}/service-${at}.yaml`, 'LOG_LEVEL: info', 'LOG_LEVEL: debug');
  const { all, changed } = measured(many, { all: () => many.run('check'), changed: () => many.run('diff') });
  show('check of 10,000 Applications', all);
  show('100 of them changed', changed, `${times(changed.seconds, 2 * all.seconds)} of two checks`, '1.3×');

  const page = new Repository((folder) => {
    fs.mkdirSync(path.join(folder, 'shop'));
    fs.writeFileSync(path.join(folder, 'app.yaml'), application('shop'));
    for (let at = 0; at < 1_000; at += 1)
      fs.writeFileSync(path.join(folder, `shop/${at}.yaml`), deployment(`web-${at}`, 'registry.example.com/web:1'));
  });
  for (let at = 0; at < 1_000; at += 1) page.edit(`shop/${at}.yaml`, 'web:1', 'web:2');
  let size = 0;
  const { html } = measured(page, {
    html: () => {
      const once = page.run('diff', '--output', 'html=../review.html');
      size = fs.statSync(path.join(page.folder, '../review.html')).size;
      return once;
    },
  });
  show('1,000 objects changed, as a page', html, `${(size / 1e6).toFixed(1)} MB of HTML`, '5 MB');
  table.print();
}

if (require.main === module) main();
