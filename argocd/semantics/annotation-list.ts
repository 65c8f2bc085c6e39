import { trimSpace } from './go-text';

/** Annotations of an object; only what is a string counts. */
export type Annotations = Readonly<Record<string, string>>;

/**
 * The items of an annotation with comma-separated values, such as `argocd.argoproj.io/sync-options`: trimmed, without
 * empty ones, each once.
 */
export function annotationItems(annotations: Annotations, key: string): string[] {
  const items = (annotations[key] ?? '').split(',').map(trimSpace);
  return [...new Set(items.filter((item) => item !== ''))];
}
