import * as fs from 'node:fs';
import * as path from 'node:path';
import type { CheckInput, GivenRepository } from '../argocd/check';
import { redact } from '../argocd/model/redact';
import { DiskTree } from '../argocd/tree/disk-tree';
import type { FileTree } from '../argocd/tree/file-tree';
import { checkoutOf, remotesOf } from '../argocd/tree/git-checkout';
import { SubTree } from '../argocd/tree/sub-tree';
import { visible } from '../report/text';
import type { State } from '../review/review';
import { commitOf, isShallow, mergeBase, mergeBaseWithMain, UNSHALLOW } from '../review/states/git-states';
import { RevisionTree } from '../review/states/revision-tree';
import { DEFAULT_OUTDIR } from '../synth/layout';
import { parseRepository } from './check';

/** A state of a repository whose files can be read. */
export interface ReadableState extends State {
  /** From the top of the repository. */
  readonly tree: FileTree;
  /** The top on disk: of the checkout, or the folder itself. */
  readonly top: string;
  /** Where the working directory, or what stands for it, is below the top. */
  readonly inside: string;
  readonly remotes: readonly string[];
}

/** The name of what is on disk. */
const WORKING_TREE = 'the working tree';

/** The two states that the arguments of `groundwork diff` name. @throws Error if they name none */
export function statesOf(base: string | undefined, head: string | undefined): readonly [ReadableState, ReadableState] {
  const [, from, dots, to] = head === undefined ? (/^(.*?)(\.{2,3})(.*)$/.exec(base ?? '') ?? []) : [];
  const here = checkoutOf(process.cwd());
  if (dots !== undefined && from !== undefined && here !== undefined && !isFolder(base ?? '')) {
    const [one, other] = [from || 'HEAD', to || 'HEAD'];
    const start = dots === '...' ? mergeBase(here, required(here, one), required(here, other)) : one;
    return [revision(here, start, dots === '...' ? `${one}...${other}` : one), revision(here, other)];
  }
  if (base === undefined) {
    const top = requireCheckout(here);
    const { commit, branch } = mergeBaseWithMain(top);
    return [revision(top, commit, `${branch} (${commit.slice(0, 12)})`), workingTree(top)];
  }
  if (head === undefined) {
    if (isFolder(base) && (here === undefined || isPath(base)))
      throw new Error(`${base} is a folder: name a second one to compare it with`);
    const top = requireCheckout(here);
    return [revision(top, base), workingTree(top)];
  }
  return [named(base, here), named(head, here)];
}

/** A folder or a revision. What is written like a path is a folder; a name that is both is refused. */
function named(name: string, here: string | undefined): ReadableState {
  const commit = here === undefined ? undefined : commitOf(here, name);
  if (isFolder(name)) {
    if (commit !== undefined && !isPath(name))
      throw new Error(
        `${name} is a folder and a revision: write ./${name} for the folder, or the commit for the revision`,
      );
    return folder(name);
  }
  if (here === undefined) throw new Error(`${name} is no folder, and the working directory is in no Git checkout`);
  return revision(here, name);
}

const isPath = (name: string) => path.isAbsolute(name) || /^\.{1,2}(\/|$)|\/$/.test(name);
const isFolder = (name: string) => fs.existsSync(name) && fs.statSync(name).isDirectory();

function requireCheckout(here: string | undefined): string {
  if (here === undefined)
    throw new Error('the working directory is in no Git checkout: name two folders, groundwork diff BEFORE AFTER');
  return here;
}

function required(top: string, name: string): string {
  if (commitOf(top, name) === undefined)
    throw new Error(
      `Git knows no revision ${visible(name) || "''"} here, and there is no folder of that name: ${isShallow(top) ? UNSHALLOW : 'git fetch gets what the remote has'}`,
    );
  return name;
}

function revision(checkout: string, name: string, shown = name): ReadableState {
  required(checkout, name);
  const top = fs.realpathSync(checkout);
  const tree = new RevisionTree(top, name, labelOf(top));
  return { name: shown, commit: tree.commit, tree, top, inside: insideOf(top), remotes: remotesOf(top) };
}

function workingTree(checkout: string): ReadableState {
  const top = fs.realpathSync(checkout);
  const tree = new DiskTree(top, labelOf(top));
  return { name: WORKING_TREE, tree, top, inside: insideOf(top), remotes: remotesOf(top) };
}

function folder(name: string): ReadableState {
  const top = fs.realpathSync(name);
  // Its files have the names that they have in the other one.
  const disk = new DiskTree(top, '');
  // A folder that is no checkout is taken for a copy of the repository that this is run in.
  const checkout = checkoutOf(top) === top ? top : checkoutOf(process.cwd());
  return { name, tree: disk, top, inside: '', remotes: checkout === undefined ? [] : remotesOf(checkout) };
}

function labelOf(top: string): string {
  return slashes(path.relative(fs.realpathSync(process.cwd()), top));
}

function insideOf(top: string): string {
  return slashes(path.relative(top, fs.realpathSync(process.cwd())));
}

const slashes = (file: string) => file.split(path.sep).join('/');

/** What of `check`'s options says where files are. */
export interface Places {
  /** Where to look for Argo CD's objects, from the working directory. @default - as check */
  readonly dir?: readonly string[];
  /** `URL[@REVISION]=DIR` */
  readonly repo: readonly string[];
}

/** What is checked of each of the two states: the same directories, the same repositories. */
export function inputsOf(
  states: readonly [ReadableState, ReadableState],
  places: Places,
): readonly [CheckInput, CheckInput] {
  const shared = new Map<string, DiskTree>();
  const directories = directoriesOf(states, places.dir);
  const [before, after] = states.map((state): CheckInput => {
    const there = directories.filter((dir) => dir === '' || state.tree.type(dir) !== undefined);
    if (state.tree instanceof DiskTree) for (const dir of there) state.tree.want(dir);
    return {
      directories: there.map((dir) => ({ tree: state.tree, dir, remotes: state.remotes })),
      repositories: places.repo.map((one) => repositoryOf(one, state, states, shared)),
    };
  });
  return [before as CheckInput, after as CheckInput];
}

/** From the top of each state. */
function directoriesOf(states: readonly ReadableState[], given: readonly string[] | undefined): readonly string[] {
  const has = (dir: string) => states.some(({ tree }) => tree.type(dir) !== undefined);
  const [{ inside }] = states as [ReadableState];
  if (given === undefined || given.length === 0) {
    const rendered = path.posix.join(inside, DEFAULT_OUTDIR);
    return [has(rendered) ? rendered : ''];
  }
  return given.map((dir) => {
    const { top } = states.find(({ top }) => isBelow(top, path.resolve(dir))) ?? {};
    const there =
      path.isAbsolute(dir) && top !== undefined
        ? slashes(path.relative(top, dir))
        : path.posix.join(inside, slashes(dir)).replace(/^\.$|\/$/, '');
    if (there.startsWith('..') || (there !== '' && !has(there)))
      throw new Error(`--dir ${dir} is in neither of the two states`);
    return there;
  });
}

function isBelow(top: string, file: string): boolean {
  return file === top || file.startsWith(top + path.sep);
}

/** A repository whose files are in the state itself is read from there; any other is the same for both. */
function repositoryOf(
  given: string,
  state: ReadableState,
  states: readonly ReadableState[],
  shared: Map<string, DiskTree>,
): GivenRepository {
  const { url, revision: at, dir } = parseRepository(given);
  const made = (tree: FileTree): GivenRepository => ({ url, revision: at, tree, because: 'given' });
  const real = fs.existsSync(dir) ? fs.realpathSync(dir) : path.resolve(dir);
  const working = fs.realpathSync(process.cwd());
  const owner = states.find(({ top }) => isBelow(top, real));
  // With two folders, the working directory stands for each of them.
  const inside = owner
    ? slashes(path.relative(owner.top, real))
    : isBelow(working, real)
      ? slashes(path.relative(working, real))
      : undefined;
  if (inside !== undefined && (inside === '' || state.tree.type(inside) === 'directory'))
    return made(inside === '' ? state.tree : new SubTree(state.tree, inside));
  if (!fs.existsSync(real) || !fs.statSync(real).isDirectory())
    throw new Error(`--repo ${redact(given)}: ${dir} is no directory`);
  const tree = shared.get(real) ?? new DiskTree(real);
  shared.set(real, tree);
  return made(tree);
}
