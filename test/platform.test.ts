import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { parse } from 'yaml';
import { GroundworkApp, HARBOR_UPSTREAMS, type PlatformProps } from '../charts';
import { describe as describePlatform } from '../charts/description/describe';
import { describeAsMarkdown } from '../charts/description/markdown';
import type { SynthesizedApp } from '../synth/app';
import type { KubernetesObject, Plan } from '../synth/plan/plan';
import { loadPlan } from '../synth/run-main';
import { helmValueErrors } from './helm-values';
import { schemaErrors } from './schema';
import { platform, RIGHT } from './seed-platform';

const ROOT = path.join(__dirname, '..');

/** The paths of texts whose key says that they are secret, unless it says that they name a Secret. */
function secretTexts(value: unknown, at: readonly string[] = []): string[] {
  if (value !== null && typeof value === 'object')
    return Object.entries(value).flatMap(([key, below]) => secretTexts(below, [...at, key]));
  const key = at[at.length - 1] ?? '';
  const named = /^existing|^secretName$|Key$/.test(key) && key !== 'secretKey';
  return typeof value === 'string' && value !== '' && /password|secret|token|htpasswd/i.test(key) && !named
    ? [at.join('.')]
    : [];
}

describe('the platform of main.ts', () => {
  let app: SynthesizedApp;
  let plan: Plan;
  let documents: readonly KubernetesObject[];
  beforeAll(async () => {
    ({ app, plan } = await loadPlan(path.join(ROOT, 'main.ts')));
    documents = plan.files.flatMap((file) => file.documents);
  });
  const text = (file: string) => plan.files.find((f) => f.path === file)?.text ?? `(no ${file})`;
  const value = (file: string) => parse(text(file));

  test('every document is right by its schema', () => {
    expect(documents).not.toEqual([]);
    for (const document of documents)
      expect([document.kind, document.metadata.name, schemaErrors(document)]).toEqual([
        document.kind,
        document.metadata.name,
        [],
      ]);
  });

  test.each([
    ['harbor', 'harbor'],
    ['argo-cd', 'argocd'],
    ['cilium', 'cilium'],
  ])('every value for %s is one that its chart knows, in the version that is installed', (chart, name) => {
    const { sources } = value(`infra/${name}.yaml`).spec;
    const { targetRevision } = sources.find((source: { chart?: string }) => source.chart === chart);
    expect(helmValueErrors(chart, targetRevision, value(`values/${name}.yaml`))).toEqual([]);
  });

  test('there is one root, and every Application is in a file that it reads', () => {
    const roots = plan.files.filter(
      (file) =>
        !/^(projects|infra|apps)\//.test(file.path) && file.documents.some(({ kind }) => kind === 'Application'),
    );
    expect(roots.map((file) => file.path)).toEqual(['apps-of-apps.yaml']);
  });

  test('waves wait: the health of Applications is in Argo CD’s settings', () => {
    expect(value('values/argocd.yaml').configs.cm['resource.customizations.health.argoproj.io_Application']).toContain(
      'return',
    );
  });

  test('nothing of it is secret: no Secret is rendered, and every value that is one is empty or a reference', () => {
    expect(documents.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    const all = plan.files.map((file) => file.text).join('\n');
    expect(all).not.toMatch(/Harbor12345|changeit|not-a-secure-key|harbor_registry_password|EfqU4EiWmQ9frc6B/);
    for (const file of ['harbor', 'argocd', 'cilium']) expect(secretTexts(value(`values/${file}.yaml`))).toEqual([]);
  });

  test('Cilium’s Application cannot take the network down: no pruning, no finalizer, and synced only by hand', () => {
    const cilium = value('infra/cilium.yaml');
    expect(cilium.spec.syncPolicy).toEqual({ syncOptions: ['ServerSideApply=true', 'Prune=false'] });
    expect(cilium.metadata).not.toHaveProperty('finalizers');
  });

  test('PLATFORM.md is the document of this platform', () => {
    expect(app.describe(plan).markdown).toBe(fs.readFileSync(path.join(ROOT, 'PLATFORM.md'), 'utf8'));
  });
});

describe('a fact is stated once', () => {
  const render = (change: Parameters<typeof platform>[1]) => {
    const app = new GroundworkApp({ outdir: 'dist' });
    platform(app, change);
    return {
      files: new Map(app.plan().files.map((file) => [file.path, file.text])),
      description: describeAsMarkdown(describePlatform(app, app.plan()), 'main.ts'),
    };
  };

  test('another NodePort of Harbor changes every place that depends on it, and nothing else', () => {
    // A mirror that leads to it is one of these places.
    const dockerHub = { name: 'docker-hub', public: true, upstream: HARBOR_UPSTREAMS['docker.io'] };
    const registries: PlatformProps<'1.16.5', '10.1.1', '1.19.1'>['registries'] = (harbor) => [
      { host: 'docker.io', mirrors: [harbor.mirror(dockerHub)] },
    ];
    const at = (nodePort: number) =>
      render({
        harbor: {
          exposure: { ...RIGHT.harbor.exposure, nodePort } as never,
          state: { ...RIGHT.harbor.state, proxyCaches: [dockerHub] },
        },
        registries,
      });
    const [before, after] = [at(30002), at(30003)];
    expect(after.files.get('workloads/registry-hosts/registry-hosts.yaml')).toContain(
      '[host."http://10.0.24.28:30003/v2/docker-hub"]',
    );
    const changed = [...after.files].filter(([file, text]) => before.files.get(file) !== text).map(([file]) => file);
    expect(changed).toEqual(['values/harbor.yaml', 'workloads/registry-hosts/registry-hosts.yaml']);
    for (const [file, text] of after.files) {
      expect([file, text.includes('30002')]).toEqual([file, false]);
      // The checksum rolls the pods; apart from it, the old port with the new number is the new file.
      const unsummed = (t = '') => t.replaceAll(/checksum\/config: \w+/g, 'checksum/config: …');
      expect(unsummed(text)).toBe(unsummed(before.files.get(file)).replaceAll('30002', '30003'));
    }
    expect(after.description).toBe(before.description.replaceAll('30002', '30003'));
  });

  test('another version of Cilium takes that version’s values and images', () => {
    const app = new GroundworkApp({ outdir: 'dist' });
    platform(app, { cilium: { ...RIGHT.cilium, version: '1.19.6' as never } });
    const { files } = app.plan();
    const values = parse(files.find((file) => file.path === 'values/cilium.yaml')?.text ?? '');
    expect(helmValueErrors('cilium', '1.19.6', values)).toEqual([]);
    expect(values).not.toHaveProperty('certgen');
    expect(files.find((file) => file.path === 'infra/cilium.yaml')?.text).toContain('targetRevision: 1.19.6');
  });
});

test.each([
  ['another locale and time zone', { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' }],
  ['no locale', { LANG: 'C', LC_ALL: 'C', TZ: 'UTC' }],
  ['source maps', { NODE_OPTIONS: '--enable-source-maps' }],
])('%s: the same bytes as are committed', (_name, env) => {
  const outdir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-bytes-')), 'dist');
  execFileSync(process.execPath, ['bin/groundwork.js', 'synth', '--quiet'], {
    cwd: ROOT,
    env: { ...process.env, ...env, CDK8S_OUTDIR: outdir },
  });
  for (const file of fs
    .readdirSync(path.join(ROOT, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())) {
    const relative = path.relative(path.join(ROOT, 'dist'), path.join(file.parentPath, file.name));
    expect([relative, fs.readFileSync(path.join(outdir, relative), 'utf8')]).toEqual([
      relative,
      fs.readFileSync(path.join(ROOT, 'dist', relative), 'utf8'),
    ]);
  }
  fs.rmSync(path.dirname(outdir), { recursive: true });
});
