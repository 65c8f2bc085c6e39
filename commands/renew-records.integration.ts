import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse } from 'yaml';

// What synth records of charts that the real helm renders. HELM names the program. HELM_CHARTS names a folder with the real
// charts unpacked as NAME-VERSION (argo-cd-10.1.1, cilium-1.16.5, harbor-1.19.1); without them small ones stand in.

const { HELM = 'helm', HELM_CHARTS } = process.env;
const ROOT = path.join(__dirname, '..');
const reason = spawnSync(HELM, ['version']).status === 0 ? undefined : `${HELM} does not run; HELM names another one`;
if (reason) console.warn(`skipped: what synth records of charts: ${reason}`);
const real = reason ? test.skip : test;

let project: string;

beforeEach(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-records-'));
  fs.mkdirSync(path.join(project, 'vendor', 'charts'), { recursive: true });
});
afterEach(() => fs.rmSync(project, { recursive: true }));

/** Puts a chart into `vendor/`, as an archive. */
function vendor(name: string, version: string, files: Readonly<Record<string, string>> | string): void {
  const folder = path.join(project, 'unpacked', name);
  if (typeof files === 'string') fs.cpSync(files, folder, { recursive: true });
  else {
    for (const [file, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), text);
    }
    fs.writeFileSync(path.join(folder, 'Chart.yaml'), `apiVersion: v2\nname: ${name}\nversion: ${version}\n`);
  }
  const archive = path.join(project, 'vendor', 'charts', `${name}-${version}.tgz`);
  expect(spawnSync('tar', ['czf', archive, name], { cwd: path.dirname(folder) }).status).toBe(0);
}

const object = (apiVersion: string, kind: string, name: string, more = '') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}${more}}\n`;

const CERT_MANAGER = {
  'values.yaml': 'replicas: 1\n',
  'templates/all.yaml': [
    object('admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration', 'cert-manager-webhook'),
    object('admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration', 'cert-manager-webhook'),
    `${object('apps/v1', 'Deployment', 'cert-manager')}spec: {replicas: {{ .Values.replicas }}}\n`,
  ].join('---\n'),
};

const ARGOCD = {
  'values.yaml': 'server: {ingress: {enabled: false}}\n',
  'templates/all.yaml':
    object('v1', 'Service', 'argocd-server') +
    `{{- if .Values.server.ingress.enabled }}\n---\n${object('networking.k8s.io/v1', 'Ingress', 'argocd-server')}{{- end }}\n`,
};

/** The tutorial, changed. */
function declare(change: (main: string) => string = (main) => main): void {
  const main = fs.readFileSync(path.join(ROOT, 'main.ts'), 'utf8');
  const own = main.replace("'cdk8s-groundwork'", JSON.stringify(path.join(ROOT, 'lib/charts')));
  fs.writeFileSync(path.join(project, 'main.ts'), change(own));
  fs.copyFileSync(path.join(ROOT, 'images.lock.yaml'), path.join(project, 'images.lock.yaml'));
}

function withCertManager(main: string, deploys = ''): string {
  return main.replace('import { Application,', 'import { HelmApplication, Application,').replace(
    'app.synth();',
    `new HelmApplication(app, 'cert-manager', {
  chart: { repoURL: 'https://charts.jetstack.io', name: 'cert-manager', version: 'v1.20.3' },
  namespace: 'cert-manager',
  repository,
  project: platform.project,
  ${deploys}
});
app.synth();`,
  );
}

const withIngress = (main: string) =>
  main.replace("version: '10.1.1',", "version: '10.1.1', values: { server: { ingress: { enabled: true } } },");

function groundwork(...args: string[]) {
  const { CDK8S_OUTDIR: _, ...env } = process.env;
  const command = [path.join(ROOT, 'bin/groundwork.js'), ...args];
  return spawnSync(process.execPath, command, { cwd: project, encoding: 'utf8', env });
}
const synth = (...more: string[]) => groundwork('synth', '--no-type-check', '--quiet', ...more);
const withHelm = (...more: string[]) => synth('--helm', HELM, ...more);
const read = (file: string) => fs.readFileSync(path.join(project, file), 'utf8');

interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly name?: string;
}

function permitted(): { readonly cluster: readonly string[]; readonly namespaced: readonly string[] } {
  const { clusterResourceWhitelist, namespaceResourceWhitelist } = parse(read('dist/projects/platform.yaml')).spec;
  const shown = ({ group, kind }: Kind) => `${group}/${kind}`;
  const kinds = (all: readonly Kind[]) => [...new Set(all.map(shown))].sort();
  return { cluster: kinds(clusterResourceWhitelist), namespaced: kinds(namespaceResourceWhitelist) };
}

real('cert-manager in the project of the platform: its webhooks are permitted, or refused before the push', () => {
  vendor('cert-manager', 'v1.20.3', CERT_MANAGER);
  declare((main) => withCertManager(main, "deploys: { namespaced: [{ group: 'apps', kind: 'Deployment' }] },"));
  const refused = withHelm();
  expect(refused.status).toBe(1);
  for (const kind of ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'])
    expect(refused.stderr).toContain(
      `resource admissionregistration.k8s.io:${kind} is not permitted in project platform`,
    );
  expect(fs.existsSync(path.join(project, 'dist'))).toBe(false);
  expect(fs.existsSync(path.join(project, 'charts.record.yaml'))).toBe(false);

  declare(withCertManager);
  expect(withHelm().status).toBe(0);
  expect(permitted().cluster).toEqual(
    expect.arrayContaining([
      'admissionregistration.k8s.io/MutatingWebhookConfiguration',
      'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    ]),
  );
});

real('a chart that helm refuses is told, although the lists of the package stand in for what it deploys', () => {
  vendor('argo-cd', '10.1.1', { ...ARGOCD, 'templates/wrong.yaml': '{{ fail "no such thing" }}' });
  declare();
  expect(withHelm()).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/^Application argocd: what its chart deploys is not recorded: .*no such thing/m),
  });
});

real('an Ingress by values of Argo CD’s own chart is permitted', () => {
  vendor('argo-cd', '10.1.1', HELM_CHARTS ? path.join(HELM_CHARTS, 'argo-cd-10.1.1') : ARGOCD);
  declare(withIngress);
  expect(withHelm().status).toBe(0);
  expect(permitted().namespaced).toContain('networking.k8s.io/Ingress');
});

real('a machine without helm writes the same bytes, until the values change: then it permits all that is known', () => {
  vendor('argo-cd', '10.1.1', ARGOCD);
  declare(withIngress);
  expect(withHelm().status).toBe(0);
  const before = [read('dist/SHA256SUMS'), read('charts.record.yaml')];
  expect(synth('--no-render')).toMatchObject({ status: 0, stderr: '' });
  expect([read('dist/SHA256SUMS'), read('charts.record.yaml')]).toEqual(before);
  expect(groundwork('check', '--stale').status).toBe(0);

  declare((main) => withIngress(main).replace('enabled: true }', "enabled: true, path: '/x' }"));
  const changed = synth('--no-render');
  expect(changed).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/^charts\.record\.yaml does not fit any more: argocd /),
  });
  expect(permitted().namespaced).toEqual(expect.arrayContaining(['networking.k8s.io/Ingress', 'apps/StatefulSet']));
  expect(groundwork('check', '--stale')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('charts.record.yaml: does not fit what main.ts declares: argocd has other values'),
  });

  expect(withHelm()).toMatchObject({ status: 0, stderr: '' });
  expect(groundwork('check', '--stale').status).toBe(0);
});

const rendered = (main: string) => withCertManager(main, 'rendered: true,');

real('rendered: true commits the objects: a machine without helm keeps them, and cannot make others', () => {
  const pod = 'spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "busybox:1.37"}]}}}\n';
  const hook = object('batch/v1', 'Job', 'cert-manager-check', ', annotations: {helm.sh/hook: post-install}');
  const tested = object('v1', 'ConfigMap', 'cert-manager-test', ', annotations: {helm.sh/hook: test}');
  const schema = 'schema: {openAPIV3Schema: {type: object}}';
  vendor('cert-manager', 'v1.20.3', {
    'values.yaml': 'replicas: 1\n',
    'crds/issuers.yaml':
      object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'issuers.cert-manager.io') +
      'spec: {group: cert-manager.io, scope: Namespaced, names: {kind: Issuer, plural: issuers, singular: issuer, listKind: IssuerList}, ' +
      `versions: [{name: v1, served: true, storage: true, ${schema}}]}\n`,
    'templates/all.yaml': `${object('v1', 'ConfigMap', 'cert-manager')}data: {replicas: "{{ .Values.replicas }}"}\n`,
    'templates/hooks.yaml': `${hook}${pod}---\n${tested}`,
  });
  declare(rendered);
  const never = synth('--no-render');
  expect(never).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('npm run synth -- --fetch where helm is'),
  });
  expect(fs.existsSync(path.join(project, 'dist'))).toBe(false);

  expect(withHelm()).toMatchObject({ status: 0 });
  expect(fs.readdirSync(path.join(project, 'dist/rendered/cert-manager'))).toEqual([
    'configmap_cert-manager_cert-manager.yaml',
    'customresourcedefinition.apiextensions.k8s.io_issuers.cert-manager.io.yaml',
    'job.batch_cert-manager_cert-manager-check.yaml',
  ]);
  const { source, sources } = parse(read('dist/infra/cert-manager.yaml')).spec;
  expect([source, sources]).toEqual([
    {
      repoURL: 'https://github.com/orgname/platform.git',
      path: 'dist/rendered/cert-manager',
      targetRevision: 'main',
    },
    undefined,
  ]);
  expect(parse(read('dist/rendered/cert-manager/job.batch_cert-manager_cert-manager-check.yaml'))).toMatchObject({
    metadata: { namespace: 'cert-manager', annotations: { 'helm.sh/hook': 'post-install' } },
  });
  const before = read('dist/SHA256SUMS');
  expect(synth('--no-render').status).toBe(0);
  expect(read('dist/SHA256SUMS')).toBe(before);

  declare((main) => withCertManager(main, 'rendered: true, uncheckedValues: { replicas: 2 },'));
  const changed = synth('--no-render');
  expect(changed).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('rendered: true, and since it was rendered, it has other values or options'),
  });
  expect(read('dist/SHA256SUMS')).toBe(before);
  expect(withHelm().status).toBe(0);
  expect(read('dist/rendered/cert-manager/configmap_cert-manager_cert-manager.yaml')).toContain('replicas: "2"');
});

real.each([
  [
    'a Secret with something in it',
    `${object('v1', 'Secret', 'password')}stringData: {password: hunter2}\n`,
    'it renders Secret password, which would be in Git with what is in it',
  ],
  [
    'an object that is another one each time',
    `${object('v1', 'ConfigMap', 'seed')}data: {seed: "{{ randAlphaNum 9 }}"}\n`,
    'each rendering gives something else: ConfigMap seed, data.seed (cert-manager/templates/more.yaml)',
  ],
])('rendered: true refuses %s, and writes nothing', (_, template, message) => {
  vendor('cert-manager', 'v1.20.3', { ...CERT_MANAGER, 'templates/more.yaml': template });
  declare(rendered);
  const refused = withHelm();
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining(message) });
  expect(refused.stderr).not.toContain('hunter2');
  expect(fs.existsSync(path.join(project, 'dist'))).toBe(false);
});

const charts = ['argo-cd-10.1.1', 'cilium-1.16.5', 'harbor-1.19.1'];
const absent = HELM_CHARTS
  ? charts.filter((one) => !fs.existsSync(path.join(HELM_CHARTS, one, 'templates'))).join(', ')
  : 'HELM_CHARTS names no folder of charts (unpacked, as NAME-VERSION)';
if (absent) console.warn(`skipped: the hand-kept lists of kinds against the real charts: ${absent}`);

(reason || absent ? test.skip : test)('the hand-kept lists are what the real charts render', () => {
  for (const one of charts) {
    const [, name = '', version = ''] = /^(.+)-(\d.*)$/.exec(one) ?? [];
    vendor(name, version, path.join(HELM_CHARTS as string, one));
  }
  declare();
  expect(synth('--no-render').status).toBe(0);
  const byHand = permitted();
  expect(withHelm().status).toBe(0);
  expect(parse(read('charts.record.yaml')).charts).toHaveLength(charts.length);
  expect(permitted()).toEqual(byHand);
});
