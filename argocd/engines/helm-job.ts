import * as path from 'node:path';
import { RenderedOrigin } from '../model/rendered-origin';
import { fields, list, text } from '../model/resource';
import { display } from '../tree/file-tree';
import { resolveLink } from '../tree/resolve-link';
import { join, parentOf } from '../tree/tree-path';
import { chartText } from './chart-text';
import { templateOf } from './failure';
import { givenValues, variantOf } from './given-values';
import { helmArguments, inlineValues } from './helm-arguments';
import { buildDependencies, fetchedChart } from './helm-dependencies';
import { fetchedDependencies, helmFiles } from './helm-files';
import { type EngineContext, type Job, keyOf, type Setup, secretsInFiles, uncertainFiles, variablesOf } from './job';
import { secretsIn, secretsInYaml } from './known-secrets';
import type { Program } from './programs';
import { type Outcome, runProgram } from './run-program';
import { environment } from './sandbox';
import { type GivenFile, parameterFile, type SourceInTree, valueFilesOf } from './source-files';

/**
 * A chart in a tree, as Argo CD renders it.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/reposerver/repository/repository.go (helmTemplate)
 */
export function helmJob(source: SourceInTree, context: EngineContext, setup: Setup, helm: Program): Job {
  const { workspace, cluster, limits } = setup;
  const { application, tree, path: dir } = source;
  const { files, version, elsewhere } = context;
  const options = fields(source.source.fields.helm);
  const variables = variablesOf(source, context);
  const read = helmFiles(files, tree, dir);
  const dependencies = fetchedDependencies(files, tree, dir).map((one) => fetchedChart(one, elsewhere));
  const values = valueFilesOf(source, variables, version, elsewhere);
  const parameters = new Map(
    list(options.fileParameters)
      .map(fields)
      .map((one) => [text(one.name), parameterFile(text(one.path), source, variables, elsewhere)] as const),
  );
  const inline = inlineValues(source.source);
  const given = [...values, ...parameters.values()];
  const args = (at: (file: GivenFile) => string, own: string | undefined) =>
    helmArguments(
      application,
      source.source,
      cluster,
      {
        values: values.map(at),
        inline: own,
        parameters: new Map([...parameters].map(([name, file]) => [name, at(file)])),
      },
      variables,
    );
  const name = ({ tree: where, path: file, there }: GivenFile): string =>
    `${where === tree ? '' : `${display(where, '')}:`}${file}${there ? '' : ' (missing)'}`;
  const key = keyOf([
    'helm',
    helm.build,
    args(name, inline),
    dir,
    workspace.contentsOf(tree).digest(read),
    ...dependencies.map((one) => ('tree' in one ? workspace.contentsOf(one.tree).digest(['']) : '')),
    ...given.filter(({ there }) => there).map((file) => workspace.contentsOf(file.tree).digest(pathsTo(file))),
  ]);
  const kubeVersion = text(options.kubeVersion) !== '' || setup.declared.kubeVersion;
  const apiVersions = list(options.apiVersions).length > 0 || setup.declared.apiVersions;
  const place = (file: GivenFile): string =>
    path.join(workspace.folderOf(file.tree, file.there ? pathsTo(file) : []), file.path);
  const settings = (home: string) => ({ env: environment(home), limits });
  const fetchedContents = () =>
    new Map(
      dependencies.flatMap((one) => ('tree' in one ? [[one.name, workspace.contentsOf(one.tree)] as const] : [])),
    );
  let cwd: string | undefined;
  let schemaNotApplied: string | undefined;
  const template = async (home: string, all: readonly string[]): Promise<Outcome> => {
    const at = { cwd: cwd as string, ...settings(home) };
    const first = schemaNotApplied === undefined ? await runProgram(helm.file, all, at) : undefined;
    schemaNotApplied ??= schemaElsewhere(first?.stderr);
    if (first && schemaNotApplied === undefined) return first;
    const outcome = await runProgram(helm.file, [...all, '--skip-schema-validation'], at);
    return outcome.stdout ? { ...outcome, schemaNotApplied } : outcome;
  };
  const run = async (home: string): Promise<Outcome> => {
    const top = workspace.folderOf(tree, read);
    const own = inline === undefined ? undefined : workspace.newFile(inline);
    const all = args(place, own);
    cwd = path.join(top, dir);
    const first = await template(home, all);
    if (first.stderr === undefined || !isMissingDependency(first.stderr)) return first;
    cwd = path.join(workspace.changeable(top, dir), dir);
    const failed = await buildDependencies(helm.file, dependencies, { cwd, ...settings(home) });
    if (failed) return failed;
    return template(home, all);
  };
  return {
    by: 'helm',
    tree,
    dir,
    key,
    run,
    tries: {
      chart: () => chartText(workspace.contentsOf(tree), dir, read, fetchedContents()),
      given: () => givenValues(files, values, source.source, version),
      /** With the folder in which it was rendered before. */
      render: async (home, variant) => {
        if (cwd === undefined || variant === undefined) return run(home);
        const file = workspace.newFile(JSON.stringify(variant.values));
        const changed = helmArguments(
          application,
          variantOf(source.source, variant, cluster),
          cluster,
          { values: [file], parameters: new Map([...parameters].map(([name, at]) => [name, place(at)])) },
          variables,
        );
        return template(home, changed);
      },
    },
    originOf: (object, template) => {
      const file = template === undefined ? undefined : templateOf(tree, dir, template);
      return new RenderedOrigin('helm', tree, file ?? join(dir, 'Chart.yaml'), dir, text(object.kind));
    },
    secrets: () => {
      const found = new Set(secretsIn(options));
      if (inline !== undefined) secretsInYaml(inline, found);
      secretsInFiles(workspace.contentsOf(tree), read, found);
      for (const one of dependencies) if ('tree' in one) secretsInFiles(workspace.contentsOf(one.tree), [''], found);
      for (const file of given) if (file.there) secretsInFiles(workspace.contentsOf(file.tree), pathsTo(file), found);
      return found;
    },
    doubt: (words) => {
      if (/chart requires kubeVersion/.test(words) && !kubeVersion)
        return 'say the version of the cluster with --kube-version';
      // Not Argo CD's own words, of which one is apiVersion.
      const asks = !words.startsWith('failed to unmarshal manifest');
      if (asks && /\bCRDs?\b|api ?versions?\b|custom resource/i.test(words) && !apiVersions)
        return 'say which APIs the cluster has with --api-versions';
      return uncertainFiles(source, given);
    },
  };
}

/** @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/helm/helm.go (IsMissingDependencyErr) */
function isMissingDependency(stderr: string): boolean {
  return (
    stderr.includes('found in requirements.yaml, but missing in charts') ||
    stderr.includes('found in Chart.yaml, but missing in charts/ directory')
  );
}

/** The schema at a URL that a chart refers to, if it is all that Helm complains of: there is no network here. */
function schemaElsewhere(stderr = ''): string | undefined {
  return /failing loading "(https?:\/\/[^"]+)"/.exec(stderr)?.[1];
}

/** A file, and the symlinks on the way to it. */
function pathsTo({ tree, path: file }: GivenFile): readonly string[] {
  const found: string[] = [];
  for (let at = file; at !== ''; at = parentOf(at)) if (tree.type(at) === 'symlink') found.push(at);
  const real = resolveLink(tree, file).path;
  return real === undefined ? found : [...found, real];
}
