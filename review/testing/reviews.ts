import { check, modelInputOf } from '../../argocd/check';
import { readModel } from '../../argocd/read/read-model';
import { type Files, REPOSITORY, treeOf } from '../../argocd/testing/rules';
import { reviewOf } from '../build-review';
import type { Side } from '../compare/comparison';
import type { Consequence, Review } from '../review';

export { type Files, REPOSITORY } from '../../argocd/testing/rules';

/** What a change of files in memory does. @param url of the repository that they are in */
export function review(before: Files, after: Files, url = REPOSITORY): Review {
  return reviewOf(sideOf('before', before, url), sideOf('after', after, url), {
    yaml: true,
    states: { before: { name: 'before' }, after: { name: 'after' } },
  });
}

/** A state of files in memory. */
export function sideOf(name: string, files: Files, url = REPOSITORY): Side {
  const tree = treeOf(files);
  const input = { directories: [{ tree, dir: '' }], repositories: [{ url, tree }] };
  const read = readModel(modelInputOf(input));
  return { name, model: read.model, findings: check({ ...input, read }).findings };
}

/** The consequences of one judgement, a line each: `loses data: PersistentVolumeClaim web/data is deleted (…)`. */
export function told(rule: string, before: Files, after: Files): readonly string[] {
  return consequences(rule, before, after).map(toldLine);
}

/** The consequences of one judgement. */
export function consequences(rule: string, before: Files, after: Files): readonly Consequence[] {
  return review(before, after).consequences.filter((one) => one.rule === rule);
}

/** A consequence on a line. */
export function toldLine({ severity, object, happens }: Consequence): string {
  const { kind, namespace, name } = object;
  return `${severity}: ${kind} ${namespace === '' ? '' : `${namespace}/`}${name} ${happens}`;
}

/** What an Application of a test is like. */
export interface AppOptions {
  /** The folder it reads. @default its name */
  readonly path?: string;
  /** `spec.syncPolicy`. @default - automated, with prune */
  readonly syncPolicy?: object;
  readonly finalizers?: readonly string[];
  readonly project?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  /** Further fields of `spec`. */
  readonly spec?: object;
  readonly namespace?: string;
}

/** The manifest of an Application that reads a folder and deploys to a namespace of its own name. */
export function app(name: string, options: AppOptions = {}): string {
  const { path = name, project = 'default', finalizers, annotations } = options;
  return JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd', finalizers, annotations },
    spec: {
      project,
      source: { repoURL: REPOSITORY, path },
      destination: { server: 'https://kubernetes.default.svc', namespace: options.namespace ?? name },
      syncPolicy: options.syncPolicy ?? { automated: { prune: true, selfHeal: true } },
      ...options.spec,
    },
  });
}

/** The manifest of an object. @param kind `apps/v1 Deployment` */
export function object(kind: string, name: string, rest: object = {}, metadata: object = {}): string {
  const [apiVersion, plain] = kind.split(' ');
  return JSON.stringify({ apiVersion, kind: plain, metadata: { name, ...metadata }, ...rest });
}

/** The metadata that carries sync options. */
export function syncOptions(...options: readonly string[]): object {
  return { annotations: { 'argocd.argoproj.io/sync-options': options.join(',') } };
}

/** A Deployment, StatefulSet or DaemonSet with one container. */
export function workload(kind: string, name: string, image: string, spec: object = {}, container: object = {}): string {
  return object(`apps/v1 ${kind}`, name, {
    spec: {
      selector: { matchLabels: { app: name } },
      ...spec,
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name: 'main', image, ...container }] },
      },
    },
  });
}

/** A PersistentVolumeClaim. */
export function claim(name: string, spec: object = {}, metadata: object = {}): string {
  return object(
    'v1 PersistentVolumeClaim',
    name,
    { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec } },
    metadata,
  );
}

/** Files without one of them. */
export function without(files: Files, ...names: readonly string[]): Files {
  return Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));
}
