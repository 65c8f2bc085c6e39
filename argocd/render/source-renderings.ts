import { display, type FileTree } from '../tree/file-tree';
import type { DirectoryToRender, Rendering, SourceToRender } from './rendering';

/** What programs (Helm, kustomize) have made of sources, by {@link renderKey}: a map, or something that remembers. */
export interface KnownRenderings {
  get(key: string, source: SourceToRender | DirectoryToRender): Rendering | undefined;
  /** Whether kustomize is there, and builds what is asked for. @default false */
  builds?(): boolean;
  /** What a program has made of a kustomization that no Application names. @default - nothing */
  built?(tree: FileTree, dir: string): Rendering | undefined;
}

/** A kustomization. */
export interface KustomizationPlace {
  readonly tree: FileTree;
  readonly dir: string;
}

/**
 * What sources render to by programs (Helm, kustomize) that ran before the model is read, and a list of those that wait
 * for one. Whoever runs the programs reads the model, renders what is {@link missing}, and reads the model again.
 */
export class SourceRenderings {
  private readonly asked = new Map<string, SourceToRender | DirectoryToRender>();
  /** The kustomizations that were asked for and are not known. */
  readonly unbuilt: KustomizationPlace[] = [];

  constructor(private readonly known: KnownRenderings = new Map<string, Rendering>()) {}

  /** `undefined`, and noted as missing, if no program has rendered it. */
  of(source: SourceToRender | DirectoryToRender): Rendering | undefined {
    const key = renderKey(source);
    const found = this.known.get(key, source);
    if (!found) this.asked.set(key, source);
    return found;
  }

  /** What becomes of a kustomization by itself; `undefined`, and noted as unbuilt, if no program has built it. */
  ofKustomization(tree: FileTree, dir: string): Rendering | undefined {
    const found = this.known.built?.(tree, dir);
    if (!found) this.unbuilt.push({ tree, dir });
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
  const refs = [...source.refs].map(([ref, { repository }]) => [ref, repository && display(repository.tree, '')]);
  return JSON.stringify([name, namespace, spec, source.source.pointer, place, refs]);
}
