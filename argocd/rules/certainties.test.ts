import { documents, object, project } from '../analysis/manifests';
import { type Files, findings, REPOSITORY } from '../testing/rules';

// What is certain is told wherever it stands: in an Application, in the template of any generator, for any kind of source, and
// by both versions of Argo CD.

const VERSIONS = ['3.4.4', '3.5.1'];

const FIXED = { server: 'https://kubernetes.default.svc', namespace: 'web' };

/** What is certain whatever the parameters are: the rule, and the parts of the spec that it finds something in. */
const CERTAIN: readonly (readonly [rule: string, spec: object])[] = [
  ['application-project-missing', { project: 'nobody' }],
  ['application-destination-invalid', { destination: { ...FIXED, name: 'in-cluster' } }],
  ['application-destination-invalid', { destination: { ...FIXED, server: 'https//kubernetes.default.svc' } }],
  ['application-source-shape', { source: { repoURL: 'https://charts.example.com', chart: 'web' } }],
  ['revision-floating', { source: { repoURL: 'https://charts.example.com', chart: 'web', targetRevision: '*' } }],
  [
    'project-source-not-permitted',
    { project: 'strict', source: { repoURL: 'https://evil.example.com/x.git', path: 'x' } },
  ],
  ['project-destination-not-permitted', { project: 'strict', destination: { ...FIXED, namespace: 'kube-system' } }],
  ['sync-option-unknown', { syncPolicy: { syncOptions: ['createNamespace=true'] } }],
  ['validation-off', { syncPolicy: { syncOptions: ['Validate=false'] } }],
  ['namespace-metadata-ignored', { syncPolicy: { managedNamespaceMetadata: { labels: { a: 'b' } } } }],
  ['retry-without-limit', { syncPolicy: { retry: { backoff: { duration: '5s' } } } }],
  ['ignore-differences-invalid', { ignoreDifferences: [{ kind: 'Deployment', jsonPointers: ['/spec/replicas'] }] }],
  [
    'directory-glob-unmatched',
    { source: { repoURL: REPOSITORY, path: 'web', directory: { recurse: true, exclude: 'db,x' } } },
  ],
];

const NOT_AT_HAND = 'https://git.example.com/not-at-hand.git';
const ELSEWHERE = { repoURL: NOT_AT_HAND, revision: 'HEAD' };
const LIST = { list: { elements: [{ id: 'one' }] } };
const PULL_REQUESTS = { pullRequest: { github: { owner: 'a', repo: 'b' } } };

/** Each kind of generator, with a parameter that tells its Applications apart. */
const GENERATORS: Readonly<Record<string, readonly [generator: object, parameter: string]>> = {
  list: [LIST, 'id'],
  'clusters at hand': [{ clusters: {} }, 'name'],
  'clusters elsewhere': [{ clusters: { selector: { matchLabels: { env: 'prod' } } } }, 'name'],
  'directories at hand': [
    { git: { repoURL: REPOSITORY, revision: 'HEAD', directories: [{ path: 'web' }] } },
    'path.basename',
  ],
  'directories elsewhere': [{ git: { ...ELSEWHERE, directories: [{ path: 'apps/*' }] } }, 'path.basename'],
  'files elsewhere': [{ git: { ...ELSEWHERE, files: [{ path: 'apps/*.json' }] } }, 'path.basename'],
  scmProvider: [{ scmProvider: { github: { organization: 'a' } } }, 'repository'],
  pullRequest: [PULL_REQUESTS, 'number'],
  plugin: [{ plugin: { configMapRef: { name: 'a' } } }, 'id'],
  clusterDecisionResource: [{ clusterDecisionResource: { configMapRef: 'a' } }, 'name'],
  matrix: [{ matrix: { generators: [LIST, PULL_REQUESTS] } }, 'number'],
  'matrix of what is elsewhere': [
    { matrix: { generators: [PULL_REQUESTS, { git: { ...ELSEWHERE, directories: [{ path: '*' }] } }] } },
    'number',
  ],
  merge: [
    { merge: { mergeKeys: ['name'], generators: [{ clusters: {} }, { list: { elements: [{ name: 'x' }] } }] } },
    'name',
  ],
};

const AROUND: Files = {
  'projects.yaml': documents(
    project({}, 'web'),
    project({ sourceRepos: ['https://git.example.com/*'], destinations: [FIXED] }, 'strict'),
  ),
  'web/a.yaml': object('ConfigMap', 'a'),
  'web/db/b.yaml': object('ConfigMap', 'b'),
};

const BASE = { project: 'web', source: { repoURL: REPOSITORY, path: 'web' }, destination: FIXED };

function setOf(generator: object, name: string, spec: object, goTemplate: boolean): string {
  return JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: 'set', namespace: 'argocd' },
    spec: {
      ...(goTemplate ? { goTemplate, goTemplateOptions: ['missingkey=error'] } : {}),
      generators: [generator],
      template: { metadata: { name }, spec: { ...BASE, ...spec } },
    },
  });
}

describe.each(VERSIONS)('Argo CD %s', (version) => {
  describe.each(Object.entries(GENERATORS))('%s', (_, [generator, parameter]) => {
    test.each(CERTAIN)('%s in a template: %j', (rule, spec) => {
      for (const goTemplate of [true, false]) {
        const name = goTemplate ? `web-{{ .${parameter} }}` : `web-{{${parameter}}}`;
        const files = (more: object) => ({ ...AROUND, 'set.yaml': setOf(generator, name, more, goTemplate) });
        expect(findings(rule, files(spec), version).map((one) => one.rule)).toEqual([rule]);
        expect(findings(rule, files({}), version)).toEqual([]);
      }
    });
  });

  test.each(CERTAIN)('%s in an Application: %j', (rule, spec) => {
    const application = (more: object) =>
      JSON.stringify({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name: 'web', namespace: 'argocd' },
        spec: { ...BASE, ...more },
      });
    expect(findings(rule, { ...AROUND, 'app.yaml': application(spec) }, version).map((one) => one.rule)).toEqual([
      rule,
    ]);
    expect(findings(rule, { ...AROUND, 'app.yaml': application({}) }, version)).toEqual([]);
  });
});

/** What is certain of the objects of a source. */
const pod = {
  containers: [{ name: 'a', image: 'a', envFrom: [{ configMapRef: { name: 'settings' } }] }],
  restartPolicy: 'Never',
};
const OBJECTS: readonly (readonly [rule: string, manifests: string, syncPolicy: object])[] = [
  [
    'pod-needs-later-object',
    documents(
      object(
        'Job',
        'j',
        { annotations: { 'argocd.argoproj.io/hook': 'PreSync' }, spec: { template: { spec: pod } } },
        'batch/v1',
      ),
      object('ConfigMap', 'settings'),
    ),
    {},
  ],
  [
    'list-key-repeated',
    object('Service', 's', { spec: { ports: [{ port: 80 }, { port: 80 }] } }),
    { syncOptions: ['ServerSideApply=true'] },
  ],
  [
    'namespace-metadata-ignored',
    object('Namespace', 'web'),
    { syncOptions: ['CreateNamespace=true'], managedNamespaceMetadata: { labels: { a: 'b' } } },
  ],
  [
    'field-of-controller',
    documents(
      object('Deployment', 'd', { spec: { replicas: 2 } }, 'apps/v1'),
      object('ScaledObject', 'd', { spec: { scaleTargetRef: { name: 'd' } } }, 'keda.sh/v1alpha1'),
    ),
    {},
  ],
  [
    'validation-off',
    object('ConfigMap', 'c', { annotations: { 'argocd.argoproj.io/sync-options': 'Validate=false' } }),
    {},
  ],
];

/** Each kind of source that is rendered here, by the files in its directory. */
const SOURCES: Readonly<Record<string, (manifests: string) => Files>> = {
  directory: (manifests) => ({ 'src/all.yaml': manifests }),
  kustomize: (manifests) => ({ 'src/all.yaml': manifests, 'src/kustomization.yaml': 'resources: [all.yaml]\n' }),
  'kustomize on a base': (manifests) => ({
    'base/all.yaml': manifests,
    'base/kustomization.yaml': 'resources: [all.yaml]\n',
    'src/kustomization.yaml': 'resources: [../base]\n',
  }),
};

describe.each(VERSIONS)('objects, Argo CD %s', (version) => {
  describe.each(Object.entries(SOURCES))('%s', (_, filesOf) => {
    test.each(OBJECTS)('%s', (rule, manifests, syncPolicy) => {
      const source = { repoURL: REPOSITORY, path: 'src' };
      for (const spec of [{ source }, { source: undefined, sources: [{ ...source }] }]) {
        for (const [generator, parameter] of [GENERATORS.list, GENERATORS.pullRequest] as [object, string][]) {
          const set = setOf(generator, `web-{{ .${parameter} }}`, { ...spec, syncPolicy }, true);
          expect(
            findings(rule, { ...AROUND, ...filesOf(manifests), 'set.yaml': set }, version).map((one) => one.rule),
          ).toEqual([rule]);
        }
      }
    });
  });
});
