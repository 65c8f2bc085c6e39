import { display } from '../tree/file-tree';
import type { DirectoryToRender, Rendering, SourceToRender } from './rendering';

/**
 * What sources render to by programs (Helm, kustomize) that ran before the model is read, and a list of those that wait
 * for one. Whoever runs the programs reads the model, renders what is {@link missing}, and reads the model again.
 */
export class SourceRenderings {
  private readonly asked = new Map<string, SourceToRender | DirectoryToRender>();

  /** @param known by {@link renderKey} */
  constructor(private readonly known: ReadonlyMap<string, Rendering> = new Map()) {}

  /** `undefined`, and noted as missing, if no program has rendered it. */
  of(source: SourceToRender | DirectoryToRender): Rendering | undefined {
    const key = renderKey(source);
    const found = this.known.get(key);
    if (!found) this.asked.set(key, source);
    return found;
  }

  /** The sources that a program would have to render. */
  get missing(): readonly (SourceToRender | DirectoryToRender)[] {
    return [...this.asked.values()];
  }
}

/** One string for all that the outcome depends on, but for the content of the files. */
export function renderKey(source: SourceToRender | DirectoryToRender): string {
  const { name, namespace, spec } = source.application;
  const place = 'tree' in source ? display(source.tree, source.path) : '';
  return JSON.stringify([name, namespace, spec, source.source.pointer, place]);
}
