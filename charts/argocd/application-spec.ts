import type { ApplicationSpec, Info, ResourceIgnoreDifferences } from '../../imports/argoproj.io';
import type { AppProject } from './app-project';
import type { ApplicationSource, RefSource } from './application-source';
import type { ApplicationDestination } from './deployed-kinds';
import { IN_CLUSTER } from './names';
import type { SyncPolicyProps } from './sync-policy';
import { userinfoErrors } from './userinfo-errors';
import { withoutZeroValues } from './without-zero-values';

/** What Argo CD does with an Application's objects when the Application is deleted. Without one they stay. */
export type ApplicationFinalizer =
  | 'resources-finalizer.argocd.argoproj.io'
  | 'resources-finalizer.argocd.argoproj.io/foreground'
  | 'resources-finalizer.argocd.argoproj.io/background';

/** What Applications and the template of an ApplicationSet have in common. */
export interface ApplicationSpecProps extends SpecOnlyProps {
  /** The project, which must permit the sources, the destination and every kind. */
  readonly project: AppProject | string;
}

/** The part of an Application's spec that does not depend on its project and its sources. */
export interface SpecOnlyProps {
  /** Cluster and namespace to deploy to. @default - the cluster that Argo CD runs in, and no namespace */
  readonly destination?: ApplicationDestination;
  /** When and how it is synced. @default - only by hand */
  readonly syncPolicy?: SyncPolicyProps;
  /** Differences between Git and cluster to overlook. `group` absent means the core group. @default - none */
  readonly ignoreDifferences?: readonly ResourceIgnoreDifferences[];
  /** Lines for people, shown in the UI. @default - none */
  readonly info?: readonly Info[];
  /** How many syncs are kept for a rollback. @default 10 */
  readonly revisionHistoryLimit?: number;
}

/**
 * One source, or several: where two render the same object, the later one wins. Both at once do not compile: Argo CD
 * would ignore `source`.
 */
export type ApplicationSources =
  | {
      /** Where its manifests come from. */
      readonly source: ApplicationSource;
      readonly sources?: never;
    }
  | {
      /** Where its manifests come from. If two sources render the same object, the later one wins. */
      readonly sources: readonly (ApplicationSource | RefSource)[];
      readonly source?: never;
    };

/** What Argo CD would refuse, drop or show in clear, in an Application or in the template of an ApplicationSet. */
export function specErrors(props: SpecOnlyProps & ApplicationSources): string[] {
  const errors = props.sources
    ? props.sources.flatMap(({ repoURL }, i) => userinfoErrors(`sources[${i}].repoURL`, repoURL))
    : userinfoErrors('source.repoURL', props.source.repoURL);
  if (props.syncPolicy?.retry && props.syncPolicy.retry.limit === 0)
    errors.push(
      'syncPolicy.retry.limit is 0, which Argo CD drops when it writes the Application: use -1 or at least 1, or no retry',
    );
  return errors;
}

/**
 * As often as Argo CD tries an automated sync by itself, but each time with what Git has by then: otherwise a commit that mends
 * the one that fails has to wait for the last try.
 */
function withRetry(policy: SyncPolicyProps | undefined): ApplicationSpec['syncPolicy'] {
  if (!policy) return undefined;
  const { retry, ...rest } = policy;
  if (retry === false || (!retry && (!policy.automated || policy.automated.enabled === false))) return rest;
  return { ...rest, retry: retry ?? { limit: 5, refresh: true } };
}

/** The spec as it stands in Git: no zero values, so that a parent Application never sees a difference in them. */
export function applicationSpec(
  props: ApplicationSpecProps,
  sources: Pick<ApplicationSpec, 'source' | 'sources'>,
): ApplicationSpec {
  const { destination = {}, project, syncPolicy, ignoreDifferences, info, revisionHistoryLimit } = props;
  const server = destination.name === undefined ? (destination.server ?? IN_CLUSTER) : undefined;
  return withoutZeroValues({
    project: typeof project === 'string' ? project : project.name,
    ...sources,
    destination: { ...destination, server },
    syncPolicy: withRetry(syncPolicy),
    ignoreDifferences,
    info,
    revisionHistoryLimit,
  });
}
