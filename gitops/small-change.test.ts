import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import fc from 'fast-check';
import type { GroundworkApp } from '../charts';
import { testWithCache } from '../test/with-cache';
import { check } from './check';
import { judge } from './judge';
import type { KubernetesObject, Plan } from './plan/plan';
import { toYaml } from './plan/yaml';
import type { Report } from './report/report';
import { sha256 } from './sum';
import { VerdictCache } from './verdict-cache';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-small-change-'));
const outdir = path.join(folder, 'dist');
const app = { outdir } as GroundworkApp;
const cwd = process.cwd();
afterAll(() => {
  process.chdir(cwd);
  forget();
  fs.rmSync(folder, { recursive: true });
});

/** What a fleet is made of: objects by path, one a file. */
type Fleet = Map<string, KubernetesObject>;

function application(name: string, spec: object = {}, metadata: object = {}): KubernetesObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd', ...metadata },
    spec: {
      project: 'web',
      source: { repoURL: 'https://github.com/example/web.git', targetRevision: 'main', path: `deploy/${name}` },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'web' },
      ...spec,
    },
  };
}

function project(spec: object = {}): KubernetesObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'web', namespace: 'argocd' },
    spec: {
      sourceRepos: ['https://github.com/example/*'],
      destinations: [{ server: 'https://kubernetes.default.svc', namespace: 'web' }],
      ...spec,
    },
  };
}

function fleet(): Fleet {
  const names = ['a', 'b', 'c', 'd'];
  return new Map([
    ['projects/web.yaml', project()],
    ...names.map((name) => [`apps/${name}.yaml`, application(name)] as const),
  ]);
}

function planOf(objects: Fleet): Plan {
  const files = [...objects].map(([file, object]) => {
    const common = { construct: file, source: 'main.ts', documents: [object], values: [object] };
    return { path: file, text: toYaml(object), ...common };
  });
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** As a synth leaves it. */
function write(objects: Fleet): void {
  fs.rmSync(outdir, { recursive: true, force: true });
  for (const [file, object] of objects) {
    fs.mkdirSync(path.dirname(path.join(outdir, file)), { recursive: true });
    fs.writeFileSync(path.join(outdir, file), toYaml(object));
  }
}

const cacheFolder = path.dirname(new VerdictCache(outdir, new Map(), {}).file);
const mine = sha256(path.resolve(outdir)).slice(0, 32);

function forget(): void {
  // Missing where nothing has been remembered yet: after `npm ci`, this may be the first test to run.
  const names = fs.existsSync(cacheFolder) ? fs.readdirSync(cacheFolder) : [];
  for (const name of names) if (name.includes(mine)) fs.rmSync(path.join(cacheFolder, name), { force: true });
}

jest.mock('./check', () => {
  const actual = jest.requireActual('./check') as typeof import('./check');
  return { ...actual, check: jest.fn(actual.check) };
});

/** The verdict, and how many files were looked at for it. */
function judged(objects: Fleet): { readonly report: Report; readonly files: number } {
  const { mock } = check as jest.MockedFunction<typeof check>;
  mock.results.length = 0;
  const report = judge(app, planOf(objects));
  const files = mock.results.reduce((sum, { value }) => sum + (value as Report).summary.files, 0);
  return { report, files };
}

beforeEach(forget);

describe('after a synth, another one', () => {
  const before = fleet();
  beforeEach(() => {
    write(before);
    expect(judged(before)).toMatchObject({ files: 5, report: { findings: [] } });
  });
  const change = (file: string, object: KubernetesObject) => judged(new Map(before).set(file, object));

  testWithCache('of the same plan reads nothing', () => {
    expect(judged(before)).toMatchObject({ files: 0, report: { summary: { applications: 4 } } });
  });

  testWithCache('with another revision of one Application reads that one, and what it is judged by', () => {
    const source = { repoURL: 'https://github.com/example/web.git', targetRevision: 'v2', path: 'deploy/b' };
    const { files, report } = change('apps/b.yaml', application('b', { source }));
    expect(files).toBe(2);
    expect(report.summary).toMatchObject({ applications: 4, files: 5 });
  });

  test('with a mistake in one Application finds it', () => {
    const source = {
      repoURL: 'https://github.com/example/web.git',
      path: 'deploy/b',
      helm: {},
      kustomize: { images: [] },
    };
    expect(change('apps/b.yaml', application('b', { source })).report.findings).toMatchObject([
      { rule: 'application-source-shape', file: 'dist/apps/b.yaml' },
    ]);
  });

  test('with an Application in another place reads all of them', () => {
    expect(change('apps/b.yaml', application('b', {}, { annotations: { team: 'b' } })).files).toBeGreaterThanOrEqual(5);
    expect(change('apps/b.yaml', application('a')).files).toBeGreaterThanOrEqual(5);
  });

  test('with another project judges all of them by it', () => {
    const { report } = change('projects/web.yaml', project({ destinations: [] }));
    expect(report.findings).toHaveLength(4);
  });

  test('after an edit by hand reads all of them', () => {
    fs.appendFileSync(path.join(outdir, 'apps/b.yaml'), '# edited\n');
    const source = { repoURL: 'https://github.com/example/web.git', targetRevision: 'v2', path: 'deploy/b' };
    expect(change('apps/b.yaml', application('b', { source })).files).toBeGreaterThanOrEqual(5);
  });
});

describe('what looks like a small change and is none', () => {
  const synthesized = (objects: Fleet) => {
    write(objects);
    judge(app, planOf(objects));
    return objects;
  };
  const rulesFor = (objects: Fleet, file: string, object: KubernetesObject) =>
    judged(new Map(objects).set(file, object)).report.findings.map(({ rule }) => rule);
  const list = (sourceRepos: string[]): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'List',
    metadata: {},
    items: [application('m'), { ...project({ sourceRepos }), metadata: { name: 'listed', namespace: 'argocd' } }],
  });

  test('a project that stands in a list beside an Application', () => {
    const objects = synthesized(
      fleet()
        .set('projects/list.yaml', list(['*']))
        .set('apps/d.yaml', application('d', { project: 'listed' })),
    );
    expect(rulesFor(objects, 'projects/list.yaml', list(['https://github.com/nobody/*']))).toContain(
      'project-source-not-permitted',
    );
  });

  test('an Application that grows until its directory is too large', () => {
    const settings = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'argocd-cmd-params-cm', namespace: 'argocd' },
      data: { 'reposerver.max.combined.directory.manifests.size': '10k' },
    };
    const root = application('root', {
      project: 'default',
      source: { repoURL: 'https://github.com/example/platform.git', path: 'dist/apps' },
    });
    const repository = { url: 'https://github.com/example/platform.git', path: 'dist' };
    const platform = { outdir, repository } as GroundworkApp;
    const objects = fleet().set('root.yaml', root).set('settings.yaml', settings);
    // Each step is small, and together they are not.
    const rules: string[] = [];
    for (const size of [0, 4_000, 8_000, 12_000]) {
      const info = [{ name: 'note', value: 'x'.repeat(size) }];
      objects.set('apps/b.yaml', application('b', size > 0 ? { info } : {}));
      rules.push(...judge(platform, planOf(objects)).findings.map(({ rule }) => rule));
      write(objects);
    }
    expect(rules).toContain('directory-too-large');
  });

  test('an Application that an ApplicationSet reads as data', () => {
    const set = (value: string) => application('b', { info: [{ name: 'path', value }] });
    const template = {
      metadata: { name: 'g-{{.metadata.name}}' },
      spec: {
        project: 'web',
        source: { repoURL: 'https://github.com/example/web.git', path: '{{(index .spec.info 0).value}}' },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'web' },
      },
    };
    const repoURL = 'https://github.com/example/platform.git';
    const objects = fleet()
      .set('apps/b.yaml', set('deploy'))
      .set('set.yaml', {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'ApplicationSet',
        metadata: { name: 'set', namespace: 'argocd' },
        spec: {
          goTemplate: true,
          goTemplateOptions: ['missingkey=error'],
          generators: [{ git: { repoURL, revision: 'HEAD', files: [{ path: 'dist/apps/b.yaml' }] } }],
          template,
        },
      });
    const platform = { outdir, repository: { url: repoURL, path: 'dist' } } as GroundworkApp;
    const found = () => judge(platform, planOf(objects)).findings.map(({ rule }) => rule);
    expect(found()).toEqual([]);
    write(objects);
    expect(found()).toEqual([]);
    objects.set('apps/b.yaml', set('/absolute'));
    expect(found()).toContain('application-source-shape');
  });

  test('a file that is a pipe is not waited for', () => {
    const objects = synthesized(fleet());
    fs.rmSync(path.join(outdir, 'apps/b.yaml'));
    expect(spawnSync('mkfifo', [path.join(outdir, 'apps/b.yaml')]).status).toBe(0);
    const source = { repoURL: 'https://github.com/example/web.git', targetRevision: 'v2', path: 'deploy/b' };
    expect(rulesFor(objects, 'apps/b.yaml', application('b', { source }))).toEqual([]);
  });
});

test('whatever was changed, the verdict is that of a check that remembers nothing', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const source = fc.record({
    repoURL: fc.constantFrom('https://github.com/example/web.git', 'https://github.com/other/web.git'),
    targetRevision: fc.constantFrom('main', 'v1', 'v2'),
    path: fc.constantFrom('deploy/a', 'deploy/b', 'apps', '/deploy'),
    helm: fc.constantFrom(undefined, { releaseName: 'x' }, { valuesObject: { a: 1 } }),
    directory: fc.constantFrom(undefined, { recurse: true }),
  });
  const spec = fc.record(
    {
      project: fc.constantFrom('web', 'webb'),
      source,
      destination: fc.constantFrom(
        { server: 'https://kubernetes.default.svc', namespace: 'web' },
        { server: 'https://kubernetes.default.svc', namespace: 'other' },
      ),
      syncPolicy: fc.constantFrom({ automated: {} }, { syncOptions: ['CreateNamespace=true'] }, { retry: {} }),
      info: fc.constant([{ name: 'a', value: 'b' }]),
    },
    { requiredKeys: [] },
  );
  const metadata = fc.constantFrom(
    {},
    { annotations: { 'argocd.argoproj.io/sync-wave': '1' } },
    { annotations: { 'argocd.argoproj.io/sync-wave': 'first' } },
    { namespace: 'elsewhere' },
  );
  const object = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(name, spec, metadata).map(([one, ...rest]) => application(one, ...rest)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(project(), project({ destinations: [] }), project({ sourceRepos: ['*'] })),
    },
    {
      weight: 1,
      arbitrary: fc.constant({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'web', annotations: { 'argocd.argoproj.io/sync-wave': '2' } },
      }),
    },
  );
  const root = application('root', {
    project: 'default',
    source: { repoURL: 'https://github.com/example/platform.git', path: 'dist/apps' },
  });
  const edit = fc.record({
    file: fc.constantFrom('apps/a.yaml', 'apps/b.yaml', 'apps/c.yaml', 'apps/e.yaml', 'projects/web.yaml'),
    object: fc.option(object),
  });
  fc.assert(
    fc.property(
      fc.array(edit, { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      fc.boolean(),
      (edits, rooted, inPlace) => {
        forget();
        process.chdir(inPlace ? folder : cwd);
        const objects = fleet();
        if (rooted) objects.set('root.yaml', root);
        const platform = {
          outdir,
          ...(rooted && { repository: { url: 'https://github.com/example/platform.git', path: 'dist' } }),
        } as GroundworkApp;
        for (const { file, object: changed } of [{ file: 'apps/a.yaml', object: application('a') }, ...edits]) {
          write(objects);
          judge(platform, planOf(objects));
          if (changed) objects.set(file, changed);
          else objects.delete(file);
          const remembering = judge(platform, planOf(objects));
          forget();
          const { findings, summary } = judge(platform, planOf(objects));
          expect({ findings: remembering.findings, summary: remembering.summary }).toEqual({ findings, summary });
        }
      },
    ),
    { numRuns: 60 },
  );
});
