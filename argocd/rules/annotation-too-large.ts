import type { RenderedResource } from '../model/types';
import type { Rule } from '../rule';

/**
 * The API server's limit for all annotations of an object together, keys and values, in bytes.
 * @see https://github.com/kubernetes/apimachinery/blob/v0.34.0/pkg/api/validation/objectmeta.go (TotalAnnotationSizeLimitB)
 */
const LIMIT = 262_144;

/** The annotation in which a client-side apply keeps the whole object. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export const rule: Rule = {
  name: 'annotation-too-large',
  severity: 'refuse',
  summary: 'An object that is applied client-side is too large for the annotation that keeps a copy of it.',
  check(model, report) {
    for (const application of model.applications) {
      if (application.syncOptions.includes('ServerSideApply=true')) continue;
      if (application.syncOptions.includes('Replace=true')) continue;
      for (const rendered of application.resources) {
        if (appliesOtherwise(rendered)) continue;
        const bytes = annotationBytes(rendered);
        if (bytes <= LIMIT) continue;
        const { kind, name } = rendered;
        report.find({
          message:
            `${kind} ${JSON.stringify(name)} needs ${bytes} bytes of annotations, because Argo CD applies it client-side: ` +
            `metadata.annotations: Too long: may not be more than ${LIMIT} bytes`,
          fix:
            `Add the sync option ServerSideApply=true to spec.syncPolicy.syncOptions of Application ${application.name}, ` +
            'or the annotation argocd.argoproj.io/sync-options: ServerSideApply=true to the object.',
          resource: rendered.resource,
          pointer: ['metadata', 'name'],
        });
      }
    }
  },
};

/** Whether the object's own sync options keep Argo CD from a client-side apply. */
function appliesOtherwise({ resource }: RenderedResource): boolean {
  const options = (resource.annotations['argocd.argoproj.io/sync-options'] ?? '').split(',').map((one) => one.trim());
  return options.includes('ServerSideApply=true') || options.includes('Replace=true');
}

function annotationBytes({ resource }: RenderedResource): number {
  const rest = { ...resource.annotations };
  delete rest[LAST_APPLIED];
  const own = Object.entries(rest).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
  return own + LAST_APPLIED.length + goJsonBytes(resource.object);
}

/** The length of the JSON that Go writes: `<`, `>` and `&` are escaped, and the encoder ends with a line feed. */
function goJsonBytes(value: unknown): number {
  const json = JSON.stringify(value);
  return Buffer.byteLength(json) + 5 * (json.match(/[<>&]/g)?.length ?? 0) + 1;
}
