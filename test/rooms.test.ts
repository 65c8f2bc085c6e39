/**
 * The rooms of this repository, from the top floor down. A file imports from its own room and from those below it, so that
 * each can be read, tested and replaced without those above.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';

const ROOT = path.join(__dirname, '..');

const ROOMS = [
  'commands',
  'testing',
  'charts',
  'synth',
  'review',
  'fetch',
  'images',
  'argocd',
  'report',
  'tools/import',
  'imports',
  'files',
] as const;

/** The floors of `argocd/`: what it judges, what it fetches, how it reads and renders, what that gives, what it decides. */
const ARGOCD = [
  'argocd/rules',
  'argocd/analysis',
  'argocd/engines',
  'argocd/acquire',
  'argocd/read',
  'argocd/render',
  'argocd/model',
  'argocd/yaml',
  'argocd/tree',
  'argocd/semantics',
] as const;

/** What a room must not know, whatever is installed. */
const FOREIGN: Readonly<Record<string, RegExp>> = {
  argocd: /^(cdk8s|constructs|cdk8s-plus-28)(\/|$)/,
  review: /^(cdk8s|constructs|cdk8s-plus-28)(\/|$)/,
  report: /^(cdk8s|constructs|cdk8s-plus-28)(\/|$)/,
  images: /^(cdk8s|constructs|cdk8s-plus-28)(\/|$)/,
  fetch: /^(cdk8s|constructs|cdk8s-plus-28)(\/|$)/,
};

const TEST = /\.(test|integration|fixture)\.ts$|\/(testing|__fixtures__)\//;

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Every import of a file, types too: who has to read what to understand it. */
function importsOf(file: string): readonly Import[] {
  const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
  const found: Import[] = [];
  for (const [, , spec = ''] of text.matchAll(/\b(from|require\(|import\()\s*'([^'\n]+)'/g)) {
    const to = spec.startsWith('.') ? path.posix.normalize(path.posix.join(path.posix.dirname(file), spec)) : spec;
    found.push({ from: file, to });
  }
  return found;
}

function filesOf(room: string): readonly string[] {
  return fs
    .readdirSync(path.join(ROOT, room), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !TEST.test(file));
}

const roomOf = (file: string, rooms: readonly string[]) =>
  rooms.findIndex((room) => file === room || file.startsWith(`${room}/`));

/** The imports that go up, or out of the rooms, as lines that say where. */
function upward(rooms: readonly string[]): string[] {
  return rooms
    .flatMap((room) => filesOf(room).flatMap(importsOf))
    .filter(({ to }) => !to.startsWith('node:') && roomOf(to, rooms) >= 0)
    .filter(({ from, to }) => roomOf(to, rooms) < roomOf(from, rooms))
    .map(({ from, to }) => `${from} imports ${to}`);
}

test('imports go down only', () => {
  expect(upward(ROOMS)).toEqual([]);
});

test('imports go down only inside argocd, too', () => {
  expect(upward(ARGOCD)).toEqual([]);
});

test('what makes Argo CD’s decisions, reports and asks registries knows nothing of cdk8s', () => {
  const known = Object.entries(FOREIGN).flatMap(([room, foreign]) =>
    filesOf(room)
      .flatMap(importsOf)
      .filter(({ to }) => foreign.test(to))
      .map(({ from, to }) => `${from} imports ${to}`),
  );
  expect(known).toEqual([]);
});

test('every folder of sources is a room', () => {
  const folders = fs
    .readdirSync(ROOT, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() &&
        !/^(\.|node_modules$|lib$|coverage$|dist$|bench$|templates$|test$|tools$)/.test(entry.name),
    )
    .map(({ name }) => name)
    .filter((name) => filesOf(name).length > 0);
  expect(folders.filter((name) => !(ROOMS as readonly string[]).includes(name))).toEqual([]);
});

test('no file is part of a circle of imports', () => {
  const all = ROOMS.flatMap(filesOf);
  const names = new Set(all);
  const targets = new Map(
    all.map((file) => [
      file,
      importsOf(file)
        .map(({ to }) => [`${to}.ts`, `${to}/index.ts`].find((one) => names.has(one)))
        .filter((to) => to !== undefined),
    ]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (state.get(file) === 'open') circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (state.has(file)) return;
    state.set(file, 'open');
    for (const next of targets.get(file) ?? []) visit(next, [...way, file]);
    state.set(file, 'done');
  };
  for (const file of all) visit(file, []);
  expect(circles).toEqual([]);
});
