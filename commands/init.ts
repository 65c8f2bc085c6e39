import * as path from 'node:path';
import { Command, Option } from 'commander';
import { checkoutOf } from '../argocd/tree/git-checkout';
import { DEFAULT_OUTDIR } from '../synth/layout';
import { helpText } from './help';
import { NotEmptyError, whatIsThere, writeNew } from './init/new-files';
import { scaffold, TEMPLATES, type TemplateName } from './init/template';

interface Options {
  readonly template: TemplateName;
  readonly add?: boolean;
  readonly dryRun?: boolean;
  readonly package?: string;
}

/** `groundwork init`: a new project. */
export function command(): Command {
  return new Command('init')
    .description(
      'Writes main.ts with constructs of your own, a test, files for the CI of GitHub and GitLab, and a README that says ' +
        'what is next. All of it is yours to change. A file that is there is never overwritten.',
    )
    .argument('[DIR]', 'the folder of the project; made if it is not there', '.')
    .addOption(
      new Option('--template <name>', 'what to start from')
        .choices(Object.keys(TEMPLATES))
        .default('platform' satisfies TemplateName),
    )
    .option('--add', 'in a folder that is not empty: write what is missing, leave what is there')
    .option('--dry-run', 'say what would be written, and write nothing')
    .option(
      '--package <spec>',
      'what package.json takes as cdk8s-groundwork, to try a package that is not published: file:cdk8s-groundwork.tgz',
    )
    .addHelpText('after', helpText({ title: 'Templates', items: TEMPLATES }))
    .action(init);
}

function init(folder: string, { template, add = false, dryRun = false, package: spec }: Options): void {
  const dir = path.normalize(folder);
  const there = whatIsThere(dir);
  if (there.length > 0 && !add) throw new NotEmptyError(dir, there);
  const files = scaffold(template, { dir, spec });
  const { written, kept } = writeNew(dir, files, { dryRun });
  for (const file of written) console.log(`${dryRun ? 'would write' : 'wrote'}  ${path.join(dir, file)}`);
  for (const file of kept)
    console.log(`${dryRun ? 'would leave' : 'left'}  ${path.join(dir, file)}: it is there already`);
  if (dryRun) return;
  if (kept.includes('package.json')) {
    const { scripts, dependencies, devDependencies, jest } = JSON.parse(files.get('package.json') as string);
    console.log('\nTake over into your package.json what it lacks of this:\n');
    console.log(JSON.stringify({ scripts, dependencies, devDependencies, jest }, null, 2));
  }
  console.log(`\nNext:\n\n  ${cd(dir)}npm install\n  npm run synth\n\nThen read main.ts and README.md.`);
  const subfolder = subfolderOf(dir);
  if (subfolder === undefined) return;
  console.log(
    `\n${dir} is the folder ${subfolder} of a Git checkout, so Argo CD finds what is rendered in ${subfolder}/${DEFAULT_OUTDIR}: add ` +
      `path: '${subfolder}/${DEFAULT_OUTDIR}' to the repository in main.ts, and move the files for CI to the top of the checkout.`,
  );
}

function cd(dir: string): string {
  if (path.resolve(dir) === process.cwd()) return '';
  return `cd ${/^[\w./-]+$/.test(dir) ? dir : `'${dir.replaceAll("'", "'\\''")}'`}\n  `;
}

/** The path of the folder in a checkout that it is not the top of. */
function subfolderOf(dir: string): string | undefined {
  const folder = path.resolve(dir);
  const top = checkoutOf(folder);
  return top === undefined || top === folder ? undefined : path.relative(top, folder).split(path.sep).join('/');
}
