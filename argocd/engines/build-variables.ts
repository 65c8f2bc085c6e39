import type { Application, ApplicationSource } from '../model/types';

/** The commit that variables speak of where a working directory is read, which is none yet. */
const NO_COMMIT = '0'.repeat(40);

/**
 * The variables that Argo CD puts into parameters, paths of value files, images and labels.
 *
 * @param instance see `applyOverrides`
 * @param commit of the files at hand @default - zeros
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/build-environment/
 */
export function buildVariables(
  { projectName, destination }: Application,
  { repoURL, path, targetRevision }: ApplicationSource,
  instance: string,
  commit = NO_COMMIT,
): ReadonlyMap<string, string> {
  return new Map([
    ['ARGOCD_APP_NAME', instance],
    ['ARGOCD_APP_NAMESPACE', destination.namespace],
    ['ARGOCD_APP_PROJECT_NAME', projectName],
    ['ARGOCD_APP_REVISION', commit],
    ['ARGOCD_APP_REVISION_SHORT', commit.slice(0, 7)],
    ['ARGOCD_APP_REVISION_SHORT_8', commit.slice(0, 8)],
    ['ARGOCD_APP_SOURCE_REPO_URL', repoURL],
    ['ARGOCD_APP_SOURCE_PATH', path],
    ['ARGOCD_APP_SOURCE_TARGET_REVISION', targetRevision],
  ]);
}

/** `$name`, `${name}`, `$` with a sign (`$$` is a dollar), and braces without a name, which vanish. As Go's `os.Expand`. */
const VARIABLE = /\$(?:\{([*#$@!?\-0-9])\}|\{([^}]+)\}|(\{\}?)|([*#$@!?\-0-9])|([A-Za-z_][A-Za-z0-9_]*))/g;

/** Replaces variables in a text; one that is not known is empty. */
export function substitute(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(VARIABLE, (_, special, braced, empty, sign, name) => {
    if (empty !== undefined) return '';
    const called: string = special ?? braced ?? sign ?? name;
    return called === '$' ? '$' : (variables.get(called) ?? '');
  });
}
