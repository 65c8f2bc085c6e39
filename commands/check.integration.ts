import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { STALE_RULE_NAMES, staleRules } from '../synth/stale/rules';
import { parseRepository } from './check';

const GROUNDWORK = path.join(__dirname, '..', 'bin', 'groundwork.js');

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'check-'));
});
afterEach(() => {
  fs.chmodSync(dir, 0o700);
  fs.rmSync(dir, { recursive: true, force: true });
});

function write(files: Record<string, string | Buffer>): void {
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(dir, file), content);
  }
}

function run(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [GROUNDWORK, 'check', ...args], {
    cwd: dir,
    encoding: 'utf8',
  });
  return { code: status, out: stdout, err: stderr };
}

const APP = (name: string, source: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${name}, namespace: argocd}
spec:
  project: default
  source: ${source}
  destination: {server: https://kubernetes.default.svc, namespace: web}
`;
const URL = 'https://git.example.com/platform.git';
const SERVICE = (port: number) =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort, ports: [{port: 80, nodePort: ${port}}]}\n`;

test('exit code 1 is for what Argo CD refuses, with --strict for anything; 0 for nothing', () => {
  write({ 'dist/web.yaml': APP('web', `{repoURL: ${URL}, path: web}`), 'web/x.yaml': SERVICE(80) });
  const refused = run('--repo', `${URL}=.`);
  expect(refused).toMatchObject({ code: 1, err: '' });
  expect(refused.out).toContain('refuse[node-port-out-of-range]');
  // One run writes what programs read, too.
  expect(run('--repo', `${URL}=.`, '--output', 'sarif=a.sarif', '--output', 'json=a.json')).toEqual(refused);
  expect(JSON.parse(fs.readFileSync(path.join(dir, 'a.sarif'), 'utf8')).runs[0].results).toHaveLength(1);
  expect(JSON.parse(fs.readFileSync(path.join(dir, 'a.json'), 'utf8')).findings).toHaveLength(1);

  write({
    'web/x.yaml': `${SERVICE(30080)}---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: b}\n`,
  });
  expect(run('--repo', `${URL}=.`).code).toBe(0);
  expect(run('--strict', '--repo', `${URL}=.`).code).toBe(1);
  write({ 'web/x.yaml': SERVICE(30080) });
  expect(run('--strict', '--repo', `${URL}=.`).code).toBe(0);
});

test('the version of Kubernetes to judge for, which the report says', () => {
  const ingress = 'apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata: {name: web}\n';
  write({ 'dist/web.yaml': APP('web', `{repoURL: ${URL}, path: web}`), 'web/x.yaml': ingress });
  const judged = (...options: string[]) => run('--repo', `${URL}=.`, '--format', 'json', ...options);
  const old = JSON.parse(judged('--kube-version', 'v1.21.3').out);
  expect(old.kubernetesVersion).toBe('1.21');
  expect(old.findings.map(({ rule }: { rule: string }) => rule)).not.toContain('api-version-removed');
  const now = judged();
  expect(JSON.parse(now.out).kubernetesVersion).toBe('1.35');
  expect(now).toMatchObject({ code: 1, out: expect.stringContaining('api-version-removed') });
  expect(judged('--kube-version', 'latest')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('--kube-version latest is no version of Kubernetes: write it like 1.35'),
  });
});

test('the version to judge for may be written as the tag of a release; what is no version is refused', () => {
  write({ 'dist/web.yaml': APP('web', `{repoURL: ${URL}, path: web}`), 'web/x.yaml': SERVICE(30080) });
  const judged = (version: string) => run('--repo', `${URL}=.`, '--format', 'json', '--argocd-version', version);
  expect(JSON.parse(judged('v3.1.0').out)).toMatchObject({ argocdVersion: '3.1.0' });
  expect(judged('latest')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('--argocd-version latest is no version: write it like 3.'),
  });
});

test('the checkout is found from inside it, with its remotes', () => {
  execFileSync('git', ['init', '-q', dir]);
  execFileSync('git', ['-C', dir, 'remote', 'add', 'origin', 'https://user:token@git.example.com/platform.git']);
  write({ 'dist/web.yaml': APP('web', `{repoURL: ${URL}, path: web}`), 'web/x.yaml': SERVICE(80) });
  const { out, code } = run('dist', '--format', 'json');
  expect(code).toBe(1);
  expect(out).not.toContain('token');
  const report = JSON.parse(out);
  expect(report.repositories).toEqual([{ url: URL, directory: '.', because: 'a remote of this checkout' }]);
  expect(report.findings).toMatchObject([{ file: 'web/x.yaml', line: 4 }]);
});

describe('without a directory as argument', () => {
  const bad = `{repoURL: ${URL}, path: web, directory: {include: '['}}`;

  test('dist is checked, if there is one', () => {
    write({ 'dist/app.yaml': APP('web', `{repoURL: ${URL}, path: web}`), 'elsewhere/app.yaml': APP('other', bad) });
    expect(run()).toMatchObject({ code: 0, err: '', out: expect.stringContaining('1 Application') });
  });

  test('without dist the whole checkout is checked, from any folder in it, and a line says so', () => {
    execFileSync('git', ['init', '-q', dir]);
    write({ 'clusters/a/app.yaml': APP('web', `{repoURL: ${URL}, path: web}`), 'docs/readme.md': 'x' });
    for (const folder of ['.', 'docs']) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [GROUNDWORK, 'check'], {
        cwd: path.join(dir, folder),
        encoding: 'utf8',
      });
      expect({ status, stderr }).toEqual({
        status: 0,
        stderr: `there is no dist here: looking through the whole checkout, ${fs.realpathSync(dir)}\n`,
      });
      expect(stdout).toContain('1 Application');
    }
  });

  test('outside of a checkout this folder is checked; a project learns how to render its dist', () => {
    write({ 'app.yaml': APP('web', `{repoURL: ${URL}, path: web}`), 'main.ts': '' });
    expect(run()).toMatchObject({
      code: 0,
      err: 'there is no dist here (groundwork synth renders it): looking through this folder, which is in no Git checkout\n',
    });
  });
});

test.each([
  [['gone'], 'gone does not exist'],
  [['dist'], 'dist does not exist: render it with groundwork synth'],
  [[], 'found nothing to check in .'],
  [['.', '--repo', 'nonsense'], 'is not of the form URL[@REVISION]=DIR'],
  [['.', '--repo', 'https://a.example.com/b=gone'], 'gone is no directory'],
  [['.', '--argocd-version', 'latest'], 'is no version'],
  [['.', '--format', 'xml'], 'text, json, sarif'],
  [['--explain', 'image-unpinned'], 'there is no rule image-unpinned. Did you mean image-not-pinned?'],
])('%j is wrong use', (args, words) => {
  const { code, out, err } = run(...args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(words);
  expect(err).not.toMatch(/\n\s+at /);
});

describe('what Git ignores reaches no cluster', () => {
  const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: b}\n';

  beforeEach(() => {
    execFileSync('git', ['init', '-q', dir]);
    write({
      '.gitignore': 'local/\n',
      'apps/web.yaml': APP('web', `{repoURL: ${URL}, path: local}`),
      'local/secret.yaml': SECRET,
    });
  });

  test('so an Application that reads it is refused, and nothing in it is a finding', () => {
    const { code, out, err } = run('--repo', `${URL}=.`, '.');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('local: app path does not exist');
    expect(out).toContain('it is here, but Git ignores it (.gitignore:1), so Argo CD does not get it');
    expect(out).not.toContain('secret-in-git');
    // WHEN it is added in spite of that
    execFileSync('git', ['-C', dir, 'add', '-f', 'local/secret.yaml']);
    const added = run('--repo', `${URL}=.`, '.');
    expect(added.out).not.toContain('app path does not exist');
    expect(added.out).toContain('secret-in-git');
  });

  test('if Git cannot say what it ignores, a line says so, and all that is on disk counts', () => {
    fs.rmSync(path.join(dir, '.git'), { recursive: true });
    write({ '.git': 'gitdir: nowhere\n' });
    const { out, err } = run('--repo', `${URL}=.`, '.');
    expect(err).toMatch(
      /^\.: git could not say what it ignores \(fatal: not a git repository: .*\), so all that is on disk counts as committed\n$/,
    );
    expect(out).not.toContain('app path does not exist');
  });

  test('but a file that a sparse checkout leaves out is in the commit, and is not reported as missing', () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', dir, '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        stdio: 'pipe',
      });
    write({
      'apps/web.yaml': APP('web', `{repoURL: ${URL}, path: deploy/web}`),
      'apps/gone.yaml': APP('gone', `{repoURL: ${URL}, path: deploy/gone}`),
      'deploy/web/x.yaml': SERVICE(30080),
    });
    git('add', 'apps', 'deploy');
    git('commit', '-q', '-m', 'all');
    git('sparse-checkout', 'set', 'apps');
    expect(fs.existsSync(path.join(dir, 'deploy'))).toBe(false);
    const { out } = run('--repo', `${URL}=.`, 'apps');
    expect(out).not.toContain('deploy/web: app path does not exist');
    expect(out).toContain('deploy/gone: app path does not exist');
  });

  test('so values that only this machine has are not there for Helm', () => {
    const helm = 'helm: {valueFiles: [../local/values.yaml]}';
    write({
      'apps/web.yaml': APP('web', `{repoURL: ${URL}, path: chart, ${helm}}`),
      'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
      'chart/templates/none.yaml': '',
      'local/values.yaml': 'replicas: 3\n',
    });
    const { code, out } = run('--repo', `${URL}=.`, '.');
    expect({ code, out }).toEqual({
      code: 1,
      out: expect.stringMatching(
        /open local\/values\.yaml: no such file or directory: it is here, but Git ignores it \(\.gitignore:1\)/,
      ),
    });
  });

  test('but a folder that is named is checked, and a line says that no commit has it', () => {
    write({ 'local/apps/web.yaml': APP('web', `{repoURL: ${URL}, path: local/web}`), 'local/web/x.yaml': SERVICE(80) });
    const { code, out, err } = run('local');
    expect({ code, err }).toEqual({
      code: 1,
      err: 'local: Git ignores it (.gitignore:1); it is checked as if it were committed\n',
    });
    expect(out).toContain('refuse[node-port-out-of-range]');
    expect(out).not.toContain('app path does not exist');
    expect(run('--repo', `${URL}=local`, 'apps').err).toBe('');
  });
});

describe('a directory with nothing to check is no good news', () => {
  test.each([
    ['no file at all', { 'web/README.md': '# web' }, 'no YAML or JSON file'],
    ['plain manifests alone', { 'web/x.yaml': SERVICE(30080) }, '1 file, but no Application, AppProject or'],
    ['a chart', { 'web/Chart.yaml': 'name: web\n' }, 'not checked: Helm chart in web: the templates of'],
  ])('%s', (_, files, words) => {
    write(files);
    const { code, out, err } = run('web');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('found nothing to check in web: ');
    expect(err).toContain(words);
    expect(err).not.toMatch(/\n\s+at /);
    expect(run('web', '--format', 'json').code).toBe(2);
  });

  test('even with a finding in other files', () => {
    write({ 'web/values.yaml': 'a: 1\na: 2\n' });
    expect(run('web')).toMatchObject({
      code: 2,
      out: expect.stringContaining('silent[document-shape]'),
      err: expect.stringContaining('found nothing to check in web'),
    });
  });

  test('an object that is only nearly one of Argo CD is a finding', () => {
    write({ 'web/x.yaml': APP('web', '{}').replace('Application', 'Aplication') });
    expect(run('web')).toMatchObject({ code: 1, out: expect.stringContaining('Did you mean Application?') });
  });
});

test('--explain prints the page of a rule, and the list of them', () => {
  expect(run('--explain', 'secret-in-git')).toMatchObject({ code: 0, out: expect.stringContaining('# secret-in-git') });
  expect(run('--explain').out).toContain('node-port-clash (refuse)');
});

test('--explain knows what --stale finds: no id that a report has is unknown', () => {
  const list = run('--explain').out;
  expect(staleRules().map(({ name }) => name)).toEqual(STALE_RULE_NAMES);
  for (const { name, summary, page } of staleRules()) {
    expect(summary).toMatch(/^[A-Z].*\.$/);
    expect(list).toContain(`${name} (silent)\n    ${summary}\n`);
    expect(page.split('\n').length).toBeGreaterThan(6);
  }
  const [{ page }] = staleRules();
  expect(run('--explain', 'stale-missing')).toEqual({ code: 0, out: page, err: '' });
  expect(run('--explain', 'stale-edit').err).toContain('Did you mean stale-edited?');
});

test('a file may be named, and SARIF comes out of it', () => {
  write({ 'one.yaml': 'kind: [\n' });
  const { runs } = JSON.parse(run('one.yaml', '--format', 'sarif').out);
  expect(runs[0].results).toMatchObject([{ ruleId: 'document-shape', level: 'error' }]);
});

describe('bad input', () => {
  const inside = (content: string | Buffer, name = 'web/x.yaml') => {
    write({ 'dist/web.yaml': APP('web', `{repoURL: ${URL}, path: web}`), [name]: content });
    const { code, out, err } = run('--format', 'json', '--repo', `${URL}=.`);
    expect(err).toBe('');
    const report = JSON.parse(out);
    return { code, findings: report.findings as { rule: string; file: string; line: number }[], report };
  };
  const manifest = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';

  test.each([
    ['no YAML', `${manifest}a: [\n`, 4],
    [
      'a bomb of aliases',
      `${manifest}${['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefghi'.split('').map((to, at) => `${to}: &${to} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]`)].join('\n')}\n`,
      undefined,
    ],
    ['lists without end', `${manifest}a: ${'['.repeat(50_000)}\n`, undefined],
    ['a text with control characters', `${manifest}a: \u0001\n`, 4],
    ['another format', Buffer.concat([Buffer.from(manifest), Buffer.from([0, 1, 2, 255, 254])]), undefined],
  ])('%s is a finding with its file', (_, content, line) => {
    const { code, findings } = inside(content);
    expect(code === 1 || findings.some(({ rule }) => rule === 'directory-file-ignored')).toBe(true);
    expect(findings.filter(({ file }) => file === 'web/x.yaml')).not.toEqual([]);
    if (line !== undefined) expect(findings[0]).toMatchObject({ line });
  });

  test.each([
    ['UTF-16', Buffer.from(`\ufeff${manifest}`, 'utf16le')],
    ['a byte order mark', `\ufeff${manifest}`],
    ['CRLF', manifest.replaceAll('\n', '\r\n')],
    ['ten megabytes less a bit', `${manifest}# ${'x'.repeat(9_900_000)}\n`],
  ])('%s is read', (_, content) => {
    expect(inside(content)).toMatchObject({ code: 0, findings: [], report: { summary: { resources: 2 } } });
  });

  test('more than ten megabytes are more than Argo CD reads', () => {
    expect(inside(`${manifest}# ${'x'.repeat(10_000_000)}\n`)).toMatchObject({
      code: 1,
      findings: [{ rule: 'directory-too-large' }],
    });
  });

  test('symlinks that lead to each other, or to themselves, end', () => {
    fs.mkdirSync(path.join(dir, 'web'));
    fs.symlinkSync('b.yaml', path.join(dir, 'web', 'a.yaml'));
    fs.symlinkSync('a.yaml', path.join(dir, 'web', 'b.yaml'));
    fs.symlinkSync('.', path.join(dir, 'web', 'loop'));
    const { findings } = inside(manifest);
    expect(findings.map(({ rule, file }) => [rule, file])).toEqual([
      ['directory-file-ignored', 'web/a.yaml'],
      ['directory-file-ignored', 'web/b.yaml'],
    ]);
  });

  // Root may read everything.
  (process.getuid?.() === 0 ? test.skip : test)(
    'a file that may not be read is a finding (skipped for root, who may)',
    () => {
      write({ 'web/x.yaml': manifest });
      fs.chmodSync(path.join(dir, 'web', 'x.yaml'), 0);
      expect(inside(manifest, 'web/y.yaml').findings).toMatchObject([
        { rule: 'directory-file-breaks-application', file: 'web/x.yaml' },
      ]);
    },
  );
});

test.each([
  ['https://a.example.com/b.git=.', { url: 'https://a.example.com/b.git', dir: '.' }],
  ['https://a.example.com/b.git@v1.2=x/y', { url: 'https://a.example.com/b.git', revision: 'v1.2', dir: 'x/y' }],
  ['git@a.example.com:b/c.git=.', { url: 'git@a.example.com:b/c.git', dir: '.' }],
  ['git@a.example.com:b/c.git@feature/x=.', { url: 'git@a.example.com:b/c.git', revision: 'feature/x', dir: '.' }],
  ['ssh://git@a.example.com/b.git=.', { url: 'ssh://git@a.example.com/b.git', dir: '.' }],
  ['ssh://git@a.example.com:22/b.git@main=.', { url: 'ssh://git@a.example.com:22/b.git', revision: 'main', dir: '.' }],
  ['https://charts.example.com=charts', { url: 'https://charts.example.com', dir: 'charts' }],
  ['https://charts.example.com@1.19.1=.', { url: 'https://charts.example.com', revision: '1.19.1', dir: '.' }],
  ['oci://registry.example.com=.', { url: 'oci://registry.example.com', dir: '.' }],
])('--repo %s', (value, expected) => {
  expect(parseRepository(value)).toEqual({ revision: undefined, ...expected });
});

test('a tag of the checkout is read from its clone, and the report says which commit that is', () => {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: dir, encoding: 'utf8', stdio: 'pipe' }).trim();
  git('init', '-q');
  git('remote', 'add', 'origin', URL);
  write({ 'web/x.yaml': SERVICE(80) });
  git('add', '-A');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-q', '-m', 'x');
  git('tag', 'v1.0.0');
  write({
    'web/x.yaml': SERVICE(30080),
    'dist/web.yaml': APP('web', `{repoURL: ${URL}, path: web, targetRevision: v1.0.0}`),
  });
  const { code, out, err } = run();
  expect({ code, err }).toEqual({ code: 1, err: '' });
  expect(out).toContain('refuse[node-port-out-of-range]');
  expect(out).toContain('--> v1.0.0:web/x.yaml:4:');
  const commit = git('rev-parse', 'HEAD').slice(0, 12);
  expect(out).toContain(`${URL} is taken to be v1.0.0: tag v1.0.0 of this checkout, commit ${commit}`);
  const order = spawnSync(process.execPath, [GROUNDWORK, 'order'], { cwd: dir, encoding: 'utf8' });
  expect(order.stdout).toContain('Service web/web');
});
