import * as fs from 'node:fs';
import * as path from 'node:path';
import { KUSTOMIZATIONS } from '../model/directory';
import { FileOrigin } from '../model/origin';
import { RenderedOrigin } from '../model/rendered-origin';
import { fields, text } from '../model/resource';
import type { Fields } from '../model/types';
import type { ArgoCdVersion } from '../semantics/version';
import type { FileTree } from '../tree/file-tree';
import { resolveLink } from '../tree/resolve-link';
import { join, normalize } from '../tree/tree-path';
import { CannotRender } from './cannot-render';
import { apiVersionsOf, plainVersion } from './helm-arguments';
import { type EngineContext, type Job, keyOf, type Setup, secretsInFiles, uncertainFiles, variablesOf } from './job';
import { secretsIn } from './known-secrets';
import { buildArguments, buildOptionsOf, type Edit, kustomizeEdits, WrongOption, withPatches } from './kustomize-edits';
import { assembleKustomization, putTogether } from './kustomize-remotes';
import type { KustomizeProgram } from './programs';
import { type Limits, type Outcome, runProgram } from './run-program';
import { environment } from './sandbox';
import type { SourceInTree } from './source-files';

/** A kustomization that an Application names. */
export function kustomizeJob(
  source: SourceInTree,
  context: EngineContext,
  setup: Setup,
  program: KustomizeProgram,
): Job {
  const options = fields(source.source.fields.kustomize);
  if (text(options.version) !== '')
    throw new CannotRender(
      `spec.source.kustomize.version names another kustomize than the one at hand: ${text(options.version)}`,
    );
  return kustomizationJob(source.tree, source.path, context, setup, program, {
    source,
    options,
    variables: variablesOf(source, context),
  });
}

/** What an Application adds to a kustomization. */
interface OfApplication {
  readonly source?: SourceInTree;
  readonly options: Fields;
  readonly variables: ReadonlyMap<string, string>;
}

/** A kustomization, by itself unless it is that of an Application. */
export function kustomizationJob(
  tree: FileTree,
  dir: string,
  { files, buildOptions, elsewhere, version }: EngineContext,
  setup: Setup,
  program: KustomizeProgram,
  { source, options, variables }: OfApplication = { options: {}, variables: new Map() },
): Job {
  const { workspace, limits } = setup;
  const given = setup.buildOptions ?? buildOptions;
  const build = buildOptionsOf(given ?? '');
  const charts = build.some((one) => one.includes('--enable-helm'));
  const unrestricted = build.some((one) => one.includes('LoadRestrictionsNone'));
  const assembled = assembleKustomization(files, tree, dir, { options, charts, unrestricted }, elsewhere);
  const { paths, resources, inflates, parts } = assembled;
  const edits = kustomizeEdits(options, variables, (component) => isThere(tree, dir, component, version));
  const cluster = source
    ? {
        kubeVersion: plainVersion(text(options.kubeVersion) || setup.cluster.kubeVersion),
        apiVersions: apiVersionsOf(source.source, setup.cluster),
      }
    : setup.cluster;
  const needsEdit = edits.some((one) => 'args' in one);
  if (needsEdit && program.by === 'kubectl')
    throw new CannotRender('spec.source.kustomize needs the kustomize program: the one inside of kubectl cannot edit');
  const helm = charts ? setup.programs.helm : undefined;
  if (inflates && helm && 'missing' in helm) throw new CannotRender(`helmCharts need helm: ${helm.missing}`);
  const own = helm && 'file' in helm ? ['--helm-command', helm.file] : [];
  const key = keyOf([
    'kustomize',
    program.build,
    helm && 'build' in helm ? helm.build : '',
    buildArguments(dir, build, cluster),
    edits,
    workspace.contentsOf(tree).digest(paths),
    ...parts.map((one) => [one.at, workspace.contentsOf(one.tree).digest(one.paths)]),
  ]);
  const places = new Map<string, FileOrigin | undefined>();
  for (const file of resources) {
    for (const { kind, name, origin } of files.content(files.file(tree, file)).resources) {
      const place = `${kind}\n${name}`;
      if (origin instanceof FileOrigin) places.set(place, places.has(place) ? undefined : origin);
    }
  }
  const kustomization = kustomizationIn(tree, dir) ?? dir;
  const [prefix, suffix] = [text(options.namePrefix), text(options.nameSuffix)];
  return {
    by: 'kustomize',
    tree,
    dir,
    key,
    run: async (home) => {
      let top: string;
      if (parts.length > 0) {
        top = workspace.separate(tree, paths);
        putTogether(top, assembled);
      } else {
        const shared = workspace.folderOf(tree, paths);
        top = edits.length > 0 ? workspace.changeable(shared, dir) : shared;
      }
      const at = path.join(top, dir);
      const env = environment(home);
      for (const edit of edits) {
        const failed = await apply(edit, at, program.file, { env, limits });
        if (failed) return failed;
      }
      const args = [...buildArguments(at, build, cluster), ...own];
      const all = program.by === 'kubectl' ? ['kustomize', ...args.slice(1)] : args;
      return runProgram(program.file, all, { cwd: top, env, limits });
    },
    originOf: (object) => {
      const name = text(fields(object.metadata).name);
      const plain =
        name.startsWith(prefix) && name.endsWith(suffix)
          ? name.slice(prefix.length, name.length - suffix.length)
          : name;
      const written = places.get(`${text(object.kind)}\n${name}`) ?? places.get(`${text(object.kind)}\n${plain}`);
      return new RenderedOrigin('kustomize', tree, written?.path ?? kustomization, dir, text(object.kind), written);
    },
    secrets: () => {
      const found = new Set(secretsIn(options));
      secretsInFiles(workspace.contentsOf(tree), paths, found);
      for (const one of parts) secretsInFiles(workspace.contentsOf(one.tree), one.paths, found);
      return found;
    },
    doubt: (words) => {
      if (given === undefined && /must specify --enable-helm|is not in or below/.test(words))
        return 'argocd-cm is not at hand: say what it has in kustomize.buildOptions with --build-options';
      return source && uncertainFiles(source, []);
    },
  };
}

/** Puts an option into the kustomization in a folder. Gives what the program says if it refuses. */
async function apply(
  edit: Edit,
  at: string,
  program: string,
  settings: { readonly env: NodeJS.ProcessEnv; readonly limits: Limits },
): Promise<Outcome | undefined> {
  if ('args' in edit) {
    const outcome = await runProgram(program, edit.args, { cwd: at, ...settings });
    return outcome.stdout ? undefined : outcome;
  }
  const name = KUSTOMIZATIONS.find((one) => fs.existsSync(path.join(at, one)));
  if (name === undefined) throw new WrongOption('kustomization file not found in the path');
  const file = path.join(at, name);
  fs.writeFileSync(file, withPatches(fs.readFileSync(file, 'utf8'), edit.patches));
  return undefined;
}

/** Whether `ignoreMissingComponents` leaves a component where it is. */
export function isThere(tree: FileTree, dir: string, component: string, version: ArgoCdVersion): boolean {
  const path = normalize(join(dir, component));
  if (path === undefined) return false;
  if (!version.ignoresComponentsWithoutKustomization) return resolveLink(tree, path).path !== undefined;
  return KUSTOMIZATIONS.some((name) => {
    const file = resolveLink(tree, join(path, name)).path;
    return file !== undefined && tree.type(file) === 'file';
  });
}

/** The kustomization of a directory. */
export function kustomizationIn(tree: FileTree, dir: string): string | undefined {
  const name = KUSTOMIZATIONS.find((one) => tree.type(join(dir, one)) === 'file');
  return name === undefined ? undefined : join(dir, name);
}
