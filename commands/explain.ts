import * as fs from 'node:fs';
import * as path from 'node:path';
import { Command } from 'commander';
import { DEFAULT_ARGOCD_VERSION, modelInputOf } from '../argocd/check';
import { sourceIn } from '../argocd/model/marker';
import { type Explanation, explain, type Place } from '../review/explain/explain';
import { findSubjects } from '../review/explain/find-objects';
import { type DeclaredAt, explanationText } from '../review/explain/text';
import type { Plan } from '../synth/plan/plan';
import { type CheckOptions, defaultDirectory, inputOf, nothingIn } from './check';
import { collect } from './collect';
import { settingsOf } from './config/settings';
import { formatOption } from './format-option';
import { helpText } from './help';
import { kubeVersionOption } from './kube-version-option';
import { type RenderingOptions, readAndRender, renderingOptions } from './rendering';

/** In JSON, `declaredAt` is the line of main.ts, where there is one. */
function withDeclarations(all: readonly Explanation[], at: DeclaredAt) {
  return all.map((one) => ({
    ...one,
    declaredAt: at(one.from, one.kind, one.name),
    carriedBy: one.carriedBy.map((carrier) => ({
      ...carrier,
      declaredAt: at(carrier.place, 'Application', carrier.name),
    })),
  }));
}

const FORMATS = {
  text: {
    summary: 'for people',
    print: (all: readonly Explanation[], at: DeclaredAt) => all.map((one) => explanationText(one, at)).join('\n\n'),
  },
  json: {
    summary: 'a list, one element for each object of that name',
    print: (all: readonly Explanation[], at: DeclaredAt) => JSON.stringify(withDeclarations(all, at), null, 2),
  },
} as const;

/** The options of `groundwork explain`. */
interface Options extends RenderingOptions, Pick<CheckOptions, 'repo' | 'argocdVersion' | 'kubeVersion' | 'config'> {
  readonly dir?: readonly string[];
  readonly main: string;
  readonly format: keyof typeof FORMATS;
}

/** `groundwork explain`. */
export function command(): Command {
  return renderingOptions(new Command('explain'))
    .description(
      'For one object: the file or template that makes it and the line of main.ts behind it, the Application and the project ' +
        'that carry it, its place in the order, and what would happen if it changed or went. Asks no cluster. Where a file is generated, ' +
        'main.ts is run to find its line.',
    )
    .argument('<NAME>', 'APP or NAMESPACE/APP, otherwise KIND/NAME or KIND/NAMESPACE/NAME (Deployment.apps/web/shop)')
    .option('--dir <DIR>', 'where to look for Applications (repeatable; default: as check)', collect)
    .option('--repo <URL[@REVISION]=DIR>', 'a repository whose files are at hand (repeatable)', collect)
    .option('--argocd-version <V>', `the version of Argo CD to judge for (default: ${DEFAULT_ARGOCD_VERSION})`)
    .addOption(kubeVersionOption())
    .option('--main <file>', 'the file that declares the platform', 'main.ts')
    .option(
      '--config <FILE>',
      'the configuration (default: groundwork.config.ts, .js, .yaml or .json, if there is one)',
    )
    .option('--no-config', 'without a configuration')
    .addOption(formatOption(FORMATS, 'how to print'))
    .addHelpText(
      'after',
      helpText('Exit code: 0 it is there, 2 it is not, or wrong use. groundwork check --explain RULE explains a rule.'),
    )
    .action(run);
}

async function run(name: string, options: Options): Promise<void> {
  const settings = await settingsOf(options);
  const directories = options.dir ?? [defaultDirectory()];
  const input = { ...inputOf(directories, settings), exclude: settings.exclude };
  const { model } = await readAndRender(modelInputOf(input), options, new Set(), settings.fetch);
  if (model.applications.length === 0) throw new Error(nothingIn(directories, model.files, model.unchecked));
  const side = { name: 'now', model, findings: [] };
  const explanations = findSubjects(model, name).map((subject) => explain(side, subject));
  console.log(FORMATS[options.format].print(explanations, await declarations(explanations, options)));
}

/** Which line of main.ts made what stands in a generated file. Runs main.ts only if there is one among them. */
async function declarations(explanations: readonly Explanation[], { main }: Options): Promise<DeclaredAt> {
  const places = explanations.flatMap(({ from, carriedBy }) => [from, ...carriedBy.map(({ place }) => place)]);
  const isOurs = ({ file }: Place) =>
    fs.existsSync(file) && fs.statSync(file).isFile() && sourceIn(firstLine(file)) !== undefined;
  if (!fs.existsSync(main) || !places.some(isOurs)) return () => undefined;
  // Read when it is needed: what runs a main.ts takes a tenth of a second.
  const { loadPlan }: typeof import('../synth/run-main') = require('../synth/run-main');
  let loaded: Awaited<ReturnType<typeof loadPlan>>;
  try {
    loaded = await loadPlan(main);
  } catch (error) {
    console.error(
      `the lines of ${main} are not known, because it cannot be rendered: ${(error as Error).message.split('\n')[0]}`,
    );
    return ({ file }) => (fs.existsSync(file) && fs.statSync(file).isFile() ? sourceIn(firstLine(file)) : undefined);
  }
  const { plan, app } = loaded;
  return ({ file }, kind, named) =>
    placeIn(plan, path.relative(app.outdir, file).split(path.sep).join('/'), kind, named);
}

function placeIn({ files }: Plan, file: string, kind: string, name: string): string | undefined {
  const planned = files.find((one) => one.path === file);
  const at = planned?.documents.findIndex((one) => one.kind === kind && one.metadata.name === name) ?? -1;
  return planned?.places[Math.max(0, at)] ?? planned?.source;
}

function firstLine(file: string): string {
  return fs.readFileSync(file, 'utf8').split('\n', 1)[0] ?? '';
}
