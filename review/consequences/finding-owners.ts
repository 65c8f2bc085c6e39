import type { ReviewedFinding } from '../compare/changed-findings';
import type { ApplicationPair } from '../compare/comparison';

/** Finds the Application that a finding is about: it is about itself, or about an object that it has. */
export function findingOwners(
  applications: readonly ApplicationPair[],
): (finding: ReviewedFinding) => ApplicationPair | undefined {
  const owners = new Map<string, ApplicationPair>();
  for (const pair of applications)
    for (const { resource } of pair.after?.resources ?? []) owners.set(idOf(resource), pair);
  for (const pair of applications) if (pair.after) owners.set(idOf(pair.after.resource), pair);
  return ({ resource }) => owners.get(idOf(resource));
}

function idOf({ kind, namespace, name }: Pick<ReviewedFinding['resource'], 'kind' | 'namespace' | 'name'>): string {
  return `${kind}\n${namespace}\n${name}`;
}
