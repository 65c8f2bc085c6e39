import { DEFAULT_EXCLUSIONS } from '../../argocd/semantics/resource-exclusion';
import { toYaml } from '../../synth/plan/yaml';

/** Kinds that Argo CD does not look at, or of all kinds only looks at. */
export interface ResourceSelection {
  /** API groups, `''` for the core; globs. @default - all */
  readonly apiGroups?: readonly string[];
  /** Kinds, or `*`. @default - all */
  readonly kinds?: readonly string[];
  /** URLs of clusters; globs. @default - all */
  readonly clusters?: readonly string[];
}

/** The keys of argocd-cm. Exclusions that are set replace Argo CD's own, which therefore are in them. */
export function resourceFilterSettings(
  exclusions?: readonly ResourceSelection[],
  inclusions?: readonly ResourceSelection[],
): Record<string, string> {
  return {
    ...(exclusions && { 'resource.exclusions': toYaml([...DEFAULT_EXCLUSIONS, ...exclusions]) }),
    ...(inclusions && { 'resource.inclusions': toYaml(inclusions) }),
  };
}

/** What would exclude everything, or nothing. */
export function resourceFilterErrors(field: string, selections: readonly ResourceSelection[] = []): string[] {
  return selections.flatMap((selection, i) => {
    const { apiGroups = [], kinds = [] } = selection;
    const at = `${field}[${i}]`;
    const errors: string[] = [];
    if (field === 'resourceExclusions' && [apiGroups, kinds].every((one) => one.length === 0 || one.includes('*')))
      errors.push(`${at} names every kind, so Argo CD would sync nothing: give apiGroups or kinds`);
    for (const kind of kinds)
      if (/[*?[\]{}]/.test(kind) && kind !== '*')
        errors.push(`${at}.kinds has ${kind}: kinds are no patterns; give each by its name, or '*' for all`);
    return errors;
  });
}
