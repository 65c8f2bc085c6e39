/** What the annotation `argocd.argoproj.io/tracking-id` says. */
export interface TrackingId {
  /** Name of the Application, `<namespace>_<name>` for one outside Argo CD's namespace. */
  readonly application: string;
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** The name under which Argo CD tracks an Application. */
export function instanceName(name: string, namespace: string, argoCdNamespace: string): string {
  return namespace === '' || namespace === argoCdNamespace ? name : `${namespace}_${name}`;
}

/** Writes a tracking id: `app:group/Kind:namespace/name`. */
export function formatTrackingId({ application, group, kind, namespace, name }: TrackingId): string {
  return `${application}:${group}/${kind}:${namespace}/${name}`;
}

/**
 * Reads a tracking id.
 *
 * @returns undefined if Argo CD refuses it ("wrong resource tracking format")
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.1/util/argo/resource_tracking.go
 */
export function parseTrackingId(text: string): TrackingId | undefined {
  const [application = '', types, ...objects] = text.split(':');
  // A name may hold colons (a Role of Kubernetes does), so only the first two count.
  const type = types?.split('/') ?? [];
  const object = objects.join(':').split('/');
  if (objects.length === 0 || type.length !== 2 || object.length !== 2) return undefined;
  const [group = '', kind = ''] = type;
  const [namespace = '', name = ''] = object;
  return { application, group, kind, namespace, name };
}

const REF = /^[a-zA-Z0-9_-]+$/;

/** Whether `sources[].ref` is a name that `$name/path` can refer to. */
export function isSourceRef(ref: string): boolean {
  return REF.test(ref);
}
