import * as fs from 'node:fs';
import * as path from 'node:path';
import { Command } from 'commander';
import { DEFAULT_ARGOCD_VERSION, modelInputOf } from '../argocd/check';
import { type ManifestFile, manifestFiles } from '../argocd/engines/manifest-files';
import { redact } from '../argocd/model/redact';
import { temporaryBeside } from '../files/temporary-beside';
import { plural } from '../report/plural';
import { visible } from '../report/text';
import { defaultDirectory, inputOf, nothingIn } from './check';
import { collect } from './collect';
import { COMPARISON_FORMATS, type CompareOptions, compareVersions } from './compare-versions';
import { formatOption } from './format-option';
import { helpText } from './help';
import { kubeVersionOption } from './kube-version-option';
import { named } from './named-applications';
import { readAndRender, renderingOptions } from './rendering';

interface Options extends CompareOptions {
  readonly output?: string;
}

/** Says that a folder is ours, so that it may be replaced. */
const MARKER = '.groundwork-render';

/** `groundwork render`. */
export function command(): Command {
  return renderingOptions(new Command('render'), false)
    .description(
      'Prints the objects of Applications as Argo CD would have them, from plain files, charts and kustomizations, without ' +
        'asking a cluster. With --output, each object is a file whose name stays, so that two folders can be compared ' +
        '(git diff --no-index A B). The values of Secrets are shown as ***.',
    )
    .argument('[APP...]', 'the names of Applications (default: all)')
    .option('--dir <DIR>', 'where to look for Applications (repeatable; default: as check)', collect)
    .option('--repo <URL[@REVISION]=DIR>', 'a repository whose files are at hand (repeatable)', collect)
    .option('--argocd-version <V>', 'the version of Argo CD to render for', DEFAULT_ARGOCD_VERSION)
    .addOption(kubeVersionOption())
    .option(
      '--compare-argocd <VERSIONS...>',
      'two versions of Argo CD: say what differs in what they render, with the Helm of each',
    )
    .option('--engines <DIR>', 'a folder with helm programs of several versions, for --compare-argocd')
    .option(
      '--helm-of <V=PROGRAM>',
      'the helm program of a version of Argo CD, for --compare-argocd (repeatable)',
      collect,
    )
    .addOption(formatOption(COMPARISON_FORMATS, 'how --compare-argocd reports'))
    .option('--output <DIR>', 'a folder to write to: a new one, or one that this command wrote, which is replaced')
    .addHelpText(
      'after',
      helpText(
        'Exit code: 0 fine, 1 if a source could not be rendered or two versions differ, 2 wrong use, or something that could not be done.',
      ),
    )
    .action(run);
}

async function run(names: readonly string[], { compareArgocd, ...options }: Options): Promise<void> {
  const { output } = options;
  if (compareArgocd) {
    if (output !== undefined) throw new Error('--compare-argocd writes no files: leave --output out');
    process.exitCode = await compareVersions(compareArgocd, names, options);
    return;
  }
  if (output !== undefined) requireOurs(output);
  const directories = options.dir ?? [defaultDirectory()];
  const input = inputOf(directories, options);
  for (const line of input.leftOut) console.error(line);
  const { model } = await readAndRender(modelInputOf(input), options);
  if (model.applications.length === 0) throw new Error(nothingIn(directories, model.files, model.unchecked));
  const applications =
    names.length === 0 ? model.applications : names.flatMap((name) => named(name, model.applications));
  const files = manifestFiles(applications);
  if (output === undefined) {
    process.stdout.write(files.map(({ path: file, text }) => `---\n# ${file}\n${text}`).join(''));
  } else {
    write(output, files);
    console.error(
      `${plural(files.length, 'object')} of ${plural(applications.length, 'Application')} are in ${output}`,
    );
  }
  const failures = applications.flatMap(({ name, sources }) =>
    sources.flatMap(({ notRendered, chart, path: dir }) =>
      notRendered === undefined ? [] : [`${name}: ${chart || dir || 'a source'} is not rendered: ${notRendered}`],
    ),
  );
  for (const line of new Set(failures)) console.error(visible(redact(line)));
  if (failures.length > 0) process.exitCode = 1;
}

/** A folder of somebody else is not replaced. */
function requireOurs(output: string): void {
  if (output.trim() === '') throw new Error('--output names no folder');
  if (!path.relative(path.resolve(output), process.cwd()).startsWith('..'))
    throw new Error(`--output ${output} is the working directory, or one above it: name a new folder`);
  if (!fs.existsSync(output)) return;
  if (!fs.statSync(output).isDirectory()) throw new Error(`--output ${output} is no folder`);
  const names = fs.readdirSync(output);
  if (names.length > 0 && !names.includes(MARKER))
    throw new Error(`--output ${output} has files that groundwork render did not write: name a new folder`);
}

/** Writes beside the folder, and puts that in its place at once: so it never holds half of it, nor lacks its mark. */
function write(output: string, files: readonly ManifestFile[]): void {
  // A link to a folder of ours stays one.
  const target = fs.existsSync(output) ? fs.realpathSync(output) : path.resolve(output);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const beside = temporaryBeside(target);
  const [part, old] = [path.join(beside, 'new'), path.join(beside, 'old')];
  try {
    fs.mkdirSync(part, { recursive: true });
    fs.writeFileSync(path.join(part, MARKER), 'Written by groundwork render, which replaces this folder.\n');
    for (const { path: file, text } of files) {
      fs.mkdirSync(path.join(part, path.dirname(file)), { recursive: true });
      fs.writeFileSync(path.join(part, file), text);
    }
    if (fs.existsSync(target)) fs.renameSync(target, old);
    fs.renameSync(part, target);
  } finally {
    if (fs.existsSync(old) && !fs.existsSync(target)) fs.renameSync(old, target);
    fs.rmSync(beside, { recursive: true, force: true });
  }
}
