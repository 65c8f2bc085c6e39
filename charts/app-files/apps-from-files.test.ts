import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { declaredFindings } from '../../synth/declared';
import { judge } from '../../synth/judge';
import { enterWorkingDirectory } from '../../synth/working-directory';
import { Application, AppProject, AppsOfApps, appsFromFiles, GroundworkApp } from '..';
import { schemaProblems } from './schema-problems';

const SCHEMA = JSON.parse(fs.readFileSync(path.join(__dirname, '../../schemas/groundwork.app.schema.json'), 'utf8'));

const SEARCH = `# yaml-language-server: $schema=../../node_modules/cdk8s-groundwork/schemas/groundwork.app.schema.json
project: team-a
source:
  repoURL: https://github.com/orgname/search.git
  targetRevision: main
  path: deploy/prod
destination: { namespace: team-a-prod }
syncPolicy: { automated: { prune: true } }
`;

let folder: string;
let leave: () => void;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-apps-'));
  leave = enterWorkingDirectory(folder);
});
afterEach(() => {
  leave();
  fs.rmSync(folder, { recursive: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

function platform(): GroundworkApp {
  const app = new GroundworkApp({ outdir: 'dist' });
  new AppsOfApps(app, 'root', { repository: { url: 'https://github.com/orgname/apps.git' } });
  new AppProject(app.file('projects/team-a'), 'project', { name: 'team-a' });
  return app;
}

/** What `synth` says of the files of apps, without the constructs in front. */
function refusals(files: Readonly<Record<string, string>>): readonly string[] {
  write(files);
  const app = platform();
  appsFromFiles(app, 'apps');
  try {
    app.plan();
  } catch (error) {
    return (error as Error).message
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^ {2}\[apps\] /, '').replace(/ \([^()]*apps-from-files.test.ts:.*\)$/, ''));
  }
  return [];
}

test('a file of eight lines is the same Application as in TypeScript, where its path says, and its source is the file', () => {
  write({ 'apps/prod/search.yaml': SEARCH });
  const app = platform();
  const [search] = appsFromFiles(app, 'apps');
  const { files } = app.plan();
  const byFile = files.find(({ path: file }) => file === 'apps/prod/search.yaml');

  const other = platform();
  new Application(other.file('apps/prod/search'), 'application', {
    name: 'search',
    project: [...other.node.findAll()].find((one) => one.node.path === 'projects/team-a/project') as AppProject,
    source: { repoURL: 'https://github.com/orgname/search.git', targetRevision: 'main', path: 'deploy/prod' },
    destination: { namespace: 'team-a-prod' },
    syncPolicy: { automated: { prune: true } },
  });
  const inTypeScript = other.plan().files;
  expect(search?.name).toBe('search');
  expect(files.map(({ documents }) => documents)).toEqual(inTypeScript.map(({ documents }) => documents));
  expect(byFile).toMatchObject({ source: 'apps/prod/search.yaml', places: ['apps/prod/search.yaml:2'] });
  expect(byFile?.text).toContain('apps/prod/search.yaml');
});

test('a finding of a rule names the file of the app and its line', () => {
  write({ 'apps/prod/search.yaml': SEARCH.replace('project: team-a', 'project: team-b') });
  const app = platform();
  appsFromFiles(app, 'apps');
  const plan = app.plan();
  const { findings } = judge(plan, { outdir: path.join(folder, 'dist'), repository: app.repository });
  const [missing] = declaredFindings(findings, plan, 'dist').filter(
    ({ rule }) => rule === 'application-project-missing',
  );
  expect(missing?.fix).toContain('declared at apps/prod/search.yaml:2');
});

test('a chart by its name and version, with its values in the Application', () => {
  write({
    'apps/prod/redis.yaml':
      'project: team-a\nnamespace: cache\nchart: { repoURL: https://charts.example.com, name: redis, version: 1.2.3 }\n' +
      'values: { replicas: 2 }\ndeploys: { namespaced: [{ group: apps, kind: StatefulSet }] }\n',
  });
  const app = platform();
  appsFromFiles(app, 'apps');
  const file = app.plan().files.find(({ path: name }) => name === 'apps/prod/redis.yaml');
  expect(file?.source).toBe('apps/prod/redis.yaml');
  expect(file?.documents[0]).toMatchObject({
    metadata: { name: 'redis' },
    spec: { source: { chart: 'redis', targetRevision: '1.2.3', helm: { valuesObject: { replicas: 2 } } } },
  });
});

test('dependsOn names Applications of other files, whichever is read first, and of main.ts', () => {
  write({
    'apps/prod/a.yaml': `${SEARCH}dependsOn: [z, ground]\n`,
    'apps/prod/z.yaml': SEARCH,
  });
  const app = platform();
  new Application(app.file('infra/ground'), 'application', {
    name: 'ground',
    project: 'team-a',
    source: { repoURL: 'https://github.com/orgname/search.git', path: 'x' },
    syncPolicy: { automated: {} },
  });
  const [a] = appsFromFiles(app, 'apps');
  expect(a?.dependencies.map(({ node }) => node.path)).toEqual(['apps/prod/z/application', 'infra/ground/application']);
});

/** One mistake: the text of the file, and what has to be said of it. */
const MISTAKES: Readonly<Record<string, readonly [text: string, ...said: string[]]>> = {
  'a misspelt field': [SEARCH.replace('source:', 'sorce:'), ':3: sorce: there is no such field. Did you mean source?'],
  'a misspelt field further down': [
    SEARCH.replace('prune', 'prun'),
    ':8: syncPolicy.automated.prun: there is no such field. Did you mean prune?',
  ],
  'a number for a text': [
    SEARCH.replace('main', '1.2'),
    ':5: source.targetRevision is 1.2, and has to be a text. Put it in quotes',
  ],
  'a field that is missing': [SEARCH.replace('project: team-a\n', ''), ':2: project is missing: Name of the project'],
  'nothing behind a field': [
    SEARCH.replace(' team-a\n', '\n'),
    ':2: project has nothing behind it: expected is a text',
  ],
  'two sources at once': [
    SEARCH.replace('  path:', '  chart: search\n  path:'),
    ':7: source.path does not go together with repoURL, targetRevision, chart: remove one of them',
  ],
  'an option of Argo CD that it does not know': [
    SEARCH.replace('{ automated', '{ syncOptions: [createNamespace=true], automated'),
    ':8: syncPolicy.syncOptions[0] is "createNamespace=true", and has to be one of ',
    'Did you mean CreateNamespace=true?',
  ],
  'a duration that is none': [
    SEARCH.replace('{ automated', '{ retry: { limit: 2, backoff: { duration: 5d } }, automated'),
    ':8: syncPolicy.retry.backoff.duration is "5d", and has to be a text like ',
  ],
  'a list instead of a map': ['- a\n', ':1: it is a list, and has to be a map'],
  'a value that the constructor refuses': [
    SEARCH.replace('{ automated', '{ retry: { limit: 0 }, automated'),
    'syncPolicy.retry.limit is 0, which Argo CD drops',
    '(apps/dev/one.yaml:2)',
  ],
  'a name that is none': [
    `${SEARCH}name: Search\n`,
    'name is "Search": allowed are lower-case',
    '(apps/dev/one.yaml:2)',
  ],
  'an annotation that a field decides': [
    `${SEARCH}annotations: { argocd.argoproj.io/sync-wave: '2' }\n`,
    'annotations has argocd.argoproj.io/sync-wave: "2", which dependsOn or syncWave decides',
  ],
  'a dependency that is not there': [
    `${SEARCH}dependsOn: [databse]\n`,
    ':9: dependsOn names databse, and there is no App',
  ],
  'an empty file': ['', ':1: there is no app in it: write one, or remove the file'],
  'only comments': ['# soon\n', ':1: there is no app in it'],
  'two documents': [`${SEARCH}---\n${SEARCH}`, 'a second document begins here'],
  'a key twice': [`${SEARCH}project: b\n`, ':9: '],
  'a control character': [SEARCH.replace('main', 'ma\u0000in'), 'control characters are not allowed'],
  'no YAML': [`${SEARCH}a: [\n`, ':9: '],
  'an alias bomb': [
    `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h']
      .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`)}]`)
      .join('\n')}\n`,
    'alias',
  ],
};

test.each(Object.keys(MISTAKES))('%s is refused with file and line', (mistake) => {
  const [text, ...said] = MISTAKES[mistake] as readonly [string, ...string[]];
  const [refusal, ...more] = refusals({ 'apps/dev/one.yaml': text });
  expect(refusal).toContain('apps/dev/one.yaml');
  for (const words of said) expect(refusal).toContain(words);
  expect(more).toEqual([]);
});

test('all mistakes of all files are told at once, and what names a broken file is no second mistake', () => {
  const told = refusals({
    'apps/dev/one.yaml': SEARCH.replace('prune', 'prun').replace('main', '2'),
    'apps/prod/two.yaml': SEARCH.replace('project: team-a\n', ''),
    'apps/prod/three.yaml': `${SEARCH}dependsOn: [two]\n`,
  });
  expect(told.map((line) => line.split(': ')[0])).toEqual([
    'apps/dev/one.yaml:5',
    'apps/dev/one.yaml:8',
    'apps/prod/two.yaml:2',
  ]);
});

test('what is no file of an app is refused, and nothing is read through a link', () => {
  write({ 'secret.yaml': 'password: hunter2\n', 'apps/prod/Search.yaml': SEARCH, 'apps/prod/notes.txt': '' });
  write({ 'apps/a.yml': SEARCH, 'apps/a.yaml': SEARCH, 'apps/README.md': '', 'apps/.gitkeep': '' });
  fs.symlinkSync(path.join(folder, 'secret.yaml'), path.join(folder, 'apps/prod/link.yaml'));
  fs.symlinkSync(folder, path.join(folder, 'apps/prod/folder'));
  const told = refusals({});
  expect(told.map((line) => line.split(': ').slice(0, 2).join(': '))).toEqual([
    'apps/a.yml: apps/a.yaml is the same app',
    'apps/prod/Search.yaml: the name is "Search"',
    'apps/prod/folder: it is a link, which may lead anywhere',
    'apps/prod/link.yaml: it is a link, which may lead anywhere',
    'apps/prod/notes.txt: it is no app',
  ]);
  expect(told.join()).not.toContain('hunter2');
});

test('two files with one name are refused with both places', () => {
  const [told] = refusals({ 'apps/dev/search.yaml': SEARCH, 'apps/prod/search.yaml': SEARCH });
  expect(told).toMatch(
    /Application argocd\/search is declared by .*apps\/dev\/search.yaml:2; apps\/prod\/search.yaml:2/,
  );
});

test('a file where main.ts has an Application is refused with both places', () => {
  write({ 'apps/prod/search.yaml': SEARCH });
  const app = platform();
  new Application(app.file('apps/prod/search'), 'application', {
    name: 'other',
    project: 'team-a',
    source: { repoURL: 'https://github.com/orgname/search.git', path: 'x' },
  });
  appsFromFiles(app, 'apps');
  expect(() => app.plan()).toThrow(
    /apps\/prod\/search.yaml:2: .*is made at .*test.ts:\d+, and again at apps\/prod\/search/,
  );
});

test('a folder that is not there, and one outside, are refused with a way out', () => {
  expect(refusals({})).toEqual([
    'apps: there is no such folder: make it; where it may be empty, put a file .gitkeep into it',
  ]);
  const app = platform();
  appsFromFiles(app, '../other');
  expect(() => app.plan()).toThrow(/appsFromFiles\("..\/other"\): expected is a folder below/);
});

test('a project that comes too late is refused: it would not permit what the files deploy', () => {
  write({ 'apps/prod/search.yaml': SEARCH.replace('team-a\n', 'late\n') });
  const app = platform();
  appsFromFiles(app, 'apps');
  new AppProject(app.file('projects/late'), 'project', { name: 'late' });
  expect(() => app.plan()).toThrow('apps/prod/search.yaml:2: the project late is declared below appsFromFiles');
});

test('a secret that is in the wrong place is not repeated', () => {
  const told = refusals({
    'apps/prod/search.yaml': SEARCH.replace(
      '  path:',
      '  helm: { parameters: [{ name: password, value: 815 }] }\n  path:',
    ),
  });
  expect(told).toHaveLength(1);
  expect(told[0]).not.toContain('815');
});

test('an editor with the schema says the same as synth', () => {
  const validate = new Ajv({ strict: false }).compile(SCHEMA);
  const texts = [SEARCH, ...Object.values(MISTAKES).map(([text]) => text)];
  for (const text of texts) {
    let value: unknown;
    try {
      value = parse(text, { version: '1.1' });
    } catch {
      continue;
    }
    expect({ text, fits: validate(value) }).toEqual({ text, fits: schemaProblems(SCHEMA, value).length === 0 });
  }
});
