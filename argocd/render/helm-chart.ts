import type { ElsewhereRenderer } from './renderer';
import { notRendered } from './rendering';

/** A chart of a Helm repository or of an OCI registry. */
export const helmChart: ElsewhereRenderer = {
  type: 'helm',
  takes: ({ chart }) => chart !== '',
  render(source, context) {
    const reason = context.repositories.findElsewhere('chart', source.source)?.reason;
    const rendered = context.renderings.of(source);
    const why = reason === undefined ? '' : ` (${reason})`;
    return rendered ?? notRendered(`a Helm chart from a repository: judged by source and destination alone${why}`);
  },
};
