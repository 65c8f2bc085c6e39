import * as fs from 'node:fs';
import * as path from 'node:path';
import { Command } from 'commander';
import { place, some } from '../argocd/analysis/words';
import { modelInputOf } from '../argocd/check';
import type { Application, Resource } from '../argocd/model/types';
import { DiskTree } from '../argocd/tree/disk-tree';
import { checkoutOf, remotesOf } from '../argocd/tree/git-checkout';
import type { Comparison } from '../review/compare/comparison';
import { changedFields } from '../review/objects/changed-fields';
import { ROOT_NAME } from '../synth/layout';
import { type AdoptedFiles, adoptedFiles } from './adopt/adopted-files';
import { asArgoCdTakesIt } from './adopt/as-argocd-takes-it';
import { mainText } from './adopt/main-text';
import { compareModels, inputOfPlan, planOfFiles } from './adopt/prove';
import { helpText } from './help';
import { writeNew } from './init/new-files';
import { type RenderingOptions, readAndRender, renderingOptions } from './rendering';

/** The options of `groundwork adopt`. */
interface Options extends RenderingOptions {
  readonly into: string;
  readonly root: string;
  readonly repository?: string;
  readonly revision: string;
  readonly dryRun?: boolean;
}

/** `groundwork adopt`. */
export function command(): Command {
  return renderingOptions(new Command('adopt'))
    .description(
      'Reads a repository of Applications, projects and ApplicationSets, and writes files whose synth has the same ones: names, ' +
        'finalizers, waves and values as they are. What cannot be said in a file of an app stays a manifest. Then compares both ' +
        'as diff does, and says what is not equal. Overwrites nothing.',
    )
    .argument('<DIR>', 'the folder with the Applications of one cluster')
    .option('--into <FOLDER>', 'the project to write into', '.')
    .option('--root <NAME>', 'the name of the new root Application', ROOT_NAME)
    .option('--repository <URL>', 'the repository of the project (default: the remote of its checkout)')
    .option('--revision <NAME>', 'the branch that Argo CD reads', 'main')
    .option('--dry-run', 'write nothing')
    .addHelpText(
      'after',
      helpText(
        'Exit code: 0 the synth is equal, 1 something is not, which is listed, 2 wrong use, and nothing was written.',
      ),
    )
    .action(run);
}

async function run(dir: string, options: Options): Promise<void> {
  if (!fs.statSync(dir, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${dir} is no folder`);
  const real = fs.realpathSync(dir);
  const top = checkoutOf(real) ?? real;
  const tree = new DiskTree(top);
  const inside = path.relative(top, real).split(path.sep).join('/');
  tree.want(inside);
  const input = modelInputOf({ directories: [{ tree, dir: inside, remotes: remotesOf(top) }] });
  const said = new Set<string>();
  const { model } = await readAndRender(input, options, said);
  const adopted = adoptedFiles(model);
  const count = adopted.asFiles.length + adopted.asManifests.length;
  if (count + adopted.others.length === 0)
    throw new Error(`in ${dir} there is no Application, project or ApplicationSet that could be adopted`);
  const clash = model.applications.find(({ name }) => name === options.root);
  if (clash)
    throw new Error(
      `--root ${options.root}: there is an Application of that name (${place(clash.resource)}). Put over it, the new root would ` +
        'prune what it does not bring itself: choose another name',
    );
  const root = { name: options.root, repository: { url: urlOf(options), revision: options.revision } };
  const plan = planOfFiles(adopted.files, root);
  const before = { name: dir, model, input, tree };
  const after = await readAndRender(inputOfPlan(plan, root, before), options, said);
  const comparison = compareModels(before, after.model);
  const files = new Map([...adopted.files, ['main.ts', mainText(root, adopted.files)]]);
  const hasMain = fs.existsSync(path.join(options.into, 'main.ts'));
  if (hasMain) files.delete('main.ts');
  const { kept } = writeNew(options.into, files, { dryRun: true });
  if (kept.length > 0)
    throw new Error(
      `nothing was written, because these are there already: ${kept.join(', ')}. Move them away, or name --into`,
    );
  if (!options.dryRun) writeNew(options.into, files);
  const unequal = differences(comparison, adopted);
  console.log(told(dir, adopted, comparison, unequal, options).join('\n'));
  if (hasMain) console.log(`\nmain.ts is there already: put this into it\n\n${mainText(root, adopted.files)}`);
  if (unequal.length > 0) process.exitCode = 1;
}

function urlOf({ repository, into }: Options): string {
  const top = fs.existsSync(into) ? checkoutOf(fs.realpathSync(into)) : undefined;
  return repository ?? (top ? remotesOf(top)[0] : undefined) ?? 'https://github.com/orgname/apps.git';
}

/** What differs between both states, a line each. What the old roots and the new one are is no difference. */
function differences(comparison: Comparison, { replaced, asFiles, asManifests }: AdoptedFiles): readonly string[] {
  const old = new Set<unknown>(replaced);
  const mine = new Set<string>(
    [...asFiles, ...asManifests.map(({ application }) => application)].map(({ name }) => name),
  );
  const lines = comparison.applications.flatMap(({ name, change, before, after, values, objects }) => {
    if (!before || old.has(before)) return [];
    if (!after) return mine.has(name) ? [`${name}: it is not in the synth`] : [];
    if (change === 'same') return [];
    const fields = changedFields(asArgoCdTakesIt(before.resource.object), asArgoCdTakesIt(after.resource.object));
    const paths = [...fields, ...values].map(({ path: at }) => at.join('.'));
    const changed = objects.filter((one) => one.change !== 'same').length;
    if (changed > 0) paths.push(`${changed} of its objects`);
    // What is rendered on one side only.
    const [then, now] = [before, after].map(({ sources }) => sources.flatMap(({ notRendered }) => notRendered ?? []));
    if (String(then) !== String(now)) paths.push(...[...(then ?? []), ...(now ?? [])].slice(0, 1));
    if (paths.length === 0) return [];
    return [`${name}: ${paths.join(', ')}`];
  });
  const nested = replaced.filter(({ parents, resource }) => parents.length > 0 && waveOf(resource) !== undefined);
  return [
    ...lines,
    ...nested.map(
      ({ name, resource }) =>
        `${name}: its place in the order of the others (sync wave ${waveOf(resource)}): what it brought has a folder of its own now, ` +
        'and folders have no order',
    ),
  ];
}

function waveOf({ annotations }: Resource): string | undefined {
  return annotations['argocd.argoproj.io/sync-wave'];
}

function told(
  dir: string,
  { asFiles, asManifests, others, replaced, left }: AdoptedFiles,
  comparison: Comparison,
  unequal: readonly string[],
  { into, dryRun }: Options,
): readonly string[] {
  const notRendered = comparison.applications.filter((one) => one.notRendered.length > 0).length;
  const objects = comparison.applications.reduce((sum, one) => sum + one.objects.length, 0);
  const named = ({ name, resource }: Application) => `${name} (${place(resource)})`;
  return [
    `${dir}: ${counted(asFiles.length + asManifests.length, 'Application')} and ${counted(others.length, 'project or set', 'projects and sets')} ` +
      `${dryRun ? 'would be' : 'were'} adopted into ${into}`,
    `  ${counted(asFiles.length, 'as a file of an app', 'as files of apps')}, in apps/`,
    ...(others.length > 0
      ? [`  ${counted(others.length, 'project or set as it is', 'projects and sets as they are')}, in manifests/`]
      : []),
    ...asManifests.map(({ application, why }) => `  as it is, in manifests/: ${named(application)}: ${shortened(why)}`),
    ...replaced.map((one) => `  replaced by the new root: ${named(one)}`),
    ...[...new Set(left.map(({ why }) => why))].map((why) => {
      const here = left.filter((one) => one.why === why).map(({ resource }) => `${resource.kind} ${resource.name}`);
      return `  not adopted: ${some(here, 5)}: ${why}`;
    }),
    ...(unequal.length === 0
      ? [
          `equal: the synth has the same Applications and the same ${objects} objects` +
            (notRendered > 0
              ? `; of ${counted(notRendered, 'Application')} the sources are not at hand, and are named the same`
              : ''),
        ]
      : ['not equal:', ...unequal.map((line) => `  ${line}`)]),
  ];
}

function counted(count: number, one: string, more = `${one}s`): string {
  return `${count} ${count === 1 ? one : more}`;
}

/** The list of all that would be allowed is of no use here. */
function shortened(text: string): string {
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
