/**
 * A release of Argo CD. Functions of this folder take one if their result depends on it.
 *
 * Read and run against 3.4.4, 3.5.1 and 3.5.7; 3.6.1 was read.
 */
export class ArgoCdVersion {
  /** The newest release whose behaviour is known. @default - that of every decision which takes a version */
  static readonly LATEST = new ArgoCdVersion(3, 6, 1);

  constructor(
    readonly major: number,
    readonly minor: number,
    readonly patch: number,
  ) {}

  /**
   * Parses `3.5.1`, `v3.5.1`, `v3.5` or an image tag with a suffix such as `v3.5.1-rc2`.
   *
   * @returns undefined if the text is no version
   */
  static parse(text: string): ArgoCdVersion | undefined {
    const [whole, major, minor, patch] =
      /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?:[-+][0-9A-Za-z.+-]+)?$/.exec(text) ?? [];
    if (whole === undefined) return undefined;
    return new ArgoCdVersion(Number(major), Number(minor), Number(patch ?? 0));
  }

  /** The version that a text names; {@link LATEST} for one that is none. */
  static orLatest(text: string): ArgoCdVersion {
    return ArgoCdVersion.parse(text) ?? ArgoCdVersion.LATEST;
  }

  /** Whether this release is the given one or a later one. */
  atLeast(major: number, minor: number, patch = 0): boolean {
    return this.major !== major ? this.major > major : this.minor !== minor ? this.minor > minor : this.patch >= patch;
  }

  /** `sourceIntegrity` of an AppProject exists, and `signatureKeys` is deprecated. */
  get hasSourceIntegrity(): boolean {
    return this.atLeast(3, 5);
  }

  /** `syncOverrun` of a sync window exists. */
  get hasSyncOverrun(): boolean {
    return this.atLeast(3, 5);
  }

  /** A global project hands on its `destinationServiceAccounts` too. */
  get mergesDestinationServiceAccounts(): boolean {
    return this.atLeast(3, 5);
  }

  /** A cluster that a project denies by name is denied in the namespace of that item only; before, in all of them. */
  get limitsDeniedNames(): boolean {
    return this.atLeast(3, 6);
  }

  /** Globs are those of gobwas/glob 1.0, which has no mistakes of 0.2.3 any more: what a pattern means is what it matches. */
  get hasCorrectGlobs(): boolean {
    return this.atLeast(3, 6);
  }

  /** An object may say by an annotation which of its differences are ignored. */
  get readsIgnoreDifferencesOfObjects(): boolean {
    return this.atLeast(3, 6);
  }

  /** `ignoreMissingComponents` leaves out a component whose directory has no kustomization; before, only one without directory. */
  get ignoresComponentsWithoutKustomization(): boolean {
    return this.atLeast(3, 6);
  }

  /** `rollback` is an action that a project's role may permit. */
  get hasRollbackAction(): boolean {
    return this.atLeast(3, 6);
  }

  /** `directory.disableExtensionFilter` exists. */
  get hasDisableExtensionFilter(): boolean {
    return this.atLeast(3, 6);
  }

  /** `sourceHydrator.syncSource.repoURL` exists. */
  get hasSyncSourceRepoUrl(): boolean {
    return this.atLeast(3, 5);
  }
}
