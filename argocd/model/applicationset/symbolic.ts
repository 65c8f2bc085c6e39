import { fields, list, text } from '../resource';
import type { ApplicationSetProblem, Fields } from '../types';
import { ANYTHING, fillUnknown, isUnknown, MORE, unknownNames, unknownText } from '../unknown';
import type { Value } from './go-values';
import type { Parameters, TemplateMode } from './render';

/**
 * What a generator gives of which only the names are known, because a server tells the values: one set of parameters that
 * stands for all.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/applicationset/generators/pull_request.go GenerateParams
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/applicationset/generators/scm_provider.go GenerateParams
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/applicationset/generators/plugin.go generateParams
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/applicationset/generators/duck_type.go GenerateParams
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/applicationset/generators/cluster.go getClusterParameters
 */
export function symbolicParameters(
  kind: 'clusters' | 'git' | 'oci' | 'scmProvider' | 'pullRequest' | 'plugin' | 'clusterDecisionResource',
  spec: Fields,
  mode: TemplateMode,
): Record<string, Value> {
  switch (kind) {
    case 'pullRequest': {
      const known = texts(PULL_REQUEST);
      if (mayBreakName(spec, 'branchMatch')) known.branch = unknownText('!branch');
      if (mayBreakName(spec, 'titleMatch')) known.title = unknownText('!title');
      return mode.goTemplate ? { ...known, labels: ANYTHING } : known;
    }
    case 'scmProvider': {
      const known = { ...texts(REPOSITORY), repository_id: ANYTHING };
      const allBranches = Object.values(spec).some((provider) => fields(provider).allBranches === true);
      return allBranches && mayBreakName(spec, 'branchMatch') ? { ...known, branch: unknownText('!branch') } : known;
    }
    case 'clusters': {
      const known = texts(['name', 'nameNormalized', 'server', 'project']);
      return mode.goTemplate
        ? { ...known, metadata: { labels: ANYTHING, annotations: ANYTHING } }
        : { ...known, [MORE]: 'metadata.' };
    }
    case 'plugin': {
      const parameters = fields(fields(spec.input).parameters) as Parameters;
      return { [MORE]: '', generator: { input: { parameters } } };
    }
    case 'clusterDecisionResource':
      return { ...texts(['name', 'server']), [MORE]: '' };
    case 'git':
    case 'oci':
      return gitParameters(spec, mode);
  }
}

const PULL_REQUEST = `number title branch branch_slug target_branch target_branch_slug head_sha head_short_sha
  head_short_sha_7 author`.split(/\s+/);

const REPOSITORY = `organization repository url branch branchNormalized sha short_sha short_sha_7 labels`.split(/\s+/);

function texts(names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(names.map((name) => [name, unknownText(name)]));
}

function gitParameters(spec: Fields, { goTemplate }: TemplateMode): Record<string, Value> {
  const prefix = text(spec.pathParamPrefix);
  const files = list(spec.files).length > 0 && list(spec.directories).length === 0;
  const names = ['basename', 'basenameNormalized', ...(files ? ['filename', 'filenameNormalized'] : [])];
  if (goTemplate) {
    const path = { path: unknownText('path'), ...texts(names), segments: ANYTHING };
    const own: Record<string, Value> = prefix === '' ? { path } : { [prefix]: { path } };
    return files ? { ...own, [MORE]: '' } : own;
  }
  const name = prefix === '' ? 'path' : `${prefix}.path`;
  const own = Object.fromEntries([name, ...names.map((one) => `${name}.${one}`)].map((one) => [one, unknownText(one)]));
  return { ...own, [MORE]: files ? '' : `${name}[` };
}

/** Whether nothing keeps names with a slash, blanks or capitals away: a filter is a regular expression. */
function mayBreakName(spec: Fields, filter: string): boolean {
  const filters = list(spec.filters).map(fields);
  return (
    filters.length === 0 || filters.some((one) => text(one[filter]) === '' || /^\^?[\w-]*\//.test(text(one[filter])))
  );
}

/**
 * What a generator that is merged makes of parameters, if it is not known which of them it meets: each value may be
 * replaced, but for the keys by which they meet.
 */
export function mergedSymbolic(base: Parameters, keys: readonly string[]): Parameters {
  const kept = Object.entries(base).map(([key, value]) => [key, keys.includes(key) || key === MORE ? value : ANYTHING]);
  return { ...Object.fromEntries(kept), [MORE]: '' };
}

/** Whether parameters stand for others. */
export function isSymbolic(parameters: Parameters): boolean {
  return isUnknown(parameters);
}

/** A lowercase RFC 1123 subdomain. */
const NAME = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;

/** What is wrong with the names that a template makes of values that are not known. */
export function nameProblems(object: Fields, template: Fields): readonly ApplicationSetProblem[] {
  const problems: ApplicationSetProblem[] = [];
  const places = [
    [text(fields(object.metadata).name), text(fields(template.metadata).name), ['metadata', 'name']],
    [
      text(fields(fields(object.spec).destination).namespace),
      text(fields(fields(template.spec).destination).namespace),
      ['spec', 'destination', 'namespace'],
    ],
  ] as const;
  for (const [made, written, at] of places) {
    if (!isUnknown(made)) continue;
    const pointer = ['spec', 'template', ...at];
    const where = at.join('.');
    if (!NAME.test(fillUnknown(made, 'a'))) {
      problems.push({
        severity: 'refuse',
        pointer,
        message: `${where}: Invalid value: ${JSON.stringify(written)}: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character, and this is none whatever the parameters are`,
        fix: 'Write what is around the parameters in lower case, with letters and digits at both ends.',
      });
      continue;
    }
    const [risky] = unknownNames(made).filter((name) => name.startsWith('!'));
    if (risky === undefined) continue;
    const parameter = risky.slice(1);
    const means = parameter === 'title' ? 'blanks and capitals' : '"/", "_" and capitals';
    problems.push({
      severity: 'warn',
      pointer,
      message: `${where} ${JSON.stringify(written)} holds the parameter ${parameter}, which may have ${means} (feat/X): the name is invalid then, and Argo CD refuses it`,
      fix:
        parameter === 'title'
          ? 'Use {{ .number }}, which tells pull requests apart.'
          : 'Use branch_slug (pullRequest), branchNormalized (scmProvider) or the function slugify.',
    });
  }
  return problems;
}
