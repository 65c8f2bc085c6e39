import * as fc from 'fast-check';
import { reportJson } from '../report/json';
import { reportSarif } from '../report/sarif';
import { reportText } from '../report/text';
import { check } from './check';
import { order } from './order';
import { MemoryTree } from './tree/memory-tree';
import { decode, isFatal, readJson, readYaml } from './yaml/text';

/**
 * Repositories like those that people have, in pieces small enough that a mutation often hits something that matters.
 * Whatever becomes of them, the check must neither fail nor skip a file in silence.
 */
const URL = 'https://git.example.com/platform.git';

const CORPUS: Readonly<Record<string, string>> = {
  'root.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: root
  namespace: argocd
  finalizers: [resources-finalizer.argocd.argoproj.io]
spec:
  project: default
  source: {repoURL: ${URL}, path: apps, targetRevision: HEAD, directory: {recurse: true, exclude: '{a,b}*'}}
  destination: {name: in-cluster, namespace: argocd}
  syncPolicy:
    automated: {prune: true, selfHeal: true}
    retry: {limit: 5, backoff: {duration: 5s, factor: 2, maxDuration: 3m}}
    syncOptions: [CreateNamespace=true, ServerSideApply=true]
`,
  'apps/web.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, annotations: {argocd.argoproj.io/sync-wave: "-1"}}
spec:
  project: team
  sources:
    - repoURL: https://charts.example.com
      chart: web
      targetRevision: 1.2.3
      helm: {releaseName: web, valueFiles: [$values/values/web.yaml], valuesObject: {service: {type: NodePort, nodePort: 30081}}}
    - {repoURL: ${URL}, ref: values}
    - {repoURL: ${URL}, path: web}
  destination: {server: https://kubernetes.default.svc, namespace: web}
  ignoreDifferences:
    - {group: apps, kind: Deployment, jsonPointers: [/spec/replicas], jqPathExpressions: ['.spec.template']}
`,
  'apps/team.yaml': `apiVersion: argoproj.io/v1alpha1
kind: AppProject
metadata: {name: team, namespace: argocd}
spec:
  sourceRepos: ['https://charts.example.com', '${URL}', '!https://evil.example.com/**']
  destinations: [{server: '*', namespace: 'web*'}, {name: in-cluster, namespace: '!kube-system'}]
  clusterResourceWhitelist: [{group: '', kind: Namespace}, {group: apiextensions.k8s.io, kind: '*'}]
  namespaceResourceBlacklist: [{group: '*', kind: ResourceQuota}]
  roles: [{name: dev, policies: ['p, proj:team:dev, applications, get, team/*, allow'], groups: [devs]}]
  syncWindows: [{kind: allow, schedule: '0 8 * * 1-5', duration: 8h, timeZone: Europe/Berlin, applications: ['*']}]
`,
  'apps/set.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: set, namespace: argocd}
spec:
  goTemplate: true
  goTemplateOptions: [missingkey=error]
  generators:
    - matrix:
        generators:
          - list: {elements: [{env: dev}, {env: prod}]}
          - git: {repoURL: ${URL}, revision: HEAD, directories: [{path: 'envs/*'}, {path: 'envs/x', exclude: true}]}
    - merge:
        mergeKeys: [env]
        generators: [{list: {elements: [{env: a, path: {path: envs/a, segments: [envs, a]}}]}}, {clusters: {selector: {matchLabels: {a: b}}}}]
  template:
    metadata: {name: 'set-{{ .env }}-{{ index .path.segments 1 | default "none" }}'}
    spec:
      project: team
      source: {repoURL: ${URL}, path: '{{ .path.path }}'}
      destination: {server: https://kubernetes.default.svc, namespace: '{{ .env | trunc 10 }}'}
  templatePatch: |
    metadata: {labels: {env: {{ .env | quote }}}}
`,
  'web/all.yaml': `# groundwork:ignore image-not-pinned it is a test
apiVersion: apps/v1
kind: Deployment
metadata: &meta
  name: web
  labels: &labels {app: web}
spec:
  selector: {matchLabels: *labels}
  template:
    metadata: {labels: *labels}
    spec: {containers: [{name: web, image: 'nginx:1.29', ports: [{containerPort: 80}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {type: NodePort, ports: [{port: 80, nodePort: 30080}], selector: {app: web}}
---
apiVersion: batch/v1
kind: Job
metadata: {generateName: web-, annotations: {argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/hook-delete-policy: HookSucceeded}}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: a}]}}}
`,
  'web/crd.json':
    '{"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "menus.example.com"}, "spec": {"group": "example.com", "names": {"kind": "Menu"}, "scope": "Cluster"}}',
  'envs/a/kustomization.yaml': 'namespace: a\nnamePrefix: x-\nresources: [cm.yaml]\n',
  'envs/a/cm.yaml':
    'apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: "b"}}\n',
  'values/web.yaml': 'auth: {adminPassword: "", replicas: 2}\nconfigs:\n  cm: {timeout.reconciliation: 60s}\n',
  'settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: argocd-cm, namespace: argocd, labels: {app.kubernetes.io/part-of: argocd}}
data:
  resource.exclusions: "- apiGroups: [cilium.io]\\n  kinds: ['*']\\n"
  resource.customizations.health.argoproj.io_Application: return {}
`,
};

/** What mutations put in: what YAML, Argo CD or JavaScript might stumble over. */
const SCRAPS = [
  '',
  ' ',
  '\n',
  '\t',
  ':',
  '-',
  '- ',
  '? ',
  '{',
  '}',
  '[',
  ']',
  '"',
  "'",
  '|',
  '>',
  '&a ',
  '*a',
  '<<: *labels\n',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '#',
  '!!int ',
  '!!binary ',
  'null',
  '~',
  'yes',
  '0777',
  '1e999',
  '.nan',
  '-',
  '[]',
  '{}',
  'name: x\n',
  '__proto__: {a: 1}\n',
  'constructor: {}\n',
  'items: [1, {}, null]\n',
  'kind: Application\n',
  'metadata: 5\n',
  'spec: []\n',
  'sources: {}\n',
  '{{',
  '}}',
  '{{ .x }}',
  '{{ range .x }}',
  '\\u0000',
  '\u0000',
  '\ufeff',
  '\u2028',
  '😀',
  '../',
  '**',
  '$ref/',
  'groundwork:ignore x\n',
  'a'.repeat(300),
  '['.repeat(200),
] as const;

type Mutation = { readonly file: string; readonly at: number; readonly cut: number; readonly scrap: string };

const mutation = fc.record({
  file: fc.constantFrom(...Object.keys(CORPUS)),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })),
  scrap: fc.oneof(
    fc.constantFrom(...SCRAPS),
    fc.string({ maxLength: 5 }),
    fc.constantFrom(...Object.values(CORPUS).map((text) => text.slice(20, 90))),
  ),
});

function mutate(mutations: readonly Mutation[]): Map<string, string> {
  const files = new Map(Object.entries(CORPUS));
  for (const { file, at, cut, scrap } of mutations) {
    const text = files.get(file) as string;
    const from = Math.floor(at * text.length);
    files.set(file, text.slice(0, from) + scrap + text.slice(from + cut));
  }
  return files;
}

function isReadable(file: string, text: string): boolean {
  const decoded = decode(Buffer.from(text));
  const { problems } = file.endsWith('.json') ? readJson(decoded) : readYaml(decoded);
  return !problems.some(isFatal);
}

test('the corpus itself is fine', () => {
  const tree = new MemoryTree(mutate([]));
  const { findings, summary } = check({ directories: [{ tree, dir: '' }], repositories: [{ url: URL, tree }] });
  expect(findings.filter(({ severity }) => severity === 'refuse').map(({ message }) => message)).toEqual([]);
  expect(summary.applications).toBeGreaterThan(2);
});

test('no mutation makes the check fail, or skip a file in silence', () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
      const files = mutate(mutations);
      const tree = new MemoryTree(files);
      const report = check({ directories: [{ tree, dir: '' }], repositories: [{ url: URL, tree }] });
      const named = new Set([...report.findings, ...report.unchecked].map(({ file }) => file));
      for (const [file, text] of files)
        if (!isReadable(file, text) && !named.has(file)) throw new Error(`${file} is passed over in silence`);
      reportText(report, { color: true });
      reportJson(report);
      reportSarif(report, []);
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 120), seed: 20261122 },
  );
});

test('no mutation makes the order fail', () => {
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const tree = new MemoryTree(mutate(mutations));
      order({
        directories: [{ tree, dir: '' }],
        repositories: [{ url: URL, tree, because: 'given' }],
        argocdVersion: '3.4.4',
      });
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 60), seed: 20261123 },
  );
});
