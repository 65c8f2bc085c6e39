import { matchGlob } from '../argocd/semantics/glob';
import type { Allowed, Consequence } from './review';
import type { Commit } from './states/git-states';

/** A line in a commit message that lets a consequence through. */
export const TRAILER = 'Groundwork-Allow';

/**
 * The patterns that commit messages allow, each with who wrote it.
 */
export function allowedByCommits(commits: readonly Commit[]): readonly Allowed[] {
  return commits.flatMap(({ id, author, message }) => {
    const by = `${author} (commit ${id.slice(0, 12)})`;
    return [...message.matchAll(new RegExp(`^${TRAILER}:[ \\t]*(\\S.*?)[ \\t]*$`, 'gim'))].map(([, pattern = '']) => {
      return { pattern, by };
    });
  });
}

/** What is wrong with a pattern, which should be `NAME:KIND/NAMESPACE/NAME`. @param names of consequences and groups */
export function problemOf(pattern: string, names: readonly string[]): string | undefined {
  const [name = ''] = pattern.split(':');
  const parts = pattern.slice(name.length + 1).split('/');
  if (!pattern.includes(':') || parts.length < 2 || parts.length > 3 || parts.includes(''))
    return (
      'it is not of the form NAME:KIND/NAMESPACE/NAME (or NAME:KIND/NAME for what is in no namespace), for example ' +
      'goes:PersistentVolumeClaim/harbor/*'
    );
  return names.includes(name) ? undefined : `there is no consequence ${name}. There are: ${names.join(', ')}`;
}

/** Marks the consequences that a pattern fits. */
export function markAllowed(consequences: readonly Consequence[], allowed: readonly Allowed[]): readonly Consequence[] {
  if (allowed.length === 0) return consequences;
  return consequences.map((one) => {
    const match = allowed.find(({ pattern }) => fits(pattern, one));
    return match ? { ...one, allowed: match } : one;
  });
}

function fits(pattern: string, { rule, group, object }: Consequence): boolean {
  const colon = pattern.indexOf(':');
  const name = pattern.slice(0, colon);
  if (name !== rule && name !== group) return false;
  const parts = pattern.slice(colon + 1).split('/');
  const own = parts.length === 2 ? [object.kind, object.name] : [object.kind, object.namespace, object.name];
  if (parts.length === 2 && object.namespace !== '') return false;
  return parts.length === own.length && parts.every((part, index) => matchGlob(part, own[index] as string));
}
