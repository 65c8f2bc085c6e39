import type { ElsewhereRenderer } from './renderer';
import { notRendered } from './rendering';

/** A chart of a Helm repository or of an OCI registry. */
export const helmChart: ElsewhereRenderer = {
  type: 'helm',
  takes: ({ chart }) => chart !== '',
  render(source, context) {
    const { tree, reason } = context.repositories.findElsewhere('chart', source.source) ?? {};
    const rendered = context.renderings.of(tree ? { ...source, tree, path: '', explicit: true } : source);
    if (rendered) return rendered;
    if (tree) return notRendered('a Helm chart: its templates are not rendered');
    const why = reason === undefined ? '' : ` (${reason})`;
    return notRendered(`a Helm chart from a repository: judged by source and destination alone${why}`);
  },
};
