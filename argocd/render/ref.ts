import type { ElsewhereRenderer } from './renderer';

/**
 * A source that renders nothing: others take value files from its repository. In `spec.source` there are no others.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/reposerver/repository/repository.go GenerateManifest
 */
export const ref: ElsewhereRenderer = {
  type: 'ref',
  takes: ({ path, ref, pointer }) => path === '' && ref !== '' && pointer.length === 3,
  render: ({ source }, context) => ({ resources: [], repository: context.repositories.find(source).repository }),
};
