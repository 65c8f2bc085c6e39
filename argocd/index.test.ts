import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { type CheckInput, check, DiskTree, GitTree, type JsonReport, MemoryTree, order, REPORT_FORMATS } from '.';
import { ruleDescriptions } from './rules/registry';

const application = (wave: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: web
  namespace: argocd
  annotations:
    argocd.argoproj.io/sync-wave: ${wave}
spec:
  project: team
  source: {repoURL: https://git.example.com/platform.git, path: web}
  destination: {name: in-cluster, namespace: web}
`;

const PROJECT = `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: team, namespace: argocd}
spec:
  sourceRepos: [https://git.example.com/others/*]
  destinations: [{server: '*', namespace: '*'}]
`;

const FILES = { 'apps/web.yaml': application("'one'"), 'projects/team.yaml': PROJECT };

const places = (input: CheckInput) => check(input).findings.map(({ rule, file, line }) => `${rule} ${file}:${line}`);

const FOUND = ['sync-wave-invalid apps/web.yaml:7', 'project-source-not-permitted apps/web.yaml:10'];

describe('cdk8s-groundwork/check, as a library', () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-library-'));
    for (const [file, text] of Object.entries(FILES)) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), text);
    }
  });

  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });

  test('files in memory', () => {
    const report = check({ directories: [{ tree: new MemoryTree(new Map(Object.entries(FILES))), dir: '' }] });
    expect(report.findings).toMatchObject([
      {
        rule: 'sync-wave-invalid',
        resource: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', namespace: 'argocd', name: 'web' },
        source: "    argocd.argoproj.io/sync-wave: 'one'",
      },
      { rule: 'project-source-not-permitted', severity: 'refuse' },
    ]);
    expect(report.summary).toMatchObject({ files: 2, applications: 1, projects: 1, refuse: 1 });
  });

  test('a directory on disk', () => {
    expect(places({ directories: [{ tree: new DiskTree(folder, ''), dir: '' }] })).toEqual(FOUND);
    expect(places({ directories: [{ tree: new DiskTree(folder, 'here'), dir: './projects/' }] })).toEqual([]);
  });

  test('a revision of a clone, whatever is checked out', () => {
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'first');
    git('tag', 'v1');
    fs.writeFileSync(path.join(folder, 'apps/web.yaml'), application("'1'"));
    git('commit', '-qam', 'second');
    expect(places({ directories: [{ tree: new GitTree(folder, 'v1'), dir: '' }] })).toEqual([
      'sync-wave-invalid v1:apps/web.yaml:7',
      'project-source-not-permitted v1:apps/web.yaml:10',
    ]);
    expect(places({ directories: [{ tree: new GitTree(folder, 'HEAD'), dir: '' }] })).toHaveLength(1);
    expect(() => new GitTree(folder, 'v2')).toThrow('Git cannot say which commit v2 is: fatal:');
  });

  test('the repository that an Application reads is given by its URL', () => {
    const url = 'https://git.example.com/platform.git';
    const tree = new MemoryTree(new Map([['web/a.yaml', 'kind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\n']]));
    const directories = [{ tree: new DiskTree(folder, ''), dir: '' }];
    const [sync] = order({ directories, repositories: [{ url, tree }] }).syncs;
    expect(sync?.tasks).toMatchObject([{ kind: 'ConfigMap', namespace: 'web', name: 'a' }]);
    expect(check({ directories }).unchecked).toEqual([
      expect.objectContaining({ reason: expect.stringContaining(`repository ${url} is not at hand`) }),
    ]);
  });

  test('a directory that is not there is a finding: no pipeline passes because of a misspelt name', () => {
    const report = check({ directories: [{ tree: new DiskTree(folder, ''), dir: 'app' }] });
    expect(report.findings).toMatchObject([
      { severity: 'refuse', file: 'app', message: expect.stringMatching(/ENOENT/) },
    ]);
  });

  test('only the rules that are named; one that there is not is an error', () => {
    const directories = [{ tree: new DiskTree(folder, ''), dir: '' }];
    expect(places({ directories, only: ['sync-wave-invalid'] })).toEqual(FOUND.slice(0, 1));
    expect(() => check({ directories, only: ['sync-wave-invald'] })).toThrow(
      'only: there is no rule "sync-wave-invald". Did you mean sync-wave-invalid? groundwork check --explain lists them all',
    );
  });

  test('a version of Argo CD that is none is an error, not the newest', () => {
    const directories = [{ tree: new DiskTree(folder, ''), dir: '' }];
    expect(() => check({ directories, argocdVersion: 'latest' })).toThrow(
      'argocdVersion "latest" is no version of Argo CD: write it like 3.4.4',
    );
    expect(() => order({ directories, argocdVersion: '' })).toThrow('argocdVersion "" is no version');
  });

  test('the report prints as the command prints it', () => {
    const report = check({ directories: [{ tree: new DiskTree(folder, ''), dir: '' }] });
    const print = (format: keyof typeof REPORT_FORMATS) =>
      REPORT_FORMATS[format].print(report, { rules: ruleDescriptions });
    const json = JSON.parse(print('json')) as JsonReport;
    expect(json.findings.map(({ file, line, column }) => [file, line, column])).toEqual([
      ['apps/web.yaml', 7, 35],
      ['apps/web.yaml', 10, 21],
    ]);
    expect(JSON.parse(print('sarif')).runs[0].results).toHaveLength(2);
    expect(print('text')).toContain('apps/web.yaml:7');
  });
});
