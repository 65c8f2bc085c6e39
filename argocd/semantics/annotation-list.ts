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

/** The value of the first `option=value` in such an annotation; undefined without one. */
export function annotationOption(annotations: Annotations, key: string, option: string): string | undefined {
  const prefix = `${option}=`;
  return annotationItems(annotations, key)
    .find((item) => item.startsWith(prefix))
    ?.slice(prefix.length);
}
