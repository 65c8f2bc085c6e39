import { fields } from '../model/resource';
import type { DirectoryRenderer } from './renderer';
import { notRendered } from './rendering';

/** A kustomization in Git. */
export const kustomize: DirectoryRenderer = {
  render(source, { kustomizations, renderings }) {
    const built = kustomizations.of(source.tree, source.path);
    const options = Object.keys(fields(source.source.fields.kustomize));
    const because =
      built.reason ?? (options.length > 0 ? `spec.source.kustomize has ${options.join(', ')}` : undefined);
    if (because === undefined) return { resources: built.resources };
    return renderings.of(source) ?? notRendered(`a kustomization that is not built here (${because})`);
  },
};
