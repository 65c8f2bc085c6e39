import type { Consequence, Review, ReviewedApplication, ReviewedObject } from '../../review';

/** A Deployment as YAML, long enough to have lines that are equal. */
const deployment = (name: string, image: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: shop
  name: ${name}
  namespace: shop
spec:
  replicas: 2
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      containers:
        - image: ${image}
          name: main
          ports:
            - containerPort: 8080
              name: http
          resources:
            limits:
              memory: 128Mi
            requests:
              cpu: 10m
              memory: 64Mi
`;

function changedDeployment(name: string): ReviewedObject {
  const [before, after] = ['registry.example.com/shop/main:1.0', 'registry.example.com/shop/main:1.1'] as const;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'shop',
    name,
    change: 'changed',
    phase: 'Sync',
    wave: 0,
    fields: [{ path: 'spec.template.spec.containers[0].image', before, after }],
    files: { before: `apps/shop/${name}.yaml`, after: `apps/shop/${name}.yaml` },
    before: deployment(name, before),
    after: deployment(name, after),
  };
}

const claim: ReviewedObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  namespace: 'shop',
  name: 'orders',
  change: 'gone',
  fields: [],
  files: { before: 'apps/shop/orders.yaml' },
  before: 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: orders\n',
};

function application(
  name: string,
  objects: readonly ReviewedObject[],
  more: Partial<ReviewedApplication> = {},
): ReviewedApplication {
  return {
    name,
    namespace: 'argocd',
    instance: '',
    change: 'changed',
    cluster: 'https://kubernetes.default.svc',
    project: 'shop',
    parents: ['argocd/apps-of-apps'],
    wave: 1,
    fields: [],
    values: [],
    objects,
    ...more,
  };
}

/** Told of an object that goes with its data. */
export const LOSS: Consequence = {
  rule: 'goes',
  group: 'goes',
  severity: 'loses data',
  application: 'argocd/shop-0',
  object: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'shop', name: 'orders' },
  happens: 'is deleted: it is pruned',
  advice: 'To keep it, give it Prune=false first.',
  details: ['the volume goes with it, unless its reclaim policy is Retain'],
  file: 'apps/shop/orders.yaml',
  line: 1,
  side: 'before',
};

/** A review of some Applications below a root, with as many changed Deployments as are asked for, and one claim that goes. */
export function largeReview(objects: number, applications = 10, text: { readonly title?: string } = {}): Review {
  const each = Array.from({ length: applications }, (_, at) => {
    const own = Array.from({ length: Math.ceil(objects / applications) }, (__, index) =>
      changedDeployment(`web-${at}-${index}`),
    );
    return application(`shop-${at}`, at === 0 ? [claim, ...own.slice(1)] : own, { wave: at < 5 ? 1 : 2 });
  });
  const root = application('apps-of-apps', [], { change: 'same', parents: [], wave: 0, project: 'default' });
  return {
    version: 1,
    before: { name: 'main', commit: '0'.repeat(40) },
    after: { name: text.title ?? 'the working tree' },
    argocdVersion: '3.5.7',
    kubernetesVersion: '1.33',
    summary: {
      applications: { created: 0, changed: applications, gone: 0, same: 1 },
      objects: { created: 0, changed: objects - 1, moved: 0, gone: 1, same: 20 },
      consequences: { 'loses data': 1, fails: 0, interrupts: 1, note: 0 },
      allowed: 0,
      newFindings: 1,
      mendedFindings: 0,
      notRenderedSame: 0,
      notExpandedSame: 0,
    },
    consequences: [
      LOSS,
      {
        ...LOSS,
        rule: 'workload-restarts',
        group: 'interrupts',
        severity: 'interrupts',
        object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web-0-1' },
        happens: 'restarts its 2 Pods one after the other',
        advice: '',
        details: ['spec.template.spec.containers[0].image'],
      },
    ],
    applications: [root, ...each],
    findings: {
      new: [
        {
          rule: 'image-not-pinned',
          severity: 'silent',
          file: 'apps/shop/web-0-1.yaml',
          line: 19,
          resource: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web-0-1' },
          message: 'the image has no digest',
          fix: 'Pin it.',
        },
      ],
      mended: [],
    },
    notCompared: [{ side: 'after', subject: 'Application other: a chart', reason: 'the chart is not at hand' }],
  };
}
