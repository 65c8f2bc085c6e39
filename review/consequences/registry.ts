import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judgement } from './judgement';

/** The names of the judgements, the most dangerous first. They are an interface: users write them in `--allow`. */
export const JUDGEMENT_NAMES: readonly string[] = [
  'goes',
  'emptied',
  'project-goes',
  'left-behind',
  'immutable-field',
  'moves',
  'project-narrowed',
  'kind-missing',
  'newly-refused',
  'crd-version-gone',
  'other-volume',
  'ground-touched',
  'rolls',
  'scaled-down',
  'service-changes',
  'node-port-moves',
  'image-changes',
  'chart-jumps',
  'requests-change',
  'rights-widen',
  'host-access',
  'external-hosts',
];

/** Loads the judgements: the file of each. */
export function loadJudgements(): readonly Judgement[] {
  return JUDGEMENT_NAMES.map((name) => (require(`./${name}`) as { readonly judgement: Judgement }).judgement);
}

/** The page of a judgement, in Markdown. */
export function judgementPage(name: string): string {
  return readFileSync(join(__dirname, `${name}.md`), 'utf8');
}
