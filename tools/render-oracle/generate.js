// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are Argo CD's
// Small charts and kustomizations, and seeded random options for them.
const fs = require('node:fs');
const path = require('node:path');

const FILES = {
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.2.3\nappVersion: "7"\n',
  'charts/web/values.yaml':
    'replicas: 1\nimage: nginx:1\nlist: [a, b]\ntext: ""\nfile: ""\nnested: {one: 1, two: two}\nservice: {enabled: true, type: ClusterIP}\n',
  'charts/web/values.schema.json':
    '{"$schema":"http://json-schema.org/draft-07/schema#","type":"object","properties":{"replicas":{"type":"integer"}}}',
  'charts/web/crds/widget.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.com}\nspec: {group: example.com, scope: Namespaced, names: {kind: Widget, plural: widgets}, versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]}\n',
  'charts/web/templates/_helpers.tpl': '{{- define "web.name" -}}{{ .Release.Name }}-{{ .Chart.Name }}{{- end -}}\n',
  'charts/web/templates/all.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ include "web.name" . }}\n  namespace: {{ .Release.Namespace }}\ndata:\n  values: {{ toJson .Values | quote }}\n  kube: {{ .Capabilities.KubeVersion.Version | quote }}\n  monitoring: {{ .Capabilities.APIVersions.Has "monitoring.coreos.com/v1" | quote }}\n  own: {{ .Capabilities.APIVersions.Has "example.com/v1/Widget" | quote }}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: {{ include "web.name" . }}}\nspec:\n  replicas: {{ .Values.replicas }}\n  selector: {matchLabels: {app: web}}\n  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: {{ .Values.image | quote }}}]}}\n',
  'charts/web/templates/service.yaml':
    '{{- if .Values.service.enabled }}\napiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: Service, metadata: {name: {{ .Release.Name }}}, spec: {type: {{ .Values.service.type }}, ports: [{port: 80}]}}\n  - {apiVersion: v1, kind: ServiceAccount, metadata: {name: {{ .Release.Name }}}}\n{{- end }}\n',
  'charts/web/templates/secret.yaml':
    'apiVersion: v1\nkind: Secret\nmetadata: {name: {{ .Release.Name }}}\nstringData: {password: {{ .Values.text | default "pass-word" | quote }}, empty: ""}\n',
  'charts/web/templates/hook.yaml':
    'apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: {{ .Release.Name }}-migrate\n  annotations: {helm.sh/hook: "pre-install,pre-upgrade", helm.sh/hook-weight: "-5"}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}\n',
  'charts/web/templates/tests/test.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Release.Name }}-test, annotations: {helm.sh/hook: test}}\nspec: {containers: [{name: a, image: b}]}\n',
  'charts/web/templates/NOTES.txt': 'Thank you.\n',
  'charts/parent/Chart.yaml':
    'apiVersion: v2\nname: parent\nversion: 0.1.0\ndependencies:\n  - {name: web, version: 1.2.3, repository: "file://../web", alias: front}\n  - {name: web, version: ">=1", repository: "file://../web", condition: web.enabled}\n',
  'charts/parent/values.yaml': 'front: {replicas: 2}\nweb: {enabled: false}\n',
  'charts/parent/templates/config.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-parent}\ndata: {a: {{ .Files.Get "note.txt" | quote }}}\n',
  'charts/parent/note.txt': 'Note, with a comma\n',
  'charts/broken/Chart.yaml': 'apiVersion: v2\nname: broken\nversion: 0.1.0\n',
  'charts/broken/templates/a.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ required "a name is needed" .Values.name }}}\n',
  'charts/vendored/Chart.yaml':
    'apiVersion: v2\nname: vendored\nversion: 0.1.0\ndependencies:\n  - {name: sub, version: 0.1.0, repository: "https://charts.example.com"}\n',
  'charts/vendored/charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
  'charts/vendored/charts/sub/templates/a.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-sub}\ndata: {b: {{ .Values.b | default "1" | quote }}}\n',
  'values/one.yaml': 'replicas: 3\nnested: {one: 11}\n',
  'values/two.yaml': 'replicas: 4\nnested: {two: null, three: 3}\ntext: two\n',
  'values/env/app.yaml': 'text: env\n',
  'charts/web/values-prod.yaml': 'replicas: 9\n',
  'values/file.txt': 'line, one\nline two\n',
  'kustomize/base/kustomization.yaml':
    'resources: [all.yaml, crd.yaml]\nconfigMapGenerator:\n  - {name: settings, literals: [a=1, b=2]}\nsecretGenerator:\n  - {name: hidden, literals: [password=abc]}\n',
  'kustomize/base/all.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {app: web}}\nspec:\n  replicas: 1\n  selector: {matchLabels: {app: web}}\n  template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: "nginx:1", envFrom: [{configMapRef: {name: settings}}]}]}}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: web}\n',
  'kustomize/base/crd.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.com}\nspec: {group: example.com, scope: Namespaced, names: {kind: Widget, plural: widgets}, versions: []}\n',
  'kustomize/overlay/kustomization.yml':
    '# An overlay.\nresources:\n  - ../base\nnamespace: prod\npatches:\n  - path: patch.yaml\nimages:\n  - {name: nginx, newTag: "2"}\n',
  'kustomize/overlay/patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 5}\n',
  'kustomize/component/kustomization.yaml':
    'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\ncommonAnnotations: {component: "yes"}\n',
  'kustomize/loose/kustomization.yaml': 'resources: [../base/all.yaml]\n',
  'kustomize/chart/kustomization.yaml':
    'helmGlobals: {chartHome: ../../charts}\nhelmCharts:\n  - {name: web, releaseName: inflated, namespace: web, valuesInline: {replicas: 6}}\n',
  'kustomize/broken/kustomization.yaml': 'resources: [missing.yaml]\n',
  'kustomize/overridden/kustomization.yaml': 'resources: [../base]\n',
  'kustomize/overridden/.argocd-source.yaml': 'kustomize: {namePrefix: over-, images: [nginx:9]}\n',
  'charts/overridden/Chart.yaml': 'apiVersion: v2\nname: overridden\nversion: 0.1.0\n',
  'charts/overridden/.argocd-source.yaml': 'helm: {parameters: [{name: a, value: b}]}\n',
  'charts/overridden/templates/a.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}}\ndata: {a: {{ .Values.a | default "none" | quote }}}\n',
  'plain/a.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: plain}\n---\napiVersion: v1\nkind: ConfigMapList\nitems: [{apiVersion: v1, kind: ConfigMap, metadata: {name: listed}}]\n',
};

/** Numbers that look random, the same for one seed. @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Writes the files, and gives that many sources. */
exports.generate = (dir, seed, count) => {
  for (const [file, content] of Object.entries(FILES)) {
    fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(dir, file), content);
  }
  const next = random(seed);
  const chance = (share) => next() < share;
  const one = (...all) => all[Math.floor(next() * all.length)];
  const some = (share, all) => all.filter(() => chance(share));
  const set = (target, share, key, value) => {
    if (chance(share)) target[key] = value();
  };

  const helm = () => {
    const options = {};
    set(options, 0.3, 'releaseName', () => one('release', 'a-b', 'x1'));
    set(options, 0.5, 'valueFiles', () =>
      some(0.5, [
        '/values/one.yaml',
        '../../values/two.yaml',
        'values-prod.yaml',
        '$values/values/two.yaml',
        '/values/*.yaml',
        '/values/env/$ARGOCD_APP_PROJECT_NAME.yaml',
        'missing.yaml',
      ]),
    );
    set(options, 0.9, 'ignoreMissingValueFiles', () => chance(0.95));
    set(options, 0.3, 'valuesObject', () =>
      one(
        { replicas: 7 },
        {},
        { nested: { one: null, deep: { a: [1, 2.5, true, null, 'x'] } } },
        { image: 'a:b', big: 12345678901 },
      ),
    );
    set(options, 0.3, 'values', () => one('replicas: 8\n', 'text: |\n  a\n  b\n', 'nested: {one: 0x10, yes: yes}\n'));
    set(options, 0.5, 'parameters', () =>
      some(0.3, [
        { name: 'replicas', value: '3' },
        { name: 'text', value: 'a,b\\,c' },
        { name: 'text', value: '0123', forceString: true },
        { name: 'list', value: '{x,y}' },
        { name: 'nested.one', value: 'true', forceString: chance(0.5) },
        { name: 'nested.more[1]', value: 'second' },
        { name: 'image', value: 'app:$ARGOCD_APP_REVISION_SHORT' },
        { name: 'service.type', value: '${ARGOCD_APP_NAME}-$$x' },
        { name: 'nested.a\\.b', value: 'dot' },
        { name: 'service.enabled', value: 'false' },
      ]),
    );
    set(options, 0.2, 'fileParameters', () => [
      { name: 'file', path: one('/values/file.txt', '../../values/file.txt') },
    ]);
    for (const flag of ['skipCrds', 'skipTests', 'skipSchemaValidation', 'passCredentials'])
      set(options, 0.3, flag, () => chance(0.7));
    set(options, 0.2, 'kubeVersion', () => one('1.30', 'v1.31.2', '1.32.1-gke.5'));
    set(options, 0.2, 'apiVersions', () => ['monitoring.coreos.com/v1', 'example.com/v1/Widget']);
    set(options, 0.2, 'namespace', () => 'other');
    set(options, 0.1, 'version', () => 'v3');
    const source = {
      path: one(
        'charts/web',
        'charts/web',
        'charts/web',
        'charts/parent',
        'charts/vendored',
        'charts/overridden',
        ...(chance(0.1) ? ['charts/broken'] : []),
      ),
    };
    set(source, 0.9, 'helm', () => options);
    const refs = JSON.stringify(source).includes('$values') ? ['values'] : [];
    return { source, refs };
  };
  const kustomize = () => {
    const options = {};
    set(options, 0.3, 'namePrefix', () => one('dev-', 'a'));
    set(options, 0.3, 'nameSuffix', () => '-x');
    set(options, 0.4, 'images', () =>
      some(0.6, [
        'nginx=registry.example.com/nginx:3',
        'nginx:4',
        'other:$ARGOCD_APP_REVISION_SHORT',
        'nginx@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3',
      ]),
    );
    set(options, 0.3, 'replicas', () => [
      { name: 'web', count: one(2, 3, '3', '4', ...(chance(0.1) ? ['many'] : [])) },
    ]);
    set(options, 0.3, 'commonLabels', () => one({ team: 'a' }, { team: '${ARGOCD_APP_NAME}' }, { app: 'web' }));
    for (const flag of [
      'forceCommonLabels',
      'forceCommonAnnotations',
      'commonAnnotationsEnvsubst',
      'labelWithoutSelector',
      'labelIncludeTemplates',
    ])
      set(options, 0.3, flag, () => chance(0.7));
    if (options.labelIncludeTemplates && chance(0.8)) options.labelWithoutSelector = true;
    set(options, 0.3, 'commonAnnotations', () => one({ note: 'n' }, { note: '$ARGOCD_APP_NAME' }));
    set(options, 0.3, 'namespace', () => one('elsewhere', 'web'));
    set(options, 0.3, 'patches', () =>
      some(0.5, [
        { target: { kind: 'Deployment', name: 'web' }, patch: '- op: replace\n  path: /spec/replicas\n  value: 11\n' },
        { patch: 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {type: NodePort}\n' },
        {
          target: { kind: 'Service', name: '.*' },
          patch: '- {op: add, path: /metadata/name, value: renamed}\n',
          options: { allowNameChange: true },
        },
      ]),
    );
    set(options, 0.3, 'components', () => some(0.6, ['../component', '../missing']));
    set(options, 0.9, 'ignoreMissingComponents', () => true);
    set(options, 0.2, 'kubeVersion', () => '1.31.0');
    set(options, 0.2, 'apiVersions', () => ['example.com/v1/Widget']);
    const source = {
      path: one(
        'base',
        'overlay',
        'overlay',
        'loose',
        'chart',
        'overridden',
        ...(chance(0.1) ? ['broken'] : []),
      ).replace(/^/, 'kustomize/'),
    };
    set(source, 0.9, 'kustomize', () => options);
    const buildOptions = one(
      '',
      '--load-restrictor LoadRestrictionsNone --enable-helm',
      '--load-restrictor LoadRestrictionsNone',
      '--load-restrictor=LoadRestrictionsNone --enable-helm',
      '--enable-helm --reorder none',
    );
    return { source, buildOptions };
  };
  return Array.from({ length: count }, () =>
    chance(0.02) ? { source: { path: 'plain' } } : chance(0.5) ? helm() : kustomize(),
  );
};
