import { Command } from 'commander';
import { DEFAULT_ARGOCD_VERSION, modelInputOf } from '../argocd/check';
import { redact } from '../argocd/model/redact';
import { BY_HAND, type Order, type OrderedSync, type OrderedTask, orderOf } from '../argocd/order';
import { visible } from '../report/text';
import { DEFAULT_OUTDIR } from '../synth/layout';
import { type CheckOptions, defaultDirectory, inputOf, nothingIn } from './check';
import { collect } from './collect';
import { formatOption } from './format-option';
import { kubeVersionOption } from './kube-version-option';
import { type RenderingOptions, readAndRender, renderingOptions } from './rendering';

const FORMATS = {
  text: { summary: 'an indented list', print: orderText },
  json: { summary: 'one object', print: (order: Order) => JSON.stringify(order, null, 2) },
} as const;

/** `groundwork order`. */
export function command(): Command {
  return renderingOptions(new Command('order'))
    .description(
      'What Argo CD will do on a first sync: phase, wave, kind, name, across the app-of-apps. Objects of one wave are ' +
        'applied kind by kind; the next wave waits until all of this one are healthy. An Application without automated ' +
        'sync is marked, and its objects are listed separately: they are applied only when it is synced by hand.',
    )
    .argument('[DIR]', `the directory (default: ${DEFAULT_OUTDIR}, and where it is missing the whole checkout)`)
    .option('--repo <URL[@REVISION]=DIR>', 'a repository whose files are at hand (repeatable)', collect)
    .addOption(kubeVersionOption())
    .addOption(formatOption(FORMATS))
    .action(
      async (
        named: string | undefined,
        options: Pick<CheckOptions, 'repo' | 'kubeVersion'> &
          RenderingOptions & { readonly format: keyof typeof FORMATS },
      ) => {
        const directory = named ?? defaultDirectory();
        const input = inputOf([directory], { ...options, argocdVersion: DEFAULT_ARGOCD_VERSION });
        const { model } = await readAndRender(modelInputOf(input), options);
        const { applications, projects, applicationSets, files, unchecked } = model;
        if (applications.length + projects.length + applicationSets.length === 0) {
          throw new Error(nothingIn([directory], files, unchecked));
        }
        const found = orderOf(model);
        // Names may be anything that somebody wrote.
        console.log(redact(FORMATS[options.format].print(found)));
      },
    );
}

/** The order as an indented list. */
export function orderText({ syncs, wavesWaitForApplications }: Order): string {
  if (syncs.length === 0) return 'no Application found';
  const lines = syncs.flatMap((sync) => syncLines(sync, ''));
  const nested = syncs.some(({ tasks }) => tasks.some(({ sync }) => sync));
  if (nested) {
    lines.push(
      '',
      wavesWaitForApplications
        ? 'A wave waits until the Applications in it are healthy.'
        : 'A wave does not wait for the Applications in it: argocd-cm has no health check for them, so they sync at once.',
    );
  }
  return lines.join('\n');
}

function syncLines(
  { name, namespace, automated, tasks, broken, unchecked }: OrderedSync,
  indent: string,
): readonly string[] {
  const lines = [`${indent}Application ${namespace}/${visible(name)}${automated ? '' : ` (${BY_HAND})`}`];
  if (broken !== undefined) return [...lines, `${indent}  cannot be rendered: ${visible(broken)}`];
  let step = '';
  for (const task of tasks) {
    const next = `${task.phase}, wave ${task.wave}`;
    if (next !== step) lines.push(`${indent}  ${next}`);
    step = next;
    if (task.sync) lines.push(...syncLines(task.sync, `${indent}    `));
    else lines.push(`${indent}    ${taskLine(task)}`);
  }
  if (tasks.length === 0 && unchecked.length === 0) lines.push(`${indent}  nothing to apply`);
  for (const what of unchecked) lines.push(`${indent}  not known: ${visible(what)}`);
  return lines;
}

function taskLine({ kind, group, namespace, name, hook, note }: OrderedTask): string {
  const notes = [hook ? 'hook' : '', note ?? ''].filter(Boolean).join(', ');
  return visible(
    `${kind}${group === '' ? '' : `.${group}`} ${namespace === '' ? '' : `${namespace}/`}${name}${notes === '' ? '' : ` (${notes})`}`,
  );
}
