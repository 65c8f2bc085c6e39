import type { ElsewhereRenderer } from './renderer';
import { notRendered } from './rendering';

/** Manifests in an OCI artifact that is not at hand. */
export const oci: ElsewhereRenderer = {
  takes: ({ repoURL }) => repoURL.startsWith('oci://'),
  render({ source }, context) {
    const reason = context.repositories.findElsewhere('oci', source)?.reason;
    const why = reason === undefined ? '' : ` (${reason})`;
    return notRendered(`an OCI artifact: judged by source and destination alone${why}`);
  },
};
