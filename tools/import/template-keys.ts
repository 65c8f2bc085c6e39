import type { ObjectType, Type } from './type';
import { objectOf } from './values-type';

/** A key that a template reads. */
export interface TemplateKey {
  readonly path: string;
  /** `templates/cilium-configmap.yaml:65` */
  readonly at: string;
}

/**
 * The keys that a chart's templates read directly (`.Values.a.b`) and that its type does not know: what an overlay has to
 * add when a chart is bumped. Keys that a template reaches by `with`, `index` or a helper's argument are not seen.
 */
export function unknownKeys(type: ObjectType, templates: ReadonlyMap<string, string>): TemplateKey[] {
  const found = new Map<string, string>();
  for (const [file, text] of templates) {
    text.split('\n').forEach((line, index) => {
      for (const [, path] of line.matchAll(/\.Values((?:\.[A-Za-z_]\w*)+)/g)) {
        const unknown = firstUnknown(type, path.slice(1).split('.'));
        if (unknown && !found.has(unknown)) found.set(unknown, `${file}:${index + 1}`);
      }
    });
  }
  return [...found].map(([path, at]) => ({ path, at })).sort((a, b) => (a.path < b.path ? -1 : 1));
}

function firstUnknown(type: Type, path: readonly string[]): string | undefined {
  let at: Type = type;
  for (const [index, key] of path.entries()) {
    const object = objectOf(at);
    if (!object) return undefined;
    if (!Object.hasOwn(object.keys, key)) return object.rest ? undefined : path.slice(0, index + 1).join('.');
    at = object.keys[key];
  }
  return undefined;
}
