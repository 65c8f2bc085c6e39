import { Application } from '../argocd/application';
import { ApplicationSet } from '../argocd/application-set';
import type { Waved } from '../argocd/sync-waves';

/** A label that is unique in the description: an ApplicationSet may have the same name as an Application. */
export function labelOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return kind === 'Application' ? name : `${name} (ApplicationSet)`;
}

/** {@link labelOf} a construct. */
export function labelOfMember(member: Waved): string {
  const named = Application.isApplication(member) || ApplicationSet.isApplicationSet(member);
  return named ? labelOf(member) : member.node.path;
}
