import type { IConstruct } from 'constructs';
import { ArgoCdVersion } from '../../argocd/semantics/version';
import { BroughtParts } from '../facts/brought';
import { applicationHealth } from './argocd';
import { ArgoCdFacts } from './argocd-facts';
import { ARGOCD_NAMESPACE, ArgoCdNamespace } from './names';

/**
 * An Argo CD that somebody else has installed and looks after: the platform brings Applications and projects for it, and no
 * Application of its own.
 */
export interface InstalledArgoCd {
  /** Who or what has installed it, for PLATFORM.md: `OpenShift GitOps`, `the cluster team`. */
  readonly broughtBy: string;
  /** The namespace that it runs in, and with it that of every Application and project. @default 'argocd' */
  readonly namespace?: string;
  /** Its version, such as `3.5.1`: projects are written for it. @default - one that 3.4 and later understand */
  readonly release?: string;
  readonly version?: never;
  readonly exposure?: never;
}

const HEALTH = 'resource.customizations.health.argoproj.io_Application';

/** Declares it, and what the platform needs of it. */
export function useInstalledArgoCd(
  construct: IConstruct,
  { broughtBy, namespace = ARGOCD_NAMESPACE, release }: InstalledArgoCd,
): void {
  if (release !== undefined) {
    const version = ArgoCdVersion.parse(release);
    if (!version)
      throw new Error(
        `[${construct.node.path}] argocd.release is ${JSON.stringify(release)}, which is no version of Argo CD: write it like 3.5.1`,
      );
    ArgoCdFacts.of(construct).version = version;
  }
  ArgoCdNamespace.set(construct, namespace);
  BroughtParts.of(construct).declare({
    part: 'Argo CD',
    broughtBy,
    requirements: [
      {
        requirement: `It runs in the namespace \`${namespace}\`, and may deploy to this cluster`,
        check: `\`kubectl -n ${namespace} get configmap argocd-cm\` finds it`,
      },
      {
        requirement: `Its \`argocd-cm\` has \`${HEALTH}\`: without it, a sync wave does not wait for the Applications of the one before`,
        check: `\`kubectl -n ${namespace} get configmap argocd-cm -o yaml\` shows it`,
        howTo: [
          `kubectl -n ${namespace} patch configmap argocd-cm --type merge --patch-file /dev/stdin <<'EOF'`,
          'data:',
          `  ${HEALTH}: |`,
          ...applicationHealth()
            .trimEnd()
            .split('\n')
            .map((line) => (line === '' ? '' : `    ${line}`)),
          'EOF',
        ],
      },
    ],
  });
}
