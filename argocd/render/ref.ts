import type { ElsewhereRenderer } from './renderer';

/** A source that renders nothing: others take value files from its repository. */
export const ref: ElsewhereRenderer = {
  type: 'ref',
  takes: ({ path, ref }) => path === '' && ref !== '',
  render: ({ source }, context) => ({ resources: [], repository: context.repositories.find(source).repository }),
};
