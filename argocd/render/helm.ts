import { join } from '../tree/tree-path';
import type { DirectoryRenderer } from './renderer';
import { notRendered } from './rendering';

/** A Helm chart in Git. */
export const helm: DirectoryRenderer = {
  render(source, { renderings }) {
    const { tree, path, explicit } = source;
    if (!explicit && tree.type(join(path, 'Chart.yaml')) !== 'file') {
      const name = tree.list(path).findLast((entry) => entry.name.endsWith('Chart.yaml'))?.name ?? '';
      const reason = `Argo CD takes it for a Helm chart because of ${name}`;
      return { ...notRendered(reason), takenForChart: join(path, name) };
    }
    return renderings.of(source) ?? notRendered('a Helm chart in the repository: its templates are not rendered');
  },
};
