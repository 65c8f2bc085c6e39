import type { APPLICATION_SYNC_OPTIONS } from '../../argocd/semantics/sync-options';

/**
 * The sync options that Argo CD knows at Application level, in its own spelling. It compares them character by character
 * and silently ignores what it does not know, so here anything else does not compile.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
export type SyncOption = (typeof APPLICATION_SYNC_OPTIONS)[number];

/** Syncs without being asked. An empty object means: apply what changed in Git, remove nothing, leave manual edits. */
export interface AutomatedSync {
  /** Whether it is on. `false` switches it off and leaves the rest declared. @default true */
  readonly enabled?: boolean;
  /** Delete objects that left Git. @default false */
  readonly prune?: boolean;
  /** Put manual edits in the cluster back to what Git says. @default false */
  readonly selfHeal?: boolean;
  /** Let a sync delete everything because Git is empty. @default false */
  readonly allowEmpty?: boolean;
}

/** A duration as Argo CD takes it: Go's notation, without days. */
export type GoDuration = `${number}${'s' | 'm' | 'h'}`;

/** How often a failed sync is tried again. */
export interface SyncRetry {
  /**
   * Number of tries after the first; -1 for no end. Argo CD tries 5 times if no retry is declared, and never if one is
   * declared without a limit, which is why it is required. 0 is refused: Argo CD drops zero values when it writes the
   * Application, and a parent then sees a difference for ever.
   */
  readonly limit: number;
  /**
   * Whether a retry takes what Git has by then. Without it, Argo CD tries the commit that failed until there are no more
   * tries, and one that mends it waits as long, or for ever where `manifest-generate-paths` has hidden it.
   * @default - it does not
   */
  readonly refresh?: boolean;
  /** How long to wait between two tries. @default - 5 s, doubled each time, 3 min at most */
  readonly backoff?: {
    /** Time before the first retry. @default '5s' */
    readonly duration?: GoDuration;
    /** Factor by which the time grows after each retry. @default 2 */
    readonly factor?: number;
    /** The longest time between two. @default '3m' */
    readonly maxDuration?: GoDuration;
  };
}

/** When and how an Application is synced. */
export interface SyncPolicyProps {
  /** Lets Argo CD sync by itself. @default - it is synced only by hand */
  readonly automated?: AutomatedSync;
  /** How objects are applied and pruned. @default - none */
  readonly syncOptions?: readonly SyncOption[];
  /**
   * How often a failed sync is tried again. `false` declares nothing of it: where it is automated, Argo CD then tries 5 times,
   * each time the commit that failed.
   * @default - where it is automated, 5 times, each with what Git has by then
   */
  readonly retry?: SyncRetry | false;
  /** Labels and annotations of the namespace that `CreateNamespace=true` makes. @default - none */
  readonly managedNamespaceMetadata?: {
    /** Labels of the namespace. @default - none */
    readonly labels?: Readonly<Record<string, string>>;
    /** Annotations of the namespace. @default - none */
    readonly annotations?: Readonly<Record<string, string>>;
  };
}
