/** The parts of an AppProject's `spec` that decide what is permitted; every field as it is in YAML. */
export interface AppProjectSpec {
  readonly sourceRepos?: readonly string[] | null;
  readonly destinations?: readonly ProjectDestination[] | null;
  readonly sourceNamespaces?: readonly string[] | null;
  readonly clusterResourceWhitelist?: readonly ResourceItem[] | null;
  readonly clusterResourceBlacklist?: readonly ResourceItem[] | null;
  readonly namespaceResourceWhitelist?: readonly ResourceItem[] | null;
  readonly namespaceResourceBlacklist?: readonly ResourceItem[] | null;
  readonly permitOnlyProjectScopedClusters?: boolean;
  readonly roles?: readonly ProjectRole[] | null;
  readonly syncWindows?: readonly (SyncWindow | null)[] | null;
  readonly destinationServiceAccounts?: readonly DestinationServiceAccount[] | null;
}

/** An entry of `spec.destinations`: globs without separators, `!` in front to deny. */
export interface ProjectDestination {
  readonly server?: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** An entry of one of the four resource lists; `name` counts in the cluster lists only. */
export interface ResourceItem {
  readonly group?: string;
  readonly kind?: string;
  readonly name?: string;
}

/** An entry of `spec.roles`. */
export interface ProjectRole {
  readonly name?: string;
  readonly policies?: readonly string[] | null;
  readonly groups?: readonly string[] | null;
}

/** An entry of `spec.syncWindows`. */
export interface SyncWindow {
  readonly kind?: string;
  readonly schedule?: string;
  readonly duration?: string;
  readonly applications?: readonly string[] | null;
  readonly namespaces?: readonly string[] | null;
  readonly clusters?: readonly string[] | null;
  readonly manualSync?: boolean;
  readonly timeZone?: string;
  readonly andOperator?: boolean;
  readonly description?: string;
  /** Since 3.5. */
  readonly syncOverrun?: boolean;
}

/** An entry of `spec.destinationServiceAccounts`. */
export interface DestinationServiceAccount {
  readonly server?: string;
  readonly namespace?: string;
  readonly defaultServiceAccount?: string;
}
