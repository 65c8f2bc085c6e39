import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleDescription } from '../../report/sarif';
import type { Rule } from '../rule';

/**
 * The names of the rules, in the order of their documentation. They are an interface: users write them in ignore
 * comments.
 */
export const RULE_NAMES: readonly string[] = [
  'project-source-not-permitted',
  'project-destination-not-permitted',
  'project-cluster-resource-not-permitted',
  'project-namespaced-resource-not-permitted',
  'project-invalid',
  'project-source-pattern-unsafe',
  'project-namespace-deny-ignored',
  'project-empty-whitelist',
  'sync-window-invalid',
  'signature-keys-deprecated',
  'rbac-policy-invalid',
  'notification-unknown',
  'application-source-shape',
  'application-source-ambiguous',
  'hydrator-invalid',
  'application-ref-invalid',
  'revision-floating',
  'helm-value-file-invalid',
  'helm-values-invalid',
  'helm-option-invalid',
  'helm-chart-invalid',
  'chart-values-against-schema',
  'chart-template-fails',
  'chart-renders-at-random',
  'chart-value-without-effect',
  'kustomization-fails',
  'application-destination-invalid',
  'application-project-missing',
  'application-name-too-long',
  'application-repeated',
  'application-finalizer-unknown',
  'application-runtime-field',
  'application-zero-value',
  'sync-option-unknown',
  'namespace-metadata-ignored',
  'validation-off',
  'sync-wave-invalid',
  'hook-unknown',
  'retry-without-limit',
  'ignore-differences-invalid',
  'field-of-controller',
  'directory-file-ignored',
  'directory-file-breaks-application',
  'manifest-unread',
  'directory-glob-unmatched',
  'directory-too-large',
  'document-shape',
  'list-torn-apart',
  'list-key-repeated',
  'resource-repeated',
  'resource-shared',
  'resource-excluded',
  'custom-resource-before-definition',
  'kind-unknown',
  'api-version-removed',
  'api-version-deprecated',
  'object-unknown-field',
  'object-invalid',
  'object-name-invalid',
  'selector-does-not-match',
  'annotation-too-large',
  'symlink-out-of-bounds',
  'wave-without-application-health',
  'wave-stalls',
  'sync-keeps-mistake',
  'dependency-cycle',
  'pod-needs-later-object',
  'hook-skipped-by-self-heal',
  'delete-hook-leaves-objects',
  'applicationset-template',
  'node-port-clash',
  'node-port-out-of-range',
  'secret-in-git',
  'http-registry-without-hosts-toml',
  'image-not-pinned',
];

/** Loads rules: the file of each, and only of those. */
export function loadRules(names: readonly string[] = RULE_NAMES): readonly Rule[] {
  return names.map((name) => (require(`./${name}`) as { readonly rule: Rule }).rule);
}

/** The page of a rule. */
export function pageOf(name: string): string {
  return join(__dirname, `${name}.md`);
}

/** The rules with their pages: for a reader, and for a viewer of SARIF. */
export function ruleDescriptions(): readonly RuleDescription[] {
  return loadRules().map(({ name, severity, summary }) => {
    return { name, severity, summary, page: readFileSync(pageOf(name), 'utf8') };
  });
}
