import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { application } from '../analysis/manifests';
import { check } from '../check';
import { judge, REPOSITORY } from '../testing/rules';
import { DiskTree } from '../tree/disk-tree';
import { MemoryTree } from '../tree/memory-tree';
import { TreeError } from '../tree/tree-error';

/** One bad value must cost its own verdict and no other. */
describe('on disk', () => {
  let dir: string;
  beforeEach(() => {
    dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-robust-'));
    write('apps/website.yaml', application());
    write('deploy/x.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n');
  });
  afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    fs.writeFileSync(path.join(dir, file), text);
  }

  function run(): ReturnType<typeof check> {
    const tree = new DiskTree(dir, '');
    return check({ directories: [{ tree, dir: '' }], repositories: [{ url: REPOSITORY, tree }] });
  }

  function pipe(file: string): void {
    expect(spawnSync('mkfifo', [path.join(dir, file)]).status).toBe(0);
  }

  test.each([['d\u0000x'], ['d/'.repeat(10) + 'x'.repeat(300)], ['x'.repeat(5000)]])(
    'a path that no file can have',
    (bad) => {
      write('apps/bad.yaml', application({ source: { repoURL: REPOSITORY, path: bad } }, { name: 'bad' }));
      const report = run();
      expect(
        report.findings.filter(({ severity }) => severity === 'refuse').map(({ resource }) => resource.name),
      ).toEqual(['bad']);
      expect(report.summary.applications).toBe(2);
    },
  );

  test('pipes and devices are named and never opened, wherever they are', () => {
    pipe('deploy/pipe.yaml');
    write('k/kustomization.yaml', 'resources: [pipe.yaml, zero.yaml]\n');
    pipe('k/pipe.yaml');
    fs.symlinkSync('/dev/zero', path.join(dir, 'k/zero.yaml'));
    const said = JSON.stringify(run().unchecked);
    expect(said).toContain('deploy/pipe.yaml');
    expect(said).toContain('k/pipe.yaml');
    expect(said).toContain('k/zero.yaml');
  });

  test('nothing outside of the repository is read', () => {
    const outside = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-outside-'));
    fs.writeFileSync(path.join(outside, 'x.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: outside}\n');
    fs.symlinkSync(outside, path.join(dir, 'link'));
    write('k/kustomization.yaml', 'resources: [../link/x.yaml]\n');
    expect(() => new DiskTree(dir).read('link/x.yaml')).toThrow('a symlink leads out of the repository');
    expect(run().summary.resources).toBe(2);
    expect(JSON.stringify(run().unchecked)).toContain('a symlink that leads out of the repository');
    fs.rmSync(outside, { recursive: true });
  });
});

test('kustomizations that build on each other without end, or twice as often each time', () => {
  const files: Record<string, string> = {};
  for (let index = 0; index < 3000; index += 1)
    files[`deep${index}/kustomization.yaml`] = `resources: [../deep${index + 1}]\n`;
  for (let index = 0; index < 40; index += 1)
    files[`bomb${index}/kustomization.yaml`] = `resources: [../bomb${index + 1}, ../bomb${index + 2}]\n`;
  for (const index of [40, 41]) {
    files[`bomb${index}/kustomization.yaml`] = 'resources: [x.yaml]\n';
    files[`bomb${index}/x.yaml`] = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n';
  }
  const said = JSON.stringify(judge(files).unchecked);
  expect(said).toContain('kustomizations build on each other');
  expect(said).toContain('objects');
});

describe('templates of an ApplicationSet', () => {
  const name = (template: string) =>
    JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 's', namespace: 'argocd' },
      spec: {
        goTemplate: true,
        generators: [{ list: { elements: [{ a: 'x' }] } }],
        template: {
          metadata: { name: template },
          spec: { project: 'default', source: { repoURL: REPOSITORY, path: 'a' }, destination: { name: 'in-cluster' } },
        },
      },
    });

  test.each([['(a+)+$'], ['(a|a)*$'], ['a*a*a*a*a*a*a*$'], ['((a?)b?)*c']])(
    'the regular expression %s is judged, which backtracking would not end on',
    (pattern) => {
      const { summary, unchecked } = judge({
        's.yaml': name(`{{ regexReplaceAll "${pattern}" "${'a'.repeat(60)}b" "x" }}`),
      });
      expect(summary.applications).toBe(1);
      expect(JSON.stringify(unchecked)).not.toContain('not understood');
    },
  );

  test.each([
    ['parentheses', `{{ ${'('.repeat(10_000)} }}`, 'blocks or parentheses'],
    ['blocks', `${'{{ if .a }}'.repeat(10_000)}`, 'blocks or parentheses'],
    ['branches', `{{ if .a }}${'{{ else if .a }}'.repeat(10_000)}{{ end }}`, 'blocks or parentheses'],
    ['loops', `${'{{ range until 1000 }}'.repeat(4)}${'{{ end }}'.repeat(4)}`, 'more than 1000000 steps'],
    ['wide text', '{{ printf "%99999999d" 1 }}', 'the width of'],
    ['indents', '{{ indent 999999999 "a" }}', 'an indent of'],
    ['a large expression', `{{ regexMatch "${'(a*)*'.repeat(1_000)}" "a" }}`, 'a regular expression of more than'],
  ])('very many %s are not checked, and the file is named', (_, template, reason) => {
    const { unchecked, summary } = judge({ 's.yaml': name(template), 'web.yaml': application() });
    expect(unchecked).toContainEqual(
      expect.objectContaining({ file: 's.yaml', reason: expect.stringContaining(reason) }),
    );
    expect(summary.applications).toBe(1);
  });
});

test('a glob of braces in braces is told with its field, and the rest is checked', () => {
  const glob = '{'.repeat(2_000);
  const report = judge({
    'app.yaml': application({ source: { repoURL: REPOSITORY, path: 'deploy', directory: { exclude: glob } } }),
    'project.yaml': JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'p', namespace: 'argocd' },
      spec: { sourceRepos: [glob], destinations: [{ server: '*', namespace: glob }] },
    }),
    'deploy/x.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n',
  });
  expect(
    report.unchecked.filter(({ reason }) => reason.includes('so deep')).map(({ subject, file }) => [file, subject]),
  ).toEqual([
    ['app.yaml', 'spec.source.directory.exclude of Application website'],
    ['project.yaml', 'spec.sourceRepos.0 of AppProject p'],
    ['project.yaml', 'spec.destinations.0.namespace of AppProject p'],
  ]);
  expect(report.summary.resources).toBeGreaterThan(0);
});

/** A tree in which one path may not be read; root may read everything, so no real one serves. */
class LockedTree extends MemoryTree {
  constructor(
    files: Record<string, string>,
    private readonly locked: string,
    private readonly git?: ReadonlySet<string>,
  ) {
    super(new Map(Object.entries(files)));
  }

  private guard(file: string): void {
    if (file === this.locked) throw new TreeError(this, file, 'EACCES', 'permission denied');
  }

  override list(dir: string): ReturnType<MemoryTree['list']> {
    this.guard(dir);
    return super.list(dir);
  }

  override read(file: string): Uint8Array {
    this.guard(file);
    return super.read(file);
  }

  override inGit(): ReadonlySet<string> | undefined {
    return this.git;
  }
}

describe('what cannot be read', () => {
  const files = {
    'apps/website.yaml': application(),
    'deploy/x.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n',
    'other/y.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: y}\n',
  };
  const run = (locked: string, git?: ReadonlySet<string>) => {
    const tree = new LockedTree(files, locked, git);
    return check({ directories: [{ tree, dir: '' }], repositories: [{ url: REPOSITORY, tree }] });
  };

  test.each(['deploy/x.yaml', 'deploy', 'other/y.yaml', 'other'])(
    '%s is a refusal, because its contents are not known',
    (locked) => {
      expect(run(locked).findings).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            severity: 'refuse',
            file: locked,
            message: expect.stringContaining('permission denied'),
          }),
        ]),
      );
    },
  );

  test('what Git ignores is only named', () => {
    const report = run('other', new Set(['apps/website.yaml', 'deploy/x.yaml']));
    expect(report.summary.refuse).toBe(0);
    expect(JSON.stringify(report.unchecked)).toContain('not in Git');
  });
});

describe('what lies beside the path of an Application', () => {
  const run = (helm: object) =>
    JSON.stringify(
      judge({
        'apps/website.yaml': application({ source: { repoURL: REPOSITORY, path: 'deploy', helm } }),
        'deploy/Chart.yaml': 'name: c\nversion: 1.0.0\n',
        'deploy/prod.yaml': 'a: 1\n',
        'deploy/.argocd-source-website.yaml': 'helm: {parameters: [{name: a, value: b}]}\n',
        'deploy/.argocd-source-other.yaml': 'helm: {}\n',
      }).unchecked,
    );

  test('overrides in Git are named, those of this Application only', () => {
    expect(run({})).toContain('deploy/.argocd-source-website.yaml');
    expect(run({})).not.toContain('deploy/.argocd-source-other.yaml');
  });

  test('value files that are not there are named', () => {
    expect(run({ valueFiles: ['prod.yaml', 'gone.yaml'] })).toContain('value file gone.yaml');
    expect(run({ valueFiles: ['prod.yaml'] })).not.toContain('value file');
    expect(run({ valueFiles: ['gone.yaml'], ignoreMissingValueFiles: true })).not.toContain('value file');
    expect(run({ valueFiles: ['$ARGOCD_APP_NAME.yaml', 'values-*.yaml'] })).not.toContain('value file');
  });
});
