import { Command, Option } from 'commander';
import { didYouMean } from '../argocd/analysis/words';
import { type CheckInput, check, DEFAULT_ARGOCD_VERSION, modelInputOf } from '../argocd/check';
import { installedCharts, upgradeWarnings } from '../charts/helm/upgrade-warnings';
import { visible } from '../report/text';
import { allowedByCommits, markAllowed, problemOf, TRAILER } from '../review/allow';
import { reviewOf } from '../review/build-review';
import type { Side, UpgradeNote } from '../review/compare/comparison';
import { JUDGEMENT_NAMES, judgementPage, loadJudgements } from '../review/consequences/registry';
import { SEVERITIES, type Severity } from '../review/consequences/severity';
import { REVIEW_FORMATS, type ReviewFormatName } from '../review/print/formats';
import { commitsBetween } from '../review/states/git-states';
import { type CheckOptions, nothingIn } from './check';
import { collect } from './collect';
import { type Settings, settingsOf } from './config/settings';
import { inputsOf, type ReadableState, statesOf } from './diff-states';
import { formatOption } from './format-option';
import { helpText } from './help';
import { checkKubeVersion, kubeVersionOption } from './kube-version-option';
import { type RenderingOptions, readAndRender, renderingOptions } from './rendering';
import { outputOption, outputsOf, writeOutput } from './report-outputs';

/** The options of `groundwork diff`. */
interface Options extends RenderingOptions, Pick<CheckOptions, 'repo' | 'argocdVersion' | 'kubeVersion' | 'config'> {
  readonly dir?: readonly string[];
  readonly format: ReviewFormatName;
  /** `FORMAT=FILE` */
  readonly output?: readonly string[];
  readonly failOn?: readonly string[];
  readonly allow?: readonly string[];
  readonly explain?: string | true;
}

/** What fails the command unless somebody says otherwise. */
const DANGEROUS: readonly Severity[] = ['loses data', 'fails'];

/** `groundwork diff`. */
export function command(): Command {
  return renderingOptions(new Command('diff'))
    .description(
      'Compares two states of a repository as Argo CD sees them, and says what the change does to the cluster: what is ' +
        'deleted, what fails, what restarts, what a reviewer should know. Asks no cluster and no network. Both states are ' +
        'rendered like check does it; the working tree is not touched, and the values of Secrets are never shown.',
    )
    .argument('[BASE]', 'a revision, or a folder (default: where HEAD left the main branch)')
    .argument('[HEAD]', 'a revision, or a folder (default: the working tree)')
    .option('--dir <DIR>', 'where to look for Applications, in both states (repeatable; default: as check)', collect)
    .option('--repo <URL[@REVISION]=DIR>', 'a repository whose files are at hand (repeatable)', collect)
    .option('--argocd-version <V>', `the version of Argo CD to judge for (default: ${DEFAULT_ARGOCD_VERSION})`)
    .addOption(kubeVersionOption())
    .addOption(formatOption(REVIEW_FORMATS, 'how to report'))
    .addOption(outputOption())
    .addOption(
      new Option(
        '--fail-on <SEVERITY>',
        `exit with 1 at or above it: ${SEVERITIES.map((one) => one.replace(' ', '-')).join(', ')}, or never (default: fails)`,
      ).argParser((value: string) => [value]),
    )
    .option(
      '--allow <NAME:KIND/NAMESPACE/NAME>',
      'let a consequence through on purpose, * for any (repeatable): goes:PersistentVolumeClaim/harbor/*',
      collect,
    )
    .option(
      '--config <FILE>',
      'the configuration (default: groundwork.config.ts, .js, .yaml or .json, if there is one)',
    )
    .option('--no-config', 'without a configuration')
    .option('--explain [NAME]', 'print the page of a consequence, or the list of all')
    .addHelpText(
      'after',
      helpText(
        { title: 'Formats', items: REVIEW_FORMATS },
        `A line "${TRAILER}: goes:PersistentVolumeClaim/harbor/*" in the message of a commit between the two states does the ` +
          'same as --allow. The report says who let what through.',
        'Exit code: 0 nothing dangerous, 1 something at or above --fail-on, 2 wrong use, or something that could not be done.',
      ),
    )
    .action(run);
}

async function run(base: string | undefined, head: string | undefined, options: Options): Promise<void> {
  if (options.explain !== undefined) {
    console.log(explained(options.explain));
    return;
  }
  const failOn = failOnOf(options.failOn?.[0]);
  const outputs = outputsOf(options.output, REVIEW_FORMATS);
  const names = [...JUDGEMENT_NAMES, 'goes', 'fails', 'interrupts', 'note'];
  for (const pattern of options.allow ?? []) {
    const wrong = problemOf(pattern, [...new Set(names)]);
    if (wrong !== undefined) throw new Error(`--allow ${pattern}: ${wrong}`);
  }
  checkKubeVersion(options.kubeVersion);
  const settings = await settingsOf(options);
  const states = statesOf(base, head);
  const inputs = inputsOf(states, { dir: options.dir, repo: settings.repo });
  const said = new Set<string>();
  const [before, after] = [
    await sideOf(states[0], inputs[0], settings, options, said),
    await sideOf(states[1], inputs[1], settings, options, said),
  ];
  requireSomething([before, after], states);
  const inCommits = allowedByCommits(commitsOf(states));
  const known = [...new Set(names)];
  for (const { pattern, by } of inCommits) {
    const wrong = problemOf(pattern, known);
    if (wrong !== undefined) console.error(visible(`${TRAILER}: ${pattern}, by ${by}, lets nothing through: ${wrong}`));
  }
  const allowed = [...(options.allow ?? []).map((pattern) => ({ pattern, by: '--allow' })), ...inCommits];
  const format = REVIEW_FORMATS[options.format];
  const review = reviewOf(before, after, {
    yaml: [format, ...outputs.map((one) => REVIEW_FORMATS[one.format])].some((one) => 'yaml' in one),
    states: { before: stateOf(states[0]), after: stateOf(states[1]) },
    upgradeWarnings: upgradesBetween(before, after),
    allow: (consequences) => markAllowed(consequences, allowed),
  });
  const context = { root: states[1].tree.label, failOn };
  for (const output of outputs) writeOutput(output.file, REVIEW_FORMATS[output.format].print(review, context));
  console.log(format.print(review, context));
  if (review.consequences.some(({ severity, allowed }) => !allowed && failOn.includes(severity))) process.exitCode = 1;
}

/** Reads a state as check reads it, and judges it. */
async function sideOf(
  { name, tree }: ReadableState,
  files: CheckInput,
  { argocdVersion, kubeVersion, exclude, rules, severities, fetch }: Settings,
  options: Options,
  said: Set<string>,
): Promise<Side> {
  const input = { ...files, argocdVersion, kubeVersion, exclude };
  const read = await readAndRender(modelInputOf(input), options, said, fetch);
  return { name, tree, model: read.model, findings: check({ ...input, read, rules, severities }).findings };
}

/** What the products' documentation says against the upgrades of their charts. */
function upgradesBetween(before: Side, after: Side): readonly UpgradeNote[] {
  const charts = ({ model }: Side) => installedCharts(model.applications.map(({ resource }) => resource.object));
  return upgradeWarnings(charts(before), charts(after));
}

function stateOf({ name, commit }: ReadableState) {
  return { name, ...(commit === undefined ? {} : { commit }) };
}

/** The commits that lead from one state to the other. The working tree has those of HEAD. */
function commitsOf([before, after]: readonly [ReadableState, ReadableState]) {
  if (before.commit === undefined || before.top !== after.top) return [];
  return commitsBetween(after.top, before.commit, after.commit ?? 'HEAD');
}

/** Nothing for Argo CD in both states is no good news, but a wrong directory. */
function requireSomething(sides: readonly Side[], states: readonly ReadableState[]): void {
  const there = ({ model }: Side) =>
    model.applications.length + model.projects.length + model.applicationSets.length > 0;
  if (sides.some(there)) return;
  const [, { model }] = sides as [Side, Side];
  throw new Error(
    nothingIn(
      states.map(({ name }) => name),
      model.files,
      model.unchecked,
    ),
  );
}

/** The severities at or above one. */
function failOnOf(value: string | undefined): readonly Severity[] {
  if (value === undefined) return DANGEROUS;
  if (value === 'never') return [];
  const plain = value.replace(/-/g, ' ');
  const at = (SEVERITIES as readonly string[]).indexOf(plain);
  if (at < 0)
    throw new Error(
      `--fail-on ${value} is no severity: choose one of ${SEVERITIES.map((one) => one.replace(' ', '-')).join(', ')}, never`,
    );
  return SEVERITIES.slice(0, at + 1);
}

/** The page of a judgement, or a list of all. */
function explained(name: string | true): string {
  if (name === true)
    return loadJudgements()
      .map((one) => `${one.name} (${one.group})\n    ${one.summary}`)
      .join('\n');
  if (!JUDGEMENT_NAMES.includes(name))
    throw new Error(
      `there is no consequence ${name}.${didYouMean(name, JUDGEMENT_NAMES)} groundwork diff --explain lists them all`,
    );
  return judgementPage(name).trimEnd();
}
