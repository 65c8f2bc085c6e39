import { fields } from '../../argocd/model/resource';
import type { Fields } from '../../argocd/model/types';
import { ARGOCD_NAMESPACE } from '../../charts';
import { withoutZeroValues } from '../../charts/argocd/without-zero-values';

const WAVE = 'argocd.argoproj.io/sync-wave';

/** An Application without what means nothing to Argo CD: zero values that it drops itself, wave 0, and its own namespace. */
export function asArgoCdTakesIt(object: Fields): Fields {
  const { namespace = ARGOCD_NAMESPACE, annotations, finalizers, ...metadata } = fields(object.metadata);
  const { [WAVE]: wave, ...others } = fields(annotations);
  const kept = wave === undefined || Number(wave) === 0 ? others : { ...others, [WAVE]: wave };
  return {
    ...object,
    metadata: {
      ...metadata,
      namespace,
      ...(Object.keys(kept).length > 0 ? { annotations: kept } : {}),
      ...(Array.isArray(finalizers) && finalizers.length > 0 ? { finalizers } : {}),
    },
    spec: withoutZeroValues(fields(object.spec)),
  };
}
