import type { Application } from '../../argocd/model/types';

/** The same Application in both states. */
export interface Paired {
  readonly instance: string;
  readonly before?: Application;
  readonly after?: Application;
}

/**
 * Pairs Applications by instance of Argo CD, namespace and name. Where the instance tells nothing in one state (see
 * `instances.ts`: a second Application of a name changes how all are told apart), namespace and name alone decide, if they are
 * of one Application in each state. Of several files that declare one Application, the last one counts.
 */
export function pairApplications(before: readonly Application[], after: readonly Application[]): readonly Paired[] {
  const old = byKey(before, exactly);
  const now = byKey(after, exactly);
  const found: Paired[] = [];
  const left: Application[] = [];
  const fresh = new Map(now);
  for (const [key, [first]] of old) {
    const match = now.get(key)?.at(-1);
    if (match) {
      found.push({ instance: match.instance, before: old.get(key)?.at(-1), after: match });
      fresh.delete(key);
    } else if (first) left.push(old.get(key)?.at(-1) ?? first);
  }
  const others = byKey(
    [...fresh.values()].flatMap((same) => same.slice(-1)),
    byName,
  );
  const alone = byKey(left, byName);
  const taken = new Set<Application>();
  for (const application of left) {
    const matches = others.get(byName(application)) ?? [];
    const [match] = matches;
    if (match && matches.length === 1 && alone.get(byName(application))?.length === 1) {
      taken.add(match);
      found.push({ instance: match.instance, before: application, after: match });
    } else found.push({ instance: application.instance, before: application });
  }
  for (const same of fresh.values()) {
    const application = same.at(-1);
    if (application && !taken.has(application)) found.push({ instance: application.instance, after: application });
  }
  return found;
}

const byName = ({ namespace, name }: Application): string => `${namespace}/${name}`;
const exactly = (application: Application): string => `${application.instance}\n${byName(application)}`;

function byKey(
  applications: readonly Application[],
  keyOf: (application: Application) => string,
): ReadonlyMap<string, readonly Application[]> {
  const found = new Map<string, Application[]>();
  for (const application of applications) {
    const key = keyOf(application);
    const same = found.get(key);
    if (same) same.push(application);
    else found.set(key, [application]);
  }
  return found;
}
