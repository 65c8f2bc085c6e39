import type { Application, RenderedResource } from '../model/types';
import { fields, type Reporter, type Rule, strings } from '../rule';

export const rule: Rule = {
  name: 'namespace-metadata-ignored',
  severity: 'silent',
  summary: '`managedNamespaceMetadata` takes no effect, so the labels and annotations never reach the namespace.',
  check(model, report) {
    for (const application of model.applications) judge(application, report);
  },
};

/**
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/controller/sync.go SyncAppState (WithNamespaceModifier)
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/controller/state.go isManagedNamespace
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/gitops-engine/pkg/sync/sync_context.go autoCreateNamespace
 */
function judge(application: Application, report: Reporter): void {
  const { resource, spec, syncOptions, destination } = application;
  const managed = fields(fields(spec.syncPolicy).managedNamespaceMetadata);
  const wanted = [
    ...Object.entries(strings(managed.labels)).map((entry) => ['labels', ...entry] as const),
    ...Object.entries(strings(managed.annotations)).map((entry) => ['annotations', ...entry] as const),
  ];
  if (wanted.length === 0) return;
  const where = { resource, pointer: ['spec', 'syncPolicy', 'managedNamespaceMetadata'], on: 'key' } as const;
  if (!syncOptions.includes('CreateNamespace=true')) {
    report.find({
      message: 'managedNamespaceMetadata takes no effect without the sync option CreateNamespace=true',
      fix: 'Add `- CreateNamespace=true` to spec.syncPolicy.syncOptions (also if the namespace is there already), or remove managedNamespaceMetadata.',
      ...where,
    });
    return;
  }
  if (destination.namespace === '') {
    report.find({
      message:
        'managedNamespaceMetadata takes no effect without spec.destination.namespace: it is about that namespace',
      fix: 'Add spec.destination.namespace, or remove managedNamespaceMetadata.',
      ...where,
    });
    return;
  }
  const own = application.resources.find((one) => isNamespace(one, destination.namespace));
  if (!own) return;
  const lost = wanted.filter(([kind, key, value]) => own.resource[kind][key] !== value).map(([, key]) => key);
  if (lost.length === 0) return;
  report.find({
    message:
      `managedNamespaceMetadata takes no effect: the Application itself brings Namespace ${own.name}, and that manifest ` +
      `is used instead; missing there: ${lost.join(', ')}`,
    fix: `Move the labels and annotations into the manifest (${own.resource.origin.name}) and remove managedNamespaceMetadata, or remove the manifest.`,
    ...where,
  });
}

function isNamespace({ group, kind, name }: RenderedResource, wanted: string): boolean {
  return group === '' && kind === 'Namespace' && name === wanted;
}
