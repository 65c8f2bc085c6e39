import { modelInputOf } from '../argocd/check';
import {
  type ApplicationDifference,
  compareRenderings,
  type ObjectDifference,
} from '../argocd/engines/compare-renderings';
import { expectedVersion } from '../argocd/engines/expected-versions';
import { helmOf } from '../argocd/engines/installed-engines';
import { onPath } from '../argocd/engines/programs';
import { fieldText } from '../argocd/model/field-text';
import { redact } from '../argocd/model/redact';
import type { Model } from '../argocd/model/types';
import { visible } from '../report/text';
import { type CheckOptions, defaultDirectory, inputOf, nothingIn } from './check';
import { named } from './named-applications';
import { defaultKubernetes, type RenderingOptions, readAndRender } from './rendering';

/** The options of `groundwork render`. */
export interface CompareOptions extends RenderingOptions, Pick<CheckOptions, 'repo' | 'argocdVersion' | 'kubeVersion'> {
  readonly dir?: readonly string[];
  readonly output?: string;
  readonly compareArgocd?: readonly string[];
  readonly engines?: string;
  readonly helmOf?: readonly string[];
  readonly format: keyof typeof COMPARISON_FORMATS;
}

/** What is different between two versions of Argo CD. */
interface Comparison {
  readonly before: string;
  readonly after: string;
  readonly helm: { readonly before?: string; readonly after?: string };
  readonly kustomize: { readonly before: string; readonly after: string };
  readonly applications: number;
  readonly differences: readonly ApplicationDifference[];
}

export const COMPARISON_FORMATS = {
  text: { summary: 'for people', print: comparisonText },
  json: { summary: 'one object', print: (one: Comparison) => JSON.stringify(one, null, 2) },
} as const;

/**
 * Renders everything as two versions of Argo CD do, and prints what differs.
 *
 * @param given the two versions; what follows are names of Applications
 * @returns the exit code
 * @throws Error if a program is lacking
 */
export async function compareVersions(
  given: readonly string[],
  names: readonly string[],
  options: CompareOptions,
): Promise<0 | 1> {
  const [before, after, ...more] = given.map((one) => one.replace(/^v(?=\d)/, ''));
  for (const version of [before, after])
    if (version === undefined || !/^\d+\.\d+(?:\.\d+)?(?:[-+].*)?$/.test(version))
      throw new Error(
        `--compare-argocd ${given.join(' ')}: name two versions of Argo CD, for example --compare-argocd 3.4.4 3.5.1`,
      );
  const versions = [before as string, after as string] as const;
  const wanted = [...names, ...more];
  const places = { named: namedHelms(options.helmOf ?? []), folder: options.engines, otherwise: options.helm };
  const directories = options.dir ?? [defaultDirectory()];
  const helms: (string | undefined)[] = [];
  const models: Model[] = [];
  for (const argocdVersion of versions) {
    const input = inputOf(directories, { ...options, argocdVersion });
    const helm = helmOf(argocdVersion, places, onPath('go') !== undefined);
    // Rendering takes long: what is lacking is told before.
    if ('lacking' in helm && usesHelm((await readAndRender(modelInputOf(input), { render: false })).model))
      throw new Error(helm.lacking);
    const { model } = await readAndRender(modelInputOf(input), {
      ...options,
      helm: 'lacking' in helm ? options.helm : helm.file,
      // The cluster is the same.
      kubeVersionGuess: defaultKubernetes(versions[0]),
      trials: 'random',
    });
    if (model.applications.length === 0) throw new Error(nothingIn(directories, model.files, model.unchecked));
    if (usesHelm(model) && 'lacking' in helm) throw new Error(helm.lacking);
    helms.push(usesHelm(model) && !('lacking' in helm) ? helm.version : undefined);
    models.push(model);
  }
  const [one, other] = models.map((model) => {
    if (wanted.length === 0) return model;
    return { ...model, applications: wanted.flatMap((name) => named(name, model.applications)) };
  }) as [Model, Model];
  const comparison: Comparison = {
    before: versions[0],
    after: versions[1],
    helm: { before: helms[0], after: helms[1] },
    kustomize: { before: expectedVersion('kustomize', versions[0]), after: expectedVersion('kustomize', versions[1]) },
    applications: one.applications.length,
    differences: compareRenderings(one, other),
  };
  console.log(redact(COMPARISON_FORMATS[options.format].print(comparison)));
  return comparison.differences.length > 0 ? 1 : 0;
}

function usesHelm({ applications }: Model): boolean {
  return applications.some(({ sources }) => sources.some(({ type }) => type === 'helm'));
}

function namedHelms(given: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    given.map((one) => {
      const [, version = '', program = ''] = /^v?([^=]+)=(.+)$/.exec(one) ?? [];
      if (program === '')
        throw new Error(`--helm-of ${one} is not of the form VERSION=PROGRAM: 3.5.1=engines/helm-4.2.1`);
      return [version, program];
    }),
  );
}

/** More fields of one object than anybody reads. */
const MAX_FIELDS = 12;

function comparisonText({ before, after, helm, kustomize, applications, differences }: Comparison): string {
  const lines: string[] = [];
  const left: string[] = [];
  for (const { application, objects, differences: found, notRendered } of differences) {
    const name = visible(application);
    const one: string[] = found.map((object) => `  ${visible(objectText(object, before, after))}`);
    for (const { before: old, after: now } of notRendered) {
      if (old === now) left.push(`${name}: not compared: ${visible(old ?? '')}`);
      else if (old !== undefined && now !== undefined)
        one.push(`  refused by both: ${visible(old)}`, `  and by ${after}: ${visible(now)}`);
      else one.push(`  not rendered by ${old === undefined ? after : before}: ${visible(old ?? now ?? '')}`);
    }
    if (one.length > 0) lines.push(`${name}: ${found.length} of ${objects} objects differ`, ...one);
  }
  const differing = lines.filter((line) => !line.startsWith(' ')).length;
  lines.push(...left);
  const programs = [
    helm.before === undefined ? '' : `Helm ${helm.before} and ${helm.after}`,
    kustomize.before === kustomize.after ? `kustomize ${kustomize.before} in both` : '',
  ].filter((one) => one !== '');
  lines.push(
    ...(lines.length > 0 ? [''] : []),
    `Argo CD ${before} and ${after} (${programs.join(', ')}): ${differing} of ${applications} Applications differ${left.length > 0 ? `, ${left.length} sources not compared` : ''}.`,
  );
  return lines.join('\n');
}

function objectText(one: ObjectDifference, before: string, after: string): string {
  const { what, kind, namespace, name, from, paths } = one;
  const object = `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
  if (what !== 'changed') return `only in ${what === 'only before' ? before : after}: ${object} (${from})`;
  const shown = paths.slice(0, MAX_FIELDS).map(fieldText);
  const more = paths.length > shown.length ? ` and ${paths.length - shown.length} more` : '';
  return `${object}: ${shown.join(', ')}${more} (${from})`;
}
