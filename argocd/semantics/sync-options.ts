/** Where a sync option is written. */
export type SyncOptionPlace =
  /** `spec.syncPolicy.syncOptions` of an Application. */
  | 'application'
  /** The annotation `argocd.argoproj.io/sync-options` of a resource. */
  | 'resource';

/**
 * The options that take effect in an Application. Compared literally: no trimming, no case folding, one option per item.
 * The type of `syncPolicy.syncOptions` is made of this list.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
 */
export const APPLICATION_SYNC_OPTIONS = [
  /** Apply only what is out of sync. */
  'ApplyOutOfSyncOnly=true',
  'ClientSideApplyMigration=false',
  /** Create the destination namespace. The project must allow the kind Namespace. */
  'CreateNamespace=true',
  'Delete=confirm',
  /** Keep objects when the Application is deleted, or ask first. */
  'Delete=false',
  /** Fail instead of taking an object over from another Application. */
  'FailOnSharedResource=true',
  'Prune=confirm',
  /** Never prune, or only after a person approved. */
  'Prune=false',
  /** Prune after everything else has been synced. */
  'PruneLast=true',
  'PrunePropagationPolicy=background',
  'PrunePropagationPolicy=foreground',
  'PrunePropagationPolicy=orphan',
  'Replace=true',
  'RespectIgnoreDifferences=true',
  /** Needed by objects of more than 262,144 bytes, Argo CD's own CRDs among them. */
  'ServerSideApply=true',
  'SkipDryRunOnMissingResource=true',
  /** Do not validate objects against the API server's schema. */
  'Validate=false',
] as const;

const RESOURCE_OPTIONS = [
  'Delete=confirm',
  'Delete=false',
  'Force=true',
  'Prune=confirm',
  'Prune=false',
  'PruneLast=true',
  'Replace=true',
  'ServerSideApply=false',
  'ServerSideApply=true',
  'SkipDryRunOnMissingResource=true',
  'Validate=false',
] as const;

/**
 * Options that state the default. Argo CD does not look for them, but what they say is true. On a resource, `Delete`,
 * `Prune` and `ServerSideApply` override the option of its Application this way.
 */
const DEFAULTS: Readonly<Record<SyncOptionPlace, readonly string[]>> = {
  application: [
    'ApplyOutOfSyncOnly=false',
    'ClientSideApplyMigration=true',
    'CreateNamespace=false',
    'Delete=true',
    'FailOnSharedResource=false',
    'Prune=true',
    'PruneLast=false',
    'Replace=false',
    'RespectIgnoreDifferences=false',
    'ServerSideApply=false',
    'SkipDryRunOnMissingResource=false',
    'Validate=true',
  ],
  resource: ['Delete=true', 'Prune=true'],
};

/**
 * The options that take effect in a place, the same in Argo CD 3.4 and 3.5.
 *
 * `Force=true` works only on a resource, `CreateNamespace=true` only on an Application.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/controller/sync.go
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/gitops-engine/pkg/sync/common/types.go
 */
export function syncOptions(place: SyncOptionPlace): readonly string[] {
  return place === 'application' ? APPLICATION_SYNC_OPTIONS : RESOURCE_OPTIONS;
}

/** What Argo CD makes of an option. */
export type SyncOptionVerdict =
  /** It takes effect. */
  | 'effective'
  /** It states the default. */
  | 'default'
  /** It takes effect in the other place only. */
  | 'misplaced'
  /** It is passed over in silence. */
  | 'unknown';

/** What Argo CD makes of an option in a place. */
export function syncOptionVerdict(option: string, place: SyncOptionPlace): SyncOptionVerdict {
  if (syncOptions(place).includes(option)) return 'effective';
  if (DEFAULTS[place].includes(option)) return 'default';
  return syncOptions(place === 'application' ? 'resource' : 'application').includes(option) ? 'misplaced' : 'unknown';
}

/**
 * The option that was probably meant by one that takes no effect: the same without spaces, in another case, or with
 * one edit.
 */
export function similarSyncOption(option: string, place: SyncOptionPlace): string | undefined {
  const wanted = fold(option);
  const known = [...syncOptions(place), ...DEFAULTS[place]];
  return known.find((name) => fold(name) === wanted) ?? known.find((name) => isOneEditApart(fold(name), wanted));
}

const fold = (option: string): string =>
  option
    .replace(/[\s"']/g, '')
    .replace(':', '=')
    .toLowerCase();

function isOneEditApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same++;
  const rest = long.slice(same + 1);
  const swapped = short[same] === long[same + 1] && short[same + 1] === long[same];
  return (
    rest === short.slice(short.length === long.length ? same + 1 : same) ||
    (swapped && short.slice(same + 2) === long.slice(same + 2))
  );
}
