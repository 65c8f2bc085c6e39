/**
 * The pages of docs/: what a reader types works, and shows what the page says. A page is run from top to bottom in a project
 * that `groundwork init` made. What a fenced block is, its first line says:
 *
 * - `sh`: run in the project; `sh fails` has to fail
 * - `sh cluster`, `sh network`: not run, because it needs a cluster, a registry or a remote. Only commands of a short list are
 *   allowed there, and the options of groundwork have to exist
 * - `text` after a block that was run: lines of its output, in order; `…` stands for lines that are left out
 * - `diff FILE`: an edit of a file; `ts FILE`: goes before `app.synth()` of main.ts, or is the whole of another file, as `yaml FILE` is
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { GROUNDWORK, installInto, ordinaryEnvironment, ROOT, runNode } from './new-project';

const PAGES = [
  'start.md',
  'running-cluster.md',
  'add-an-app.md',
  'adopt-applications.md',
  'parts.md',
  'any-chart.md',
  'bump-a-chart.md',
  'private-repositories.md',
  'argocd-settings.md',
  'teams.md',
  'without-egress.md',
  'recover.md',
  'rendering.md',
  'fetch-charts.md',
  'two-clusters.md',
  'clusters.md',
  'promote.md',
  'scale.md',
  'adopt-the-check.md',
  'own-rules.md',
  'review-a-change.md',
  'ci.md',
] as const;

/** What a block that is not run may have. */
const NOT_RUN: Readonly<Record<string, RegExp>> = {
  cluster: /^((kubectl|helm|argocd) |sh platform-secrets\.sh$)/,
  network:
    /^(git (clone|push|remote)|npm (ci|install|pack|update)|npx cdk8s-groundwork init|npx --package \S+ groundwork init|npx groundwork (pin|mirror|gate|import|vendor|check)|helm pull|tar --(create|extract)|docker login|cd \S+)(?= |$)/,
};

interface Block {
  readonly kind: string;
  /** What follows the kind. */
  readonly about: string;
  readonly text: string;
  /** File and line, for whoever has to mend it. */
  readonly place: string;
}

function blocksOf(page: string): readonly Block[] {
  const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
  return [...text.matchAll(/^( *)```(\S+)(?: +(.*))?\n([\s\S]*?)^ *```$/gm)].map(
    ({ index, 1: indent = '', 2: kind = '', 3: about = '', 4: body = '' }) => ({
      kind,
      about,
      text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      place: `${page}:${text.slice(0, index).split('\n').length}`,
    }),
  );
}

let folder: string;
let project: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-pages-'));
  // The very line that the first page has.
  const [, args = ''] = /^npx cdk8s-groundwork (init \S+)$/m.exec(page('start.md')) ?? [];
  const made = runNode(GROUNDWORK, args.split(' '), folder);
  expect(made).toMatchObject({ status: 0, stderr: '' });
  project = path.join(folder, args.replace('init ', ''));
  installInto(project);
  runPage('start.md', '');
  shell('git tag start');
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const page = (name: string) => fs.readFileSync(path.join(ROOT, 'docs', name), 'utf8');

/**
 * What npm and npx do in a project, without the time that their start takes, and without the check of types: that is made once,
 * for all pages. The first page is run with the real ones.
 */
const QUICK = `
PATH=$PWD/node_modules/.bin:$PATH
npx() { "$@"; }
npm() {
  case $1 in
    run) if [ "$2" = synth ]; then groundwork synth --no-type-check; else groundwork "$2"; fi ;;
    test) shift; if [ "$1" = -- ]; then shift; fi; jest "$@" ;;
    *) echo "npm $1 is not run here"; return 1 ;;
  esac
}
`;

/** Runs a script as somebody types it: it stops at the first command that fails. */
function shell(script: string, prelude = QUICK): { readonly status: number | null; readonly output: string } {
  const env = {
    ...ordinaryEnvironment(),
    GIT_CONFIG_GLOBAL: os.devNull,
    GIT_AUTHOR_NAME: 'test',
    GIT_AUTHOR_EMAIL: 'test@example.com',
    GIT_COMMITTER_NAME: 'test',
    GIT_COMMITTER_EMAIL: 'test@example.com',
    GIT_PAGER: 'cat',
    // What somebody fetched on this machine is not at hand for a reader.
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
    npm_config_logs_max: '0',
  };
  const { status, stdout } = spawnSync('sh', ['-ec', `exec 2>&1\n${prelude}${script}`], {
    cwd: project,
    encoding: 'utf8',
    env,
  });
  return { status, output: stripVTControlCharacters(stdout) };
}

function runPage(name: string, prelude = QUICK): void {
  let output: string | undefined;
  for (const block of blocksOf(path.join('docs', name))) {
    const { kind, about, text, place } = block;
    if (kind === 'sh' && about in NOT_RUN) {
      output = undefined;
      checkNotRun(block);
    } else if (kind === 'sh' && (about === '' || about === 'fails')) {
      if (text.includes('npm run synth')) rememberSources();
      const result = shell(text, prelude);
      output = result.output;
      if ((result.status !== 0) !== (about === 'fails'))
        throw new Error(`${place}: exit code ${result.status}\n${text}\n${output}`);
    } else if (kind === 'text') {
      if (output !== undefined) compare(text, output, place);
    } else if (kind === 'diff') edit(about, text, place);
    else if ((kind === 'ts' || kind === 'yaml') && about !== '') addCode(about, text, place);
    else throw new Error(`${place}: a block of a kind that this test does not know: ${kind} ${about}`);
  }
}

/** What the pages had rendered, to be compiled: main.ts and the versions of charts that it may name. */
const sources = new Map<string, string>();

function rememberSources(): void {
  const read = (file: string) => fs.readFileSync(path.join(project, file), 'utf8');
  sources.set(read('main.ts'), `main-${sources.size}.ts`);
  sources.set(read('imports/helm-values.d.ts'), `helm-values-${sources.size}.d.ts`);
  for (const name of fs.readdirSync(path.join(project, 'imports')))
    if (/(?<!\.d)\.ts$/.test(name)) sources.set(read(`imports/${name}`), `imports/${name}`);
}

/** Compares the lines of a block with those of an output, in order. */
function compare(quoted: string, output: string, place: string): void {
  const lines = output.split('\n').map((line) => line.trimEnd());
  let at = -1;
  let skip = true;
  for (const line of quoted.trimEnd().split('\n')) {
    if (line.trim() === '…') {
      skip = true;
      continue;
    }
    const is = (shown: string | undefined) =>
      line.endsWith('…') ? shown?.startsWith(line.slice(0, -1)) : shown === line;
    const found = skip ? lines.findIndex((shown, index) => index > at && is(shown)) : at + 1;
    if (found < 0 || !is(lines[found])) throw new Error(`${place}: not shown: ${line}\n\n${output}`);
    at = found;
    skip = false;
  }
}

/** Applies an edit: what it removes and what is around it has to be in the file, once. */
function edit(file: string, diff: string, place: string): void {
  const side = (without: string) =>
    diff
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith(without))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  const target = path.join(project, file);
  const before = fs.readFileSync(target, 'utf8');
  const parts = before.split(side('+'));
  if (parts.length !== 2) throw new Error(`${place}: ${file} has ${parts.length - 1} places for\n${diff}`);
  fs.writeFileSync(target, parts.join(side('-')));
}

function addCode(file: string, code: string, place: string): void {
  const target = path.join(project, file);
  if (file !== 'main.ts') {
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, code);
    return;
  }
  const before = fs.readFileSync(target, 'utf8');
  if (!before.includes('\napp.synth();')) throw new Error(`${place}: main.ts has no app.synth()`);
  fs.writeFileSync(
    target,
    before.replace('\napp.synth();', () => `\n${code}\napp.synth();`),
  );
}

const helps = new Map<string, string>();

function checkNotRun({ about, text, place }: Block): void {
  const commands = text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.replace(/ +# .*/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'));
  for (const command of commands) {
    if (!NOT_RUN[about]?.test(command)) throw new Error(`${place}: may not be in a block that is not run: ${command}`);
    const [, verb] = /\bgroundwork (\w+)/.exec(command) ?? [];
    if (verb === undefined) continue;
    const help = helps.get(verb) ?? runNode(GROUNDWORK, [verb, '--help'], project).stdout;
    helps.set(verb, help);
    for (const [option] of command.replace(/.*\bgroundwork /, '').matchAll(/--[a-z-]+/g))
      if (!help.includes(`${option} `) && !help.includes(`${option}\n`))
        throw new Error(`${place}: groundwork ${verb} has no ${option}`);
  }
}

test('every page of docs/ is run, and the README leads to each', () => {
  const pages = fs.readdirSync(path.join(ROOT, 'docs')).filter((name) => name.endsWith('.md'));
  // platforms.test.ts holds the code of the page platforms.md.
  expect(pages.sort()).toEqual(
    ['architecture.md', 'dependencies.md', 'live-argo-cd.md', 'platforms.md', ...PAGES].sort(),
  );
  const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  for (const name of pages) expect(readme).toContain(`(docs/${name})`);
});

// The first page is run before all others, which start from where it ends.
test.each(PAGES.slice(1))('%s', (name) => {
  shell('git reset --quiet --hard start && git clean --quiet --force --force -d');
  runPage(name);
});

test('what the pages and the README have in TypeScript compiles, and the library does what the README says', () => {
  shell('git reset --quiet --hard start && git clean --quiet --force --force -d');
  const [example] = blocksOf('README.md').filter(({ kind, about }) => kind === 'ts' && about !== '');
  const { about: file, text } = example as Block;
  const files = new Map([...[...sources].map(([source, name]) => [name, source] as const), [file, text]]);
  for (const [name, source] of files) fs.writeFileSync(path.join(project, name), source);
  const { compilerOptions } = JSON.parse(fs.readFileSync(path.join(project, 'tsconfig.json'), 'utf8'));
  const config = { compilerOptions, files: [...files.keys()] };
  fs.writeFileSync(path.join(project, 'tsconfig.pages.json'), JSON.stringify(config));
  expect(shell('tsc --project tsconfig.pages.json')).toEqual({ status: 0, output: '' });
  expect(shell(`jiti ${file}`)).toEqual({ status: 0, output: '17 Applications, 0 findings\n' });
});

test('what the README says to edit is there', () => {
  const readme = fs.readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const rows = readme.slice(readme.indexOf('| I want to change |')).split('\n\n')[0]?.split('\n').slice(2) ?? [];
  const named = rows.flatMap((row) =>
    [...(row.split('|')[2] ?? '').matchAll(/`([^` ]+)`/g)]
      .map(([, name = '']) => name)
      .filter((name) => /^\.?\w/.test(name) && /[/.]\w|\/$/.test(name)),
  );
  expect(named.length).toBeGreaterThan(20);
  const isThere = (name: string) => {
    const [folder, file] = [path.dirname(name), path.basename(name)];
    if (!file.startsWith('<')) return fs.existsSync(path.join(ROOT, name));
    return fs.readdirSync(path.join(ROOT, folder)).some((one) => one.endsWith(file.replace(/<.*>/, '')));
  };
  expect(named.filter((name) => !isThere(name) && !/^\.(test\.ts|md)$/.test(name))).toEqual([]);
});

test.each([...PAGES.map((name) => `docs/${name}`), 'docs/architecture.md', 'docs/platforms.md', 'README.md'])(
  'the links of %s lead somewhere',
  (name) => {
    const text = fs.readFileSync(path.join(ROOT, name), 'utf8');
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target);
    // docs/api is made from the sources.
    const missing = targets.filter(
      (target) => target !== 'docs/api/' && !fs.existsSync(path.join(ROOT, path.dirname(name), target)),
    );
    expect(missing).toEqual([]);
  },
);
