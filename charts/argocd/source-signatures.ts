import type { ArgoCdVersion } from '../../argocd/semantics/version';
import type { AppProjectSpec } from '../../imports/argoproj.io';

/**
 * Whose signature a commit must have before Argo CD deploys it.
 *
 * @example
 *   { keys: ['4AEE18F83AFDEB23'] }
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/gpg-verification/
 */
export interface SourceSignatures {
  /** IDs of GnuPG keys, 16 hexadecimal digits each. Argo CD must have the public keys: `configs.gpg.keys` of its values. */
  readonly keys: readonly string[];
  /**
   * Globs of repository URLs that this is asked of. Argo CD 3.5 and later; before, it is asked of all.
   * @default ['*']
   */
  readonly repos?: readonly string[];
  /**
   * `head` asks it of the commit or the annotated tag that is deployed, `strict` of all commits before it too. Argo CD 3.5 and
   * later; before, it is always `head`.
   * @default 'head'
   */
  readonly mode?: 'head' | 'strict';
}

/** As the version has it: `signatureKeys` up to 3.4, `sourceIntegrity` later. */
export function signatureSpec(
  signatures: readonly SourceSignatures[] = [],
  version: ArgoCdVersion,
): Pick<AppProjectSpec, 'signatureKeys' | 'sourceIntegrity'> {
  if (signatures.length === 0) return {};
  if (!version.hasSourceIntegrity)
    return { signatureKeys: signatures.flatMap(({ keys }) => keys.map((keyID) => ({ keyID }))) };
  const policies = signatures.map(({ keys, repos = ['*'], mode = 'head' }) => ({
    repos: repos.map((url) => ({ url })),
    gpg: { keys, mode },
  }));
  return { sourceIntegrity: { git: { policies } } };
}

/** What would not be verified. */
export function signatureErrors(signatures: readonly SourceSignatures[] = [], version: ArgoCdVersion): string[] {
  return signatures.flatMap(({ keys, repos, mode }, i) => {
    const at = `signatures[${i}]`;
    const errors = keys
      .filter((key) => !/^[0-9A-Fa-f]{16}$/.test(key))
      .map(
        (key) =>
          `${at}.keys has ${JSON.stringify(key)}: give the last 16 hexadecimal digits of the key's fingerprint, as gpg --list-keys --keyid-format long shows them`,
      );
    if (keys.length === 0) errors.push(`${at}.keys is empty, so no commit would be taken: give a key, or remove it`);
    if (version.hasSourceIntegrity) return errors;
    const release = `${version.major}.${version.minor}`;
    const later = 'remove it, or use a chart with Argo CD 3.5 or later';
    if (repos)
      errors.push(`${at}.repos: Argo CD ${release} asks for signatures of all repositories of a project: ${later}`);
    if (mode === 'strict') errors.push(`${at}.mode is strict, which Argo CD ${release} does not have: ${later}`);
    if (i > 0)
      errors.push(`${at}: Argo CD ${release} has one list of keys for all repositories: put the keys into one entry`);
    return errors;
  });
}
