import { ArgoCdVersion } from '../../../argocd/semantics/version';
import type { Kube, KubeObject } from '../kube';
import { applications, eventually, state } from '../live';
import { ARGOCD } from '../parts/parts';
import type { Example } from './example';
import { configMap } from './servers';

const ARGO = 'argoproj.io/v1alpha1';

/** Rules of which the suite cannot see what their pages say, and why. */
export const NOT_TRIED: Readonly<Record<string, string>> = {
  ...(ArgoCdVersion.parse(ARGOCD)?.hasSourceIntegrity === false && {
    'signature-keys-deprecated': 'sourceIntegrity is there from Argo CD 3.5 on',
  }),
  'http-registry-without-hosts-toml':
    'containerd decides, and no pod runs here: charts/containerd tries it on a real one',
  'hydrator-invalid': 'the commit server is no part of the suite',
  'rbac-policy-invalid':
    'argocd-server is no part of the suite: tools/argocd-oracle asks the code that it reads policies with',
  'notification-unknown': 'the notifications controller is no part of the suite',
  'pod-needs-later-object': 'the kubelet decides, and KWOK says of every pod that it runs',
};

/** What one example needs beside what all have. */
export interface Special {
  /** What is in the repositories of others; none of them is there if this is empty. @default - a ConfigMap */
  readonly others?: Readonly<Record<string, string>>;
  /** The same, for the right example. @default - a ConfigMap */
  readonly othersOfRight?: Readonly<Record<string, string>>;
  /** Whether the namespaces of the example are there. @default true */
  readonly namespaces?: boolean;
  /** Whether what the page quotes is said not here but elsewhere: `effect` alone decides. @default false */
  readonly effectAlone?: boolean;
  /** Why the right example is not Synced here either. @default - it is */
  readonly rightIsNotSynced?: string;
  /**
   * Looks for what nobody says, once everything is settled; may do something first.
   *
   * @returns what is to be seen, for the table
   * @throws Error if it is otherwise
   */
  readonly effect?: (seen: Seen) => Promise<string>;
}

/** What an effect is looked for with. */
export class Seen {
  constructor(
    readonly kube: Kube,
    readonly example: Example,
  ) {}

  /** The name that something of the example has here. */
  named(name: string): string {
    return name + this.example.suffix;
  }

  async application(name: string): Promise<KubeObject> {
    return (await applications()).get(this.named(name));
  }

  object(apiVersion: string, kind: string, name: string, namespace = 'website'): Promise<KubeObject> {
    return this.kube.get(apiVersion, kind, this.named(namespace), name);
  }

  /** Waits until it is so. */
  until(what: string, isSo: () => Promise<boolean>): Promise<number> {
    return eventually(async () => ((await isSo()) ? undefined : what), 60);
  }
}

function holds(what: string, isSo: boolean): string {
  if (!isSo) throw new Error(`not so: ${what}`);
  return what;
}

const deployment = (field: string, pods = '') => `apiVersion: apps/v1
kind: Deployment
metadata: { name: website }
spec:
  ${field}
  selector: { matchLabels: { app: website } }
  template:
    metadata: { labels: { app: website } }
    spec:
      ${pods}
      containers: [{ name: main, image: example.com/website }]
`;

export const SPECIAL: Readonly<Record<string, Special>> = {
  'api-version-deprecated': { rightIsNotSynced: 'resource.k8s.io/v1 is there from Kubernetes 1.34 on' },
  'application-ref-invalid': { othersOfRight: { 'website/values.yaml': 'replicas: 2\n' } },
  'signature-keys-deprecated': { rightIsNotSynced: 'no commit of the suite is signed' },
  'project-empty-whitelist': { rightIsNotSynced: 'it permits nothing, and says so' },
  'secret-in-git': { rightIsNotSynced: 'the definition of ExternalSecret is not there' },
  'application-finalizer-unknown': {
    async effect(seen) {
      await seen.kube.delete(ARGO, 'Application', 'argocd', seen.named('website'));
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      const { metadata } = await seen.application('website');
      // Nothing of this is to stay behind.
      await seen.kube.patch(ARGO, 'Application', 'argocd', seen.named('website'), { metadata: { finalizers: null } });
      const there = await seen.object('v1', 'ConfigMap', 'greeting');
      return holds(
        'deleted, it stays with a deletionTimestamp, and so do its objects',
        metadata.deletionTimestamp && there,
      );
    },
  },
  'application-repeated': {
    async effect(seen) {
      const { spec } = await seen.application('web');
      return holds('the one that was applied last is there', spec.source.path === 'jobs');
    },
  },
  'application-runtime-field': {
    effectAlone: true,
    async effect(seen) {
      const { status } = await seen.application('website');
      const { revision } = status.operationState.operation.sync;
      return holds('a sync began that nobody had asked for', revision === '5f0c1de');
    },
  },
  'application-source-ambiguous': {
    async effect(seen) {
      const ofChart = await seen.object('v1', 'ConfigMap', seen.named('website'));
      const ofPath = await seen.object('v1', 'ConfigMap', 'greeting');
      return holds('what spec.sources has is applied, what spec.source has is not', ofChart && !ofPath);
    },
  },
  'application-zero-value': {
    effectAlone: true,
    async effect(seen) {
      const root = await seen.application('root');
      const child = root.status.resources.find(({ kind }: KubeObject) => kind === 'Application');
      return holds('the parent is OutOfSync because of its child', child.status === 'OutOfSync');
    },
  },
  'chart-renders-at-random': {
    effectAlone: true,
    rightIsNotSynced: 'the definition of ExternalSecret is not there',
    async effect(seen) {
      const annotations = { 'argocd.argoproj.io/refresh': 'hard' };
      await seen.kube.patch(ARGO, 'Application', 'argocd', seen.named('web'), { metadata: { annotations } });
      await seen.until('Synced', async () => state(await seen.application('web')).startsWith('OutOfSync'));
      return 'rendered again, it is OutOfSync';
    },
  },
  'chart-value-without-effect': {
    async effect(seen) {
      const { data } = await seen.object('v1', 'ConfigMap', 'web', 'web');
      return holds('the value has changed nothing', data.encryption === 'false');
    },
  },
  'delete-hook-leaves-objects': {
    async effect(seen) {
      const hook = () => seen.object('batch/v1', 'Job', 'drop-database');
      await seen.kube.delete(ARGO, 'Application', 'argocd', seen.named('website'));
      await seen.until('the hook has not run', async () => (await hook()) !== undefined);
      const there = await seen.object('v1', 'ConfigMap', 'settings');
      return holds('the hook runs, and the ConfigMap is still there', there && !there.metadata.deletionTimestamp);
    },
  },
  'directory-file-ignored': {
    async effect(seen) {
      const { status } = await seen.application('web');
      return holds('nothing is applied', (status.resources ?? []).length === 0);
    },
  },
  'directory-glob-unmatched': {
    async effect(seen) {
      return holds('what was to be left out is applied', await seen.object('v1', 'ConfigMap', 'greeting-test', 'web'));
    },
  },
  'field-of-controller': {
    effectAlone: true,
    async effect(seen) {
      const path = ['apps/v1', 'Deployment', seen.named('web'), 'web'] as const;
      await seen.kube.patch(...path, { spec: { replicas: 5 } });
      await seen.until('5 replicas', async () => (await seen.kube.get(...path)).spec.replicas === 2);
      return 'selfHeal puts replicas back';
    },
  },
  'hook-skipped-by-self-heal': {
    async effect(seen) {
      const hook = async () => (await seen.object('batch/v1', 'Job', 'publish-settings'))?.metadata.uid;
      const before = await hook();
      const settings = ['v1', 'ConfigMap', seen.named('website'), 'settings'] as const;
      await seen.kube.delete(...settings);
      await seen.until('the ConfigMap is not back', async () => (await seen.kube.get(...settings)) !== undefined);
      await seen.until('the sync goes on', async () => (await seen.application('website')).operation === undefined);
      return holds('selfHeal brings the ConfigMap back without the hook', before && before === (await hook()));
    },
  },
  'hook-unknown': {
    async effect(seen) {
      return holds('the Job is not there', !(await seen.object('batch/v1', 'Job', 'migrate', 'web')));
    },
  },
  'ignore-differences-invalid': {
    effectAlone: true,
    others: { 'deploy/website.yaml': deployment('replicas: 1') },
    async effect(seen) {
      await seen.kube.patch('apps/v1', 'Deployment', seen.named('website'), 'website', { spec: { replicas: 2 } });
      await seen.until('Synced', async () => state(await seen.application('website')).startsWith('OutOfSync'));
      return 'scaled by somebody, it is OutOfSync';
    },
  },
  'list-torn-apart': {
    async effect(seen) {
      const apiVersion = `o${seen.example.suffix.slice(1)}.example.com/v1`;
      const menu = await seen.object(apiVersion, 'Menu', 'lunch', 'web');
      return holds('its items are applied, it is not', !menu && (await seen.object('v1', 'ConfigMap', 'soup', 'web')));
    },
  },
  'manifest-unread': {
    async effect(seen) {
      return holds('it is not there', !(await seen.object('v1', 'LimitRange', 'limits', 'web')));
    },
  },
  'namespace-metadata-ignored': {
    async effect(seen) {
      const { metadata } = await seen.kube.get('v1', 'Namespace', undefined, seen.named('website'));
      return holds('the label is not there', !metadata.labels['pod-security.kubernetes.io/enforce']);
    },
  },
  'object-unknown-field': {
    async effect(seen) {
      const { spec } = await seen.object('apps/v1', 'Deployment', 'web', 'web');
      const isOutOfSync = state(await seen.application('web')).startsWith('OutOfSync');
      return holds('the field is dropped, and the Application OutOfSync', !spec.replica && isOutOfSync);
    },
  },
  'project-namespace-deny-ignored': {
    async effect(seen) {
      const name = 'denied';
      const { spec } = await seen.application('web');
      await seen.kube.apply({
        apiVersion: ARGO,
        kind: 'Application',
        metadata: { name: seen.named(name), namespace: 'argocd' },
        spec: { ...spec, destination: { name: 'in-cluster', namespace: 'kube-system' } },
      });
      await seen.until('not compared', async () => Boolean((await seen.application(name)).status?.sync));
      const { status } = await seen.application(name);
      return holds('kube-system is permitted', status.sync.status === 'OutOfSync' && !status.conditions);
    },
  },
  'retry-without-limit': {
    others: { 'deploy/greeting.yaml': configMap('Not_A_Name') },
    effectAlone: true,
    async effect(seen) {
      const { phase, message, retryCount } = (await seen.application('website')).status.operationState;
      return holds('it failed and is not tried again', phase === 'Failed' && !retryCount && !/retried/.test(message));
    },
  },
  'revision-floating': {
    async effect(seen) {
      const { status } = await seen.application('website');
      return holds('the newest version is taken', status.sync.revision === '1.4.2');
    },
  },
  'sync-keeps-mistake': {
    others: { 'deploy/website.yaml': deployment('replicas: 1', 'nodeSelector: { nowhere: "true" }') },
  },
  'sync-option-unknown': { namespaces: false },
  'validation-off': {
    others: { 'deploy/website.yaml': deployment('replica: 2') },
    async effect(seen) {
      const { spec } = await seen.object('apps/v1', 'Deployment', 'website');
      return holds('the field is dropped', spec.replicas === 1 && !spec.replica);
    },
  },
  'wave-without-application-health': {
    others: { 'deploy/website.yaml': deployment('replicas: 1', 'nodeSelector: { nowhere: "true" }') },
    async effect(seen) {
      const { phase } = (await seen.application('root')).status.operationState;
      const early = state(await seen.application('database'));
      return holds(
        `the sync is ${phase}, and the first child ${early}`,
        phase === 'Succeeded' && !/ Healthy$/.test(early),
      );
    },
  },
};
