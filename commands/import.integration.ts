/** `groundwork import` with the real helm, which HELM names, or the PATH: from a folder, an archive, HTTP and OCI. */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { onPath } from '../argocd/engines/programs';
import { MemoryRegistry } from '../images/testing/memory-registry';
import { TestServer } from '../images/testing/test-server';

const HELM = process.env.HELM ?? onPath('helm');
const GROUNDWORK = path.join(__dirname, '..', 'bin', 'groundwork.js');
if (HELM === undefined) console.warn('skipped: charts imported by the real helm: there is none; HELM names one');
const suite = HELM === undefined ? describe.skip : describe;

const FILES = {
  'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.2.3\nappVersion: "9"\n',
  'values.yaml': `# -- How many pods.
replicas: 1
image:
  repository: registry.example.com/web
  tag: ""
sidecar:
  enabled: false
  image:
    repository: registry.example.com/sidecar
    tag: "2"
    digest: ""
metrics:
  enabled: false
`,
  'crds/widget.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec: { group: example.com, scope: Cluster, names: { kind: Widget, plural: widgets }, versions: [] }
`,
  'templates/all.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }} }
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - image: {{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
        {{- if .Values.sidecar.enabled }}
        - image: {{ .Values.sidecar.image.repository }}:{{ .Values.sidecar.image.tag }}{{ with .Values.sidecar.image.digest }}@{{ . }}{{ end }}
        {{- end }}
---
apiVersion: v1
kind: Secret
metadata: { name: {{ .Release.Name }}-key }
stringData: { key: {{ randAlphaNum 16 }} }
---
apiVersion: example.com/v1
kind: Widget
metadata: { name: {{ .Release.Name }}-widget }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: leader, namespace: kube-system }
{{- if and .Values.metrics.enabled (.Capabilities.APIVersions.Has "monitoring.coreos.com/v1") }}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: { name: {{ .Release.Name }} }
{{- end }}
{{- if eq (.Values.replicas | int) 77 }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: never }
{{- end }}
`,
};

suite('a chart', () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-import-test-'));
    for (const [name, text] of Object.entries(FILES)) {
      const file = path.join(folder, 'web', name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
    helm('package', 'web');
    helm('repo', 'index', '.');
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  const run = (program: string, args: readonly string[]) =>
    spawnSync(program, args, {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, HELM_CACHE_HOME: path.join(folder, 'cache') },
    });
  const helm = (...args: readonly string[]) => {
    const { status, stderr } = run(HELM as string, args);
    if (status !== 0) throw new Error(stderr);
  };
  const imported = (...args: readonly string[]) =>
    run(process.execPath, [GROUNDWORK, 'import', '--helm', HELM as string, ...args]);
  const facts = () => JSON.parse(fs.readFileSync(path.join(folder, 'imports', 'web-1.2.3.json'), 'utf8'));

  test('from a folder: what it can render, with every switch on, and what no values that were tried render', () => {
    const { status, stdout, stderr } = imported('--chart', './web');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain("import { web } from './imports/web-1.2.3'");
    expect(facts()).toMatchObject({
      cluster: [
        { kind: 'CustomResourceDefinition', names: ['widgets.example.com'] },
        { group: 'example.com', kind: 'Widget', names: ['{release}-widget'] },
      ],
      namespaced: [
        { kind: 'Secret' },
        { kind: 'Deployment' },
        { group: 'monitoring.coreos.com', kind: 'ServiceMonitor' },
        { kind: 'Role' },
      ],
      namespaces: ['kube-system'],
      unseen: [{ group: 'autoscaling', kind: 'HorizontalPodAutoscaler' }],
      crds: ['widgets.example.com'],
      images: [
        {
          path: 'sidecar.image',
          reference: 'registry.example.com/sidecar:2',
          byDefault: false,
          toggles: ['sidecar.enabled'],
        },
        { path: 'image', reference: 'registry.example.com/web:9', byDefault: true, toggles: [], pin: 'tag' },
      ],
      random: ['Secret/{release}-key'],
    });
    expect(facts()).not.toHaveProperty('repository');
    expect(fs.readFileSync(path.join(folder, 'imports', 'web-1.2.3.ts'), 'utf8')).toContain(
      '  /** How many pods. */\n  readonly replicas?: number | string;',
    );
  });

  test('from an archive, an HTTP repository and an OCI registry it is the same, and where it was taken from', async () => {
    const { repository: _, ...same } = facts();
    const server = await TestServer.start(({ url }) => {
      const file = path.join(folder, path.basename(url.pathname));
      return fs.existsSync(file) ? { status: 200, body: fs.readFileSync(file) } : { status: 404 };
    });
    const registry = await MemoryRegistry.start();
    try {
      const oci = `oci://${registry.server.name}/charts`;
      await asynchronously(['push', 'web-1.2.3.tgz', oci, '--plain-http'], HELM as string);
      for (const [args, from] of [
        [['--chart', 'web-1.2.3.tgz'], undefined],
        [['--chart', 'web', '--repo', server.origin, '--version', '1.2.3'], server.origin],
        [['--chart', 'web', '--repo', oci, '--version', '1.2.3', '--plain-http'], oci],
      ] as const) {
        const { status, stderr } = await asynchronously(['import', '--helm', HELM as string, ...args]);
        expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
        const { repository, ...rest } = facts();
        expect([rest, repository]).toEqual([same, from]);
      }
    } finally {
      TestServer.stopAll();
    }
  });

  test.each([
    [['--chart', './none'], '--chart ./none: there is no such folder or archive; name its repository with --repo'],
    [['--chart', 'web', '--repo', 'example.com'], '--repo example.com: write https://… or oci://…'],
    [['--chart', './web', '--folder', '../x'], '--folder ../x: name a folder below this one'],
    [['--chart', 'web', '--repo', 'http://127.0.0.1:9'], 'helm could not fetch web from http://127.0.0.1:9:'],
  ])('%j: is told, and nothing is written', (args, message) => {
    const before = fs.readdirSync(path.join(folder, 'imports'));
    const { status, stderr } = imported(...args);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
    expect(fs.readdirSync(path.join(folder, 'imports'))).toEqual(before);
  });

  /** The servers are in this process. */
  async function asynchronously(args: readonly string[], program?: string) {
    const { spawn } = await import('node:child_process');
    const child = program
      ? spawn(program, args, { cwd: folder })
      : spawn(process.execPath, [GROUNDWORK, ...args], { cwd: folder });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const status = await new Promise((resolve) => child.once('close', resolve));
    if (program && status !== 0) throw new Error(stderr);
    return { status, stderr };
  }
});
