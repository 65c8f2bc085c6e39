import { posix } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import type { Files } from '../../../argocd/testing/rules';
import type { KubeObject } from '../kube';

const ARGO = 'argoproj.io/v1alpha1';
const HERE = 'https://kubernetes.default.svc';

/** An example of a rule's page, so changed that many of them fit into one cluster. */
export interface Example {
  /** Follows each name that would be somebody else's, too: `-w17`. */
  readonly suffix: string;
  /** Of the repository that the files are in. */
  readonly url: string;
  readonly files: Files;
  /** What somebody applies by hand, in the order of the files: Applications that no other one brings, their projects and sets. */
  readonly byHand: readonly KubeObject[];
  /** Applications by hand and those that they bring. */
  readonly applications: readonly string[];
  readonly sets: readonly string[];
  /** Namespaces that the example takes as there. */
  readonly namespaces: readonly string[];
  /** What the example writes into argocd-cm. */
  readonly settings: Readonly<Record<string, string>>;
  /** Repositories of others that it reads: the path of each below the server of Git. */
  readonly others: readonly string[];
}

/** Where the repositories and charts of the examples are in truth. */
export interface Servers {
  readonly git: string;
  readonly charts: string;
}

/** Gives an example names, namespaces, and repositories of its own. */
export function isolate(files: Files, id: string, servers: Servers): Example {
  const suffix = `-${id}`;
  const git = `${servers.git}/oracle/${id}`;
  const moved = Object.fromEntries(
    Object.entries(withApplication(files)).map(([file, content]) => [
      file,
      String(content)
        .replaceAll('https://git.example.com/', `${git}/`)
        .replaceAll(/https:\/\/(charts\.example\.com|helm\.goharbor\.io)/g, servers.charts)
        // Definitions belong to the whole cluster.
        .replaceAll(/(menus\.|apiVersion: |group: )example\.com/g, `$1o${id}.example.com`)
        // And so do node ports.
        .replaceAll(/nodePort: 3008(\d)/g, `nodePort: 30${id.slice(1)}$1`),
    ]),
  );
  const parsed = new Map(Object.entries(moved).map(([file, text]) => [file, documents(text)]));
  const all = [...parsed.values()].flat();
  const targets = all.flatMap(destinationsOf).filter(Boolean);
  const rename = (namespace: string) => (isOfOthers(namespace) ? namespace : namespace + suffix);
  for (const [file, objects] of parsed) {
    const before = objects.map((one) => JSON.stringify(one));
    for (const object of objects) {
      if (object.apiVersion === ARGO) object.metadata.name += suffix;
      else if (targets.includes(object.metadata?.namespace))
        object.metadata.namespace = rename(object.metadata.namespace);
      const specs = [object.spec, object.spec?.template?.spec].filter((spec) => object.apiVersion === ARGO && spec);
      for (const spec of specs) {
        if (object.kind === 'ApplicationSet' && spec.template) spec.template.metadata.name += suffix;
        // A project that is not there must not be there afterwards, either.
        if (spec.project && spec.project !== 'default') spec.project += suffix;
        if (spec.destination?.namespace) spec.destination.namespace = rename(spec.destination.namespace);
        for (const item of spec.clusterResourceWhitelist ?? []) if (targets.includes(item.name)) item.name += suffix;
        for (const role of spec.roles ?? [])
          role.policies = role.policies?.map((one: string) => one.replace(/proj:\w+|\w+(?=\/)/g, `$&${suffix}`));
      }
    }
    // Whatever is in no need of it stays as it is written: a comment may be what is wrong.
    if (objects.some((one, index) => JSON.stringify(one) !== before[index]))
      moved[file] = objects.map((one) => stringify(one)).join('---\n');
  }
  const ofArgo = [...parsed].flatMap(([file, objects]) =>
    objects.filter(({ apiVersion }) => apiVersion === ARGO).map((object) => ({ file, object })),
  );
  const brought = ofArgo.filter(({ object }) => object.kind === 'Application').flatMap(({ object }) => pathsOf(object));
  const isBrought = (file: string) => brought.some((path) => path === posix.dirname(file));
  const settings = all.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata?.name === 'argocd-cm')?.data;
  const names = (kind: string) => [
    ...new Set(ofArgo.filter(({ object }) => object.kind === kind).map(({ object }) => object.metadata.name)),
  ];
  const text = Object.values(moved).join('\n');
  return {
    suffix,
    url: `${git}/platform.git`,
    files: moved,
    byHand: ofArgo.filter(({ file }) => !isBrought(file)).map(({ object }) => object),
    applications: names('Application'),
    sets: names('ApplicationSet'),
    namespaces: [...new Set(targets.map(rename))].filter(
      (name) => name !== 'argocd' && !name.includes('{') && !creates(ofArgo, name),
    ),
    // How often the suite looks is its own business.
    settings: Object.fromEntries(
      Object.entries(settings ?? {}).filter(([key]) => !key.startsWith('timeout.')),
    ) as Example['settings'],
    others: [...new Set(text.match(/oracle\/\w+\/[\w/]+(?=\.git)/g))].filter((one) => !one.endsWith('/platform')),
  };
}

/** Some examples show a project or a manifest alone: whoever reads them thinks of an Application. */
function withApplication(files: Files): Files {
  const all = Object.values(files).flatMap((text) => documents(String(text)));
  if (all.some(({ kind }) => kind === 'Application' || kind === 'ApplicationSet')) return files;
  const project = all.find(({ kind }) => kind === 'AppProject')?.metadata.name;
  const source = project
    ? { repoURL: 'https://git.example.com/web/website.git', path: 'deploy' }
    : {
        repoURL: 'https://git.example.com/platform.git',
        path: posix.dirname(Object.keys(files)[0] as string),
      };
  const application = {
    apiVersion: ARGO,
    kind: 'Application',
    metadata: { name: 'web', namespace: 'argocd' },
    spec: { project: project ?? 'default', source, destination: { server: HERE, namespace: 'web' } },
  };
  return { ...files, 'application.yaml': stringify(application) };
}

/** The objects of a file; none if it is not YAML, or holds something else, which is then left as it is. */
function documents(text: string): KubeObject[] {
  // A template is no YAML, and what is unusual about it is its own business.
  const all = parseAllDocuments(text, { logLevel: 'silent' });
  if (!Array.isArray(all) || all.some(({ errors }) => errors.length > 0)) return [];
  const objects = all.map((one) => one.toJS());
  return objects.every((one) => one?.kind && one.metadata) ? objects : [];
}

function destinationsOf({ apiVersion, spec }: KubeObject): string[] {
  if (apiVersion !== ARGO) return [];
  return [spec?.destination?.namespace, spec?.template?.spec?.destination?.namespace];
}

function pathsOf({ spec }: KubeObject): string[] {
  return [spec.source, ...(spec.sources ?? [])].map((source) => source?.path).filter(Boolean);
}

const isOfOthers = (namespace: string) => ['argocd', 'kube-system', 'default'].includes(namespace);

/** Whether an Application creates its namespace by itself. */
function creates(all: readonly { readonly object: KubeObject }[], namespace: string): boolean {
  return all.some(
    ({ object: { spec } }) =>
      spec.destination?.namespace === namespace && spec.syncPolicy?.syncOptions?.includes('CreateNamespace=true'),
  );
}
