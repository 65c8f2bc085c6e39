import type { IConstruct } from 'constructs';
import { DEFAULT_ARGOCD_VERSION } from '../../argocd/check';
import { ArgoCdVersion } from '../../argocd/semantics/version';
import { ClusterScope } from '../cluster-scope';
import { ARGOCD_NAMESPACE } from './names';

/** What the constructs of one cluster know of its Argo CD, whoever installs it. */
export class ArgoCdFacts {
  /** That of the cluster that a construct belongs to. */
  static of(construct: IConstruct): ArgoCdFacts {
    return ClusterScope.of(construct).registry('ArgoCdFacts', () => new ArgoCdFacts());
  }

  /** Its version, the one that `check` judges for if nothing says it. */
  version = ArgoCdVersion.orLatest(DEFAULT_ARGOCD_VERSION);

  /** Whether it syncs with the service accounts that projects name; undefined if somebody else looks after it. */
  impersonation?: boolean;
}

/** What the platform's own projects say where Argo CD looks for service accounts: that of Argo CD itself. */
export function groundServiceAccounts(construct: IConstruct) {
  if (!ArgoCdFacts.of(construct).impersonation) return undefined;
  const defaultServiceAccount = `${ARGOCD_NAMESPACE}:argocd-application-controller`;
  return [{ server: '*', namespace: '*', defaultServiceAccount }];
}
