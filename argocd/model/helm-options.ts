import type { ArgoCdVersion } from '../semantics/version';
import { rootOf, setMistake } from './helm-set';
import { fields, list, text } from './resource';
import type { Fields, HelmProblem, Pointer } from './types';

/**
 * What a release may be called, beside its length: that is for `application-name-too-long`.
 *
 * @see https://github.com/helm/helm/blob/v3.19.4/pkg/chartutil/validate_name.go
 */
const RELEASE_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The longest name of a release. */
const RELEASE_LIMIT = 53;

/** One line of comma separated values as Go reads it. */
const FIELD = '(?:"(?:[^"]|"")*"|[^",]*)';
const CSV = new RegExp(`^${FIELD}(?:,${FIELD})*$`);

/** What is known of the values when the parameters are set. */
export interface KnownValues {
  /** The values in the Application; `undefined` if they cannot be read. */
  readonly inline: Fields | undefined;
  /** Whether there are no others. */
  readonly alone: boolean;
}

/**
 * The options of `spec.source.helm`, beside values and files, that Argo CD or Helm does not take.
 *
 * @param pointer to `helm`
 * @see https://github.com/argoproj/argo-cd/blob/v3.4.4/reposerver/repository/repository.go (helmTemplate)
 */
export function optionProblems(
  helm: Fields,
  pointer: Pointer,
  version: ArgoCdVersion,
  known: KnownValues,
): readonly HelmProblem[] {
  const problems: HelmProblem[] = [];
  const refuse = (at: Pointer, words: string, fix: string) =>
    problems.push({ about: 'option', pointer: [...pointer, ...at], words, fix });
  const kubeVersion = text(helm.kubeVersion);
  if (kubeVersion !== '' && version.atLeast(3, 4)) {
    const words = kubeVersionMistake(kubeVersion);
    if (words !== undefined) {
      refuse(
        ['kubeVersion'],
        `could not parse kubernetes version ${kubeVersion}: ${words}`,
        'Write a version of Kubernetes, such as "1.34".',
      );
    }
  }
  const major = text(helm.version);
  const allowed = version.atLeast(3, 5) ? ['v3', 'v4'] : ['v3'];
  if (major !== '' && !allowed.includes(major)) {
    const what = version.atLeast(3, 5) ? 'helm version' : 'helm chart version';
    refuse(
      ['version'],
      `error initializing helm app object: failed to create new helm command: ${what} '${major}' is not supported`,
      `Remove version: it is the one of Helm (${allowed.join(' or ')}), not that of the chart.`,
    );
  }
  const release = text(helm.releaseName);
  // With two braces it is a template.
  if (
    release !== '' &&
    [...release].length <= RELEASE_LIMIT &&
    !release.includes('{{') &&
    !RELEASE_NAME.test(release)
  ) {
    refuse(
      ['releaseName'],
      `Error: ${version.atLeast(3, 5) ? 'release name check failed: ' : ''}release name ${JSON.stringify(release)}: invalid release name, must match regex ${RELEASE_NAME.source} and the length must not be longer than ${RELEASE_LIMIT}`,
      'Write lower case letters, digits, dashes and dots.',
    );
  }
  for (const [index, api] of list(helm.apiVersions).entries()) {
    if (typeof api !== 'string' || CSV.test(api)) continue;
    refuse(
      ['apiVersions', index],
      `Error: invalid argument ${JSON.stringify(api)} for "-a, --api-versions" flag: parse error on line 1`,
      'Write [group/]version or [group/]version/kind, without quotes in it.',
    );
  }
  setProblems(helm, version, known, refuse);
  return problems;
}

/** A parameter as Argo CD hands it to Helm. */
interface Parameter {
  readonly at: Pointer;
  readonly flag: '--set' | '--set-string' | '--set-file';
  readonly name: string;
  readonly value: string;
}

function setProblems(
  helm: Fields,
  version: ArgoCdVersion,
  { inline, alone }: KnownValues,
  refuse: (at: Pointer, words: string, fix: string) => void,
): void {
  const parameters = parametersOf(helm);
  const roots = new Map<string, number>();
  for (const { name } of parameters) roots.set(rootOf(name), (roots.get(rootOf(name)) ?? 0) + 1);
  for (const { at, flag, name, value } of parameters) {
    // Parameters with the same root are set in no certain order, and each may make the next one valid.
    const single = roots.get(rootOf(name)) === 1;
    const mistake = setMistake(name, value, (single && inline) || {}, version.atLeast(3, 5));
    if (!mistake || !(mistake.certain || (single && alone && inline !== undefined))) continue;
    const { words } = mistake;
    refuse(at, `Error: failed parsing ${flag} data: ${hide(words, name)}`, fixOf(words, name));
  }
}

/** Of two with one name the last one counts. */
function parametersOf(helm: Fields): readonly Parameter[] {
  const found = new Map<string, Parameter>();
  for (const [index, one] of list(helm.parameters).entries()) {
    const { name, value, forceString } = fields(one);
    const flag = forceString === true ? '--set-string' : '--set';
    // The value of a build variable is not known; `x` stands for it, which begins no list.
    const given = text(value).includes('$') ? 'x' : text(value);
    found.set(`${flag} ${text(name)}`, { at: ['parameters', index, 'name'], flag, name: text(name), value: given });
  }
  for (const [index, one] of list(helm.fileParameters).entries()) {
    const name = text(fields(one).name);
    found.set(`--set-file ${name}`, { at: ['fileParameters', index, 'name'], flag: '--set-file', name, value: '/x' });
  }
  return [...found.values()];
}

/** Messages never quote a value: it may be a password. */
function hide(words: string, name: string): string {
  return words.replace(/"((?:[^"\\]|\\.)*)"/g, (quoted, inner: string) => (name.includes(inner) ? quoted : '"…"'));
}

function fixOf(words: string, name: string): string {
  if (
    words.startsWith('list must') ||
    (words.startsWith('key') && words.endsWith('has no value') && !name.endsWith('.'))
  )
    return 'Put the value into valuesObject: in a parameter, braces make a list.';
  if (words.startsWith('unable to parse key'))
    return 'Name a key of the kind that the values have there, or put the value into them.';
  return 'Write the name as keys with dots between them, and [0] behind the name of a list; a backslash before what is part of a key.';
}

/** @see https://github.com/kubernetes/apimachinery/blob/v0.34.0/pkg/util/version/version.go (ParseGeneric) */
function kubeVersionMistake(version: string): string | undefined {
  const numbers = /^[\t\n\f\r ]*v?([0-9]+(?:\.[0-9]+)*)(?:[^\n]*)$/.exec(version)?.[1];
  if (numbers === undefined) return `could not parse ${JSON.stringify(version)} as version`;
  const [major = '', ...rest] = numbers.split('.');
  if (rest.length === 0) return `illegal version string ${JSON.stringify(version)}`;
  if (major.startsWith('0') && major !== '0')
    return `illegal zero-prefixed version component "${major}" in ${JSON.stringify(version)}`;
  return undefined;
}
