import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse, stringify } from 'yaml';
import { fields, list, text } from '../model/resource';
import type { FileTree } from '../tree/file-tree';
import { CannotRender, NotAskedYet } from './cannot-render';
import { Contents } from './contents';
import { type Elsewhere, treeElsewhere } from './elsewhere';
import type { FetchedDependency } from './helm-files';
import { type Limits, type Outcome, runProgram } from './run-program';

/** A dependency with its files, or why they are not at hand. */
export type DependencyAtHand = FetchedDependency & ({ readonly tree: FileTree } | { readonly reason: CannotRender });

/** Looks for the files of a dependency. It is not certain yet that Helm needs them. @throws NotAskedYet */
export function fetchedChart(dependency: FetchedDependency, elsewhere: Elsewhere): DependencyAtHand {
  const { name, version, repository } = dependency;
  const never = whyNever(dependency);
  if (never !== undefined) return { ...dependency, reason: new CannotRender(never) };
  const wanted = { kind: 'chart', url: repository, revision: version, chart: name } as const;
  try {
    const tree = treeElsewhere(elsewhere, wanted, `the dependency ${name} ${version} of ${repository}`);
    return { ...dependency, tree };
  } catch (error) {
    if (!(error instanceof CannotRender) || error instanceof NotAskedYet) throw error;
    return { ...dependency, reason: error };
  }
}

/** Why nobody can be asked for the files of a dependency; `undefined` if somebody can. */
function whyNever({ name, version, repository }: FetchedDependency): string | undefined {
  const what = `the dependency ${name} ${version} of ${repository}`;
  if (/^(?:@|alias:)/.test(repository))
    return `${what} is not at hand: only a Secret of Argo CD says which repository has that name. Write its URL, or put the chart into charts/`;
  if (/^[a-z]+\+[a-z]+:\/\//.test(repository))
    return `${what} is not at hand: Helm needs a plugin for it, and none is run. Put the chart into charts/`;
  return undefined;
}

/**
 * Does what `helm dependency build` does, without a network: what it would download is put where it would be, and the rest is
 * left to Helm.
 *
 * @param settings `cwd` is a copy of the chart that may be changed
 * @returns what Helm says if it refuses
 * @throws CannotRender if a dependency is not at hand
 */
export async function buildDependencies(
  helm: string,
  dependencies: readonly DependencyAtHand[],
  settings: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly limits: Limits },
): Promise<Outcome | undefined> {
  const { cwd } = settings;
  const build = () => runProgram(helm, ['dependency', 'build'], settings);
  const succeeded = ({ stdout }: Outcome) => stdout !== undefined;
  if (dependencies.length === 0) {
    const built = await build();
    return succeeded(built) ? undefined : built;
  }
  for (const one of dependencies) if ('reason' in one) throw one.reason;
  // A lock that does not fit is refused before anything is fetched.
  if (['Chart.lock', 'requirements.lock'].some((name) => fs.existsSync(path.join(cwd, name)))) {
    const built = await build();
    if (built.stderr !== undefined && /out of sync/.test(built.stderr)) return built;
  }
  const failed = await buildOwn(cwd, build);
  if (failed) return failed;
  const charts = path.join(cwd, 'charts');
  fs.mkdirSync(charts, { recursive: true });
  for (const one of dependencies) {
    if ('reason' in one) continue;
    for (const name of fs.readdirSync(charts))
      if (name.startsWith(`${one.name}-`) && name.endsWith('.tgz')) fs.rmSync(path.join(charts, name));
  }
  for (const one of dependencies) {
    if ('reason' in one) continue;
    const folder = path.join(charts, `${one.name}-${one.version}`.replace(/[^A-Za-z0-9.+_-]/g, '-'));
    fs.rmSync(folder, { recursive: true, force: true });
    new Contents(one.tree).copy('', folder);
  }
  return undefined;
}

/** Has Helm build the dependencies in the same repository alone. */
async function buildOwn(cwd: string, build: () => Promise<Outcome>): Promise<Outcome | undefined> {
  const kept = new Map<string, string>();
  let own = 0;
  for (const name of ['Chart.yaml', 'requirements.yaml', 'Chart.lock', 'requirements.lock']) {
    const file = path.join(cwd, name);
    if (!fs.existsSync(file)) continue;
    const content = fs.readFileSync(file, 'utf8');
    kept.set(file, content);
    if (name.endsWith('.lock')) {
      fs.rmSync(file);
      continue;
    }
    const chart = fields(parse(content));
    if (chart.dependencies === undefined) continue;
    const local = list(chart.dependencies).filter((one) => text(fields(one).repository).startsWith('file://'));
    own += local.length;
    fs.writeFileSync(file, stringify({ ...chart, dependencies: local }));
  }
  const built = own > 0 ? await build() : undefined;
  for (const [file, content] of kept) fs.writeFileSync(file, content);
  return built && built.stdout === undefined ? built : undefined;
}
