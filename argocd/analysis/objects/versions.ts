import { groupOf } from '../../semantics/api-version';
import { type KubernetesApi, type Lifecycle, split } from './kubernetes-api';

/** What takes the place of a version of a kind, in words: `apps/v1`, or `Event of events.k8s.io/v1`. */
export function replacement(
  api: KubernetesApi,
  apiVersion: string,
  kind: string,
  lifecycle: Lifecycle,
): string | undefined {
  // What replaced it may be gone itself.
  const seen = new Set<string>();
  let { replacement: next } = lifecycle;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    const other = split(next);
    if (api.place(other.apiVersion, other.kind)) return words(other.apiVersion, other.kind, kind);
    next = api.lifecycle(other.apiVersion, other.kind)?.replacement;
  }
  const [same] = api.versionsOf(groupOf(apiVersion), kind).filter((one) => one !== apiVersion);
  return same;
}

function words(apiVersion: string, kind: string, before: string): string {
  return kind === before ? apiVersion : `${kind} of ${apiVersion}`;
}
