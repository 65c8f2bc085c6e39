import type { AppProjectSpec, ProjectDestination } from '../semantics/app-project';
import { matchGlob } from '../semantics/glob';
import { destinationPermission } from '../semantics/project-permission';
import { ArgoCdVersion } from '../semantics/version';

/** Whether a destination is permitted, as far as the files at hand show. */
export interface DestinationVerdict {
  /** `unknown`: it depends on the half of the cluster that is not known. */
  readonly decision: 'permitted' | 'refused' | 'unknown';
  /** The item that refuses it; `undefined` if simply no item allows it. */
  readonly deniedBy?: number;
}

/** A cluster and namespace to deploy to. `undefined` if the files at hand do not say. */
export interface Target {
  readonly server?: string;
  readonly name?: string;
  readonly namespace: string;
}

/** True, false, or not known. */
type Maybe = boolean | undefined;

const not = (value: Maybe): Maybe => (value === undefined ? undefined : !value);
const and = (...values: Maybe[]): Maybe =>
  values.includes(false) ? false : values.includes(undefined) ? undefined : true;
const or = (...values: Maybe[]): Maybe =>
  values.includes(true) ? true : values.includes(undefined) ? undefined : false;

/**
 * Whether `destinations` permit a cluster and namespace. Argo CD knows server and name of a cluster; offline, without
 * its Secret, only the one that the Application writes is known, and the answer holds for any other half.
 *
 * Whether the cluster has to belong to the project is another question, which `permitOnlyProjectScopedClusters` asks.
 */
export function destinationVerdict(
  spec: AppProjectSpec,
  { server, name, namespace }: Target,
  version: ArgoCdVersion = ArgoCdVersion.LATEST,
): DestinationVerdict {
  const items = spec.destinations ?? [];
  if (server !== undefined && name !== undefined) {
    const { permitted, because } = destinationPermission(
      { destinations: items },
      { server, name, namespace },
      [],
      version,
    );
    if (permitted) return { decision: 'permitted' };
    return because.kind === 'denied' ? { decision: 'refused', deniedBy: because.index } : { decision: 'refused' };
  }
  let any: Maybe = false;
  let maybeDenied = false;
  for (const [index, item] of items.entries()) {
    const { matched, denied } = judgeItem(item, { server, name, namespace }, version);
    if (denied) return { decision: 'refused', deniedBy: index };
    if (denied === undefined) maybeDenied = true;
    any = or(any, matched);
  }
  if (any === false) return { decision: 'refused' };
  return { decision: any && !maybeDenied ? 'permitted' : 'unknown' };
}

/** The same conditions as in `destinationPermission`, for a half that may be anything. */
function judgeItem(
  item: ProjectDestination,
  target: Target,
  version: ArgoCdVersion,
): { matched: Maybe; denied: Maybe } {
  const { name = '', server = '', namespace = '' } = item;
  const nameMatches = target.name === '' ? false : matches(name, target.name, version);
  const serverMatches = target.server === '' ? false : matches(server, target.server, version);
  const namespaceMatches = matches(namespace, target.namespace, version);
  const matched = and(or(serverMatches, nameMatches), namespaceMatches);
  const denied = and(
    not(matched),
    or(
      and(not(nameMatches), name.startsWith('!'), version.limitsDeniedNames ? namespaceMatches : true),
      and(not(serverMatches), server.startsWith('!'), namespaceMatches),
      and(not(namespaceMatches), namespace.startsWith('!'), serverMatches),
    ),
  );
  return { matched, denied };
}

/** Whether a pattern matches. For an unknown text, only patterns that match everything or nothing give an answer. */
function matches(pattern: string, value: string | undefined, version: ArgoCdVersion): Maybe {
  if (pattern === '*') return true;
  if (value === undefined) return pattern === '' ? false : undefined;
  return pattern.startsWith('!')
    ? !matchGlob(pattern.slice(1), value, '', version)
    : matchGlob(pattern, value, '', version);
}
