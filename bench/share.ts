/**
 * How many Applications of a checkout are judged down to their objects, and why the others are not:
 *
 *     node lib/bench/share.js CHECKOUT [URL=DIR ...]
 *
 * What lies elsewhere counts as far as it is given, as with `groundwork check --repo`.
 */
import { modelInputOf } from '../argocd/check';
import type { Application } from '../argocd/model/types';
import { inputOf } from '../commands/check';
import { readAndRender } from '../commands/rendering';

/** Whether all its sources are in repositories at hand, whatever these name elsewhere. */
function isHere({ sources }: Application): boolean {
  return sources.every(({ chart, repository, type }) => type === 'ref' || (chart === '' && repository !== undefined));
}

async function main([checkout, ...repo]: readonly string[]): Promise<void> {
  if (checkout === undefined) throw new Error('usage: share.js CHECKOUT [URL=DIR ...]');
  const { model } = await readAndRender(modelInputOf(inputOf([checkout], { repo })), { format: 'json' });
  const shown = (all: readonly Application[]): string =>
    `${all.filter(({ complete }) => complete).length} of ${all.length} Applications`;
  const here = model.applications.filter(isHere);
  console.log(`${shown(here)} whose sources are in the repository are judged down to their objects`);
  console.log(`${shown(model.applications.filter((one) => !here.includes(one)))} with sources elsewhere`);
  for (const { name, sources } of model.applications)
    for (const { notRendered, chart, path } of sources)
      if (notRendered !== undefined) console.log(`  ${name}: ${chart || path}: ${notRendered}`);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
