import { spawnSync } from 'node:child_process';
import { application, documents, object, settings } from '../analysis/manifests';
import { check } from '../check';
import { RECORDED, RECORDED_TRIALS } from '../testing/recorded';
import { findings, judge, page, REPOSITORY, treeOf } from '../testing/rules';
import { type EngineOptions, Engines } from './engines';
import { readRendered } from './read-rendered';

// The real Helm and the real kustomize, as HELM and KUSTOMIZE name them, or the PATH.

const { HELM, KUSTOMIZE } = process.env;

function missing(): string | undefined {
  for (const [program, args] of [
    [HELM ?? 'helm', ['version']],
    [KUSTOMIZE ?? 'kustomize', ['version']],
  ] as const)
    if (spawnSync(program, args).status !== 0) return `${program} does not run; HELM and KUSTOMIZE name others`;
  return undefined;
}

const reason = missing();
if (reason) console.warn(`skipped: charts and kustomizations rendered by the real programs: ${reason}`);
const real = reason ? test.skip : test;

type Content = Readonly<Record<string, string>>;

async function read(files: Content, options: EngineOptions = {}, argocdVersion = '3.4.4') {
  const tree = treeOf(files);
  const engines = new Engines({ helm: HELM, kustomize: KUSTOMIZE, memory: false, ...options });
  try {
    return await readRendered(
      {
        directories: [{ tree, dir: '' }],
        repositories: [{ url: REPOSITORY, tree, because: 'given' }],
        argocdVersion,
      },
      [],
      engines,
    );
  } finally {
    engines.close();
  }
}

const app = (path: string, more: object = {}): string =>
  application({ source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path, ...more } });

const CHART: Content = {
  'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'charts/web/values.yaml': 'port: 80\nname: web\n',
  'charts/web/templates/all.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: {name: "{{ .Values.name }}"}\nspec: {ports: [{port: {{ .Values.port }}}]}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: random}\nstringData: {password: {{ randAlphaNum 20 | quote }}}\n',
};

const namesOf = ({ model }: Awaited<ReturnType<typeof read>>) =>
  model.applications[0]?.resources.map(({ kind, name, namespace }) => `${kind} ${namespace}/${name}`);

real('a chart is rendered with the values of the Application, and its random Secret is no secret in Git', async () => {
  const files = { 'app.yaml': app('charts/web', { helm: { valuesObject: { name: 'shop' } } }), ...CHART };
  const found = await read(files);
  expect(namesOf(found)?.sort()).toEqual(['Secret website/random', 'Service website/shop']);
  const report = check({ directories: [], read: found });
  expect(report.findings).toEqual([]);
  expect(report.unchecked).toEqual([]);
});

real(
  'a chart whose schema refers to a URL is rendered without a network, and its values are not held against that',
  async () => {
    const found = await read({
      ...CHART,
      'app.yaml': app('charts/web', { helm: { valuesObject: { name: 'shop' } } }),
      'charts/web/values.schema.json': '{"$ref": "https://schemas.example.com/web.json"}',
    });
    expect(namesOf(found)?.sort()).toEqual(['Secret website/random', 'Service website/shop']);
    expect(found.model.unchecked).toMatchObject([
      { reason: expect.stringContaining('https://schemas.example.com/web.json') },
    ]);
  },
);

real('a dependency in the repository is built, one that would be fetched is told', async () => {
  const parent = (repository: string): Content => ({
    ...CHART,
    'app.yaml': app('charts/parent'),
    'charts/parent/Chart.yaml': `apiVersion: v2\nname: parent\nversion: 1.0.0\ndependencies: [{name: web, version: 1.0.0, repository: "${repository}"}]\n`,
  });
  expect(namesOf(await read(parent('file://../web')))?.sort()).toEqual([
    'Secret website/random',
    'Service website/web',
  ]);
  const { model } = await read(parent('https://charts.example.com'));
  expect(model.applications[0]?.sources[0]?.notRendered).toBe(
    'the dependency web 1.0.0 of https://charts.example.com is fetched only with --fetch',
  );
});

real.each([
  ['"@internal"', 'only a Secret of Argo CD says which repository has that name'],
  ['"alias:internal"', 'only a Secret of Argo CD says which repository has that name'],
  ['"git+https://git.example.com/charts@web?ref=v1"', 'Helm needs a plugin for it'],
])('a dependency of %s, which nobody can be asked for, is told by name', async (repository, why) => {
  const { model } = await read({
    'app.yaml': app('charts/parent'),
    'charts/parent/Chart.yaml': `apiVersion: v2\nname: parent\nversion: 1.0.0\ndependencies: [{name: web, version: 1.0.0, repository: ${repository}}]\n`,
  });
  expect(model.applications[0]?.sources[0]?.notRendered).toContain(why);
});

real('a patch at a URL is told, and that --fetch would not help', async () => {
  const { model } = await read({
    'app.yaml': app('overlay'),
    'overlay/kustomization.yaml': 'resources: [cm.yaml]\npatches: [{path: "https://files.example.com/patch.yaml"}]\n',
    'overlay/cm.yaml': object('ConfigMap', 'a'),
  });
  expect(model.applications[0]?.sources[0]?.notRendered).toMatch(/^it names something at a URL .*files\.example\.com/);
});

real('a kustomization is built with the options of the Application, and its objects know their files', async () => {
  const found = await read({
    'app.yaml': app('overlay', { kustomize: { namePrefix: 'p-', images: ['nginx=r.example.com/nginx:2'] } }),
    'overlay/kustomization.yaml': 'resources: [../base]\nlabels: [{pairs: {team: a}}]\n',
    'base/kustomization.yaml': 'resources: [pod.yaml]\nconfigMapGenerator: [{name: settings, literals: [a=b]}]\n',
    'base/pod.yaml': object('Pod', 'web', { spec: { containers: [{ name: 'web', image: 'nginx:1' }] } }),
  });
  expect(namesOf(found)).toEqual([expect.stringMatching(/^ConfigMap website\/p-settings-\w+$/), 'Pod website/p-web']);
  const report = check({ directories: [], read: found, only: ['image-not-pinned'] });
  expect(report.findings).toMatchObject([
    { file: 'base/pod.yaml', line: 8, message: expect.stringContaining('r.example.com/nginx:2') },
  ]);
});

real(
  'a component without a kustomization is passed over since Argo CD 3.6, and refused by kustomize before',
  async () => {
    const kustomize = { components: ['../empty'], ignoreMissingComponents: true };
    const files = {
      'app.yaml': app('overlay', { kustomize }),
      'overlay/kustomization.yaml': 'resources: [cm.yaml]\n',
      'overlay/cm.yaml': object('ConfigMap', 'a'),
      'empty/notes.txt': 'later\n',
    };
    const of = async (version: string) => (await read(files, {}, version)).model.applications[0];
    expect((await of('3.5.7'))?.sources[0]?.renderFailure?.words).toContain('empty');
    expect((await of('3.6.1'))?.complete).toBe(true);
  },
);

real('build options that argocd-cm has, even where a kustomization brings it, are used', async () => {
  const files: Content = {
    'app.yaml': documents(
      app('loose'),
      application({ source: { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'argocd' } }, { name: 'argocd' }),
    ),
    'loose/kustomization.yaml': 'resources: [../shared/a.yaml]\ncommonLabels: {a: b}\n',
    'shared/a.yaml': object('ConfigMap', 'a'),
    'argocd/kustomization.yaml': 'resources: [cm.yaml]\nlabels: [{pairs: {c: d}}]\n',
    'argocd/cm.yaml': settings({ 'kustomize.buildOptions': '--load-restrictor LoadRestrictionsNone' }),
  };
  const { model } = await read(files);
  expect(model.applications.map(({ complete }) => complete)).toEqual([true, true]);
  const strict = await read({ ...files, 'argocd/cm.yaml': settings() });
  expect(strict.model.applications[0]?.sources[0]?.renderFailure?.words).toContain('is not in or below');
});

real('a kustomization that no Application names brings the Applications in it', async () => {
  const { model } = await read({
    'bootstrap/kustomization.yaml': 'resources: [app.yaml]\nlabels: [{pairs: {a: b}}]\n',
    'bootstrap/app.yaml': app('bootstrap'),
  });
  expect(model.applications).toHaveLength(1);
  expect(model.applications[0]).toMatchObject({ name: 'website', complete: true });
  expect(model.unchecked).toEqual([]);
});

real.each(RECORDED.map((one) => [one.rule, one] as const))(
  'the recorded words of %s are those of the program',
  async (_rule, { rule, words }) => {
    const found = await read(page(rule).wrong as Content);
    expect(found.model.applications[0]?.sources[0]?.renderFailure?.words).toBe(words);
    const report = check({ directories: [], read: found, only: [rule] });
    expect(report.findings).toHaveLength(1);
    const right = await read(page(rule).right as Content);
    expect(right.model.applications[0]?.complete).toBe(true);
  },
);

real.each([
  ['chart-renders-at-random', 0],
  ['chart-value-without-effect', 1],
] as const)('what trials show of the example of %s is what the program does', async (rule, index) => {
  const found = await read(page(rule).wrong as Content, { trials: 'doubtful' });
  expect(found.model.applications[0]?.sources[0]?.trials).toEqual(RECORDED_TRIALS[index]?.trials);
  expect(check({ directories: [], read: found, only: [rule] }).findings).toHaveLength(1);
  const right = await read(page(rule).right as Content, { trials: 'doubtful' });
  expect(check({ directories: [], read: right, only: [rule] }).findings).toEqual([]);
});

real('values are tried in a chart with a subchart, parameters, a random Secret and a schema', async () => {
  const files = {
    'app.yaml': app('charts/web', {
      helm: {
        valueFiles: ['prod.yaml'],
        valuesObject: { ingress: { host: 'web.example.com' }, cache: { prot: 1, port: 2 }, encrypton: true },
        parameters: [
          { name: 'ingress.enabled', value: 'true' },
          { name: 'ingress.calss', value: 'nginx' },
        ],
      },
    }),
    'charts/web/Chart.yaml':
      'apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies: [{name: redis, alias: cache, repository: "file://../redis", version: 1.0.0}]\n',
    'charts/web/values.yaml': 'ingress: {enabled: false, host: ""}\n',
    'charts/web/prod.yaml': 'ingress: {hots: a}\nreplicas: 3\n',
    'charts/web/values.schema.json': '{"required": ["replicas"], "properties": {"replicas": {"type": "integer"}}}',
    'charts/web/templates/all.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {replicas: "{{ .Values.replicas }}"{{ if .Values.ingress.enabled }}, host: {{ .Values.ingress.host }}{{ end }}}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: login}\nstringData: {password: {{ randAlphaNum 20 }}}\n',
    'charts/redis/Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 1.0.0\n',
    'charts/redis/values.yaml': 'port: 1\n',
    'charts/redis/templates/all.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: redis}\ndata: {port: "{{ .Values.port }}"}\n',
  };
  const { trials } = (await read(files, { trials: 'all' })).model.applications[0]?.sources[0] ?? {};
  expect(trials?.random.map(({ name, paths }) => [name, paths])).toEqual([['login', [['stringData', 'password']]]]);
  expect(trials?.idle.map(({ path }) => path.join('.'))).toEqual([
    'ingress.hots',
    'cache.prot',
    'encrypton',
    'ingress.calss',
  ]);
  expect(trials?.untried).toBeUndefined();
});

real('what cannot be loaded as a chart, loops in itself or is a bomb is told', async () => {
  const bad = async (template: string, options: EngineOptions = {}) => {
    const files = { 'app.yaml': app('charts/web'), ...CHART, 'charts/web/templates/all.yaml': template };
    return (await read(files, options)).model.applications[0]?.sources[0]?.notRendered;
  };
  expect(await bad('{{- define "a" }}{{ include "a" . }}{{ end -}}\n{{ include "a" . }}\n')).toContain(
    'rendering template has a nested reference name',
  );
  expect(
    await bad('{{ range until 100000 }}{{ range until 100000 }}{{ end }}{{ end }}\n', {
      limits: { time: 1_000, output: 1e6 },
    }),
  ).toContain('takes longer than 1 s');
  expect(await bad('a: {{ repeat 5000000 "x" }}\nkind: A\n', { limits: { time: 60_000, output: 1e6 } })).toContain(
    'prints more than',
  );
  expect(await bad('kind: [\n')).toContain('YAML parse error on web/templates/all.yaml');
});

test('the examples are wrong for nobody who has no program', () => {
  expect(judge(page('chart-template-fails').wrong).findings).toEqual([]);
  expect(findings('kustomization-fails', page('kustomization-fails').wrong)).toEqual([]);
});

real('a chart that is made to hurt is told with its Application, tried or not, and nothing hangs', async () => {
  const hurt = async (more: Content, helm: object = {}, options: EngineOptions = {}) => {
    const found = await read(
      { 'app.yaml': app('charts/web', { helm }), ...CHART, ...more },
      { trials: 'all', ...options },
    );
    const report = check({ directories: [], read: found });
    return [
      ...report.findings.map(({ message }) => message),
      ...report.unchecked.map(({ subject, reason }) => `${subject}: ${reason}`),
    ].join('\n');
  };
  const template = 'charts/web/templates/all.yaml';
  // Values that are no map, of the chart and of the Application.
  expect(await hurt({ 'charts/web/values.yaml': '[1, 2]\n' })).toMatch(
    /Application website cannot be rendered: Error: /,
  );
  expect(await hurt({}, { values: '- 1\n- 2\n' })).toMatch(/Application website cannot be rendered: Error: /);
  // Links out of the chart's folder, to a file and to a folder.
  expect(await hurt({ 'charts/web/templates/x.yaml': '-> ../../../../../../etc/passwd\n' })).toContain(
    'leads out of the repository',
  );
  // It prints without end. A limit that is small keeps the test short.
  const much = `{{ range until 20000 }}{{ range until 100 }}a: ${'x'.repeat(400)}\n{{ end }}{{ end }}`;
  const limits = { time: 60_000, output: 20 * 2 ** 20, memory: 2 * 2 ** 30 };
  expect(await hurt({ [template]: much }, {}, { limits })).toMatch(
    /Application website: .*helm was ended: it (?:prints|takes) more than/,
  );
  // 10 MB of templates that are one map, and 10 MB without end of an action.
  const large = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n${'  a: "{{ .Values.port }}"\n'.repeat(10)}${Array.from({ length: 200_000 }, (_, at) => `  k${at}: "an entry that makes it long, ${at}"\n`).join('')}`;
  await hurt({ [template]: large }, { valuesObject: { encrypton: true } });
  expect(await hurt({ [template]: '{{'.repeat(5_000_000) })).toMatch(/Application website cannot be rendered: Error: /);
});
