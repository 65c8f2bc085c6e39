import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { ApiObject } from 'cdk8s';
import { judge } from '../../argocd/testing/rules';
import { GroundworkApp, manifestsFromFiles } from '..';

const HOME = process.cwd();
let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-manifests-'));
  process.chdir(dir);
});
afterEach(() => {
  process.chdir(HOME);
  fs.rmSync(dir, { recursive: true });
});

/** The app with one file of manifests. */
function appOf(text: string, file = 'infra/web.yaml'): GroundworkApp {
  fs.mkdirSync(path.join(dir, 'manifests', path.dirname(file)), { recursive: true });
  fs.writeFileSync(path.join(dir, 'manifests', file), text);
  const app = new GroundworkApp({ outdir: 'dist' });
  manifestsFromFiles(app, 'manifests');
  return app;
}

const rendered = (app: GroundworkApp) => app.plan().files.map(({ text }) => text.slice(text.indexOf('\n') + 1));

const TEXT = `# Why this is here.
kind: ConfigMap
apiVersion: v1
metadata: {name: a, namespace: web} # in flow style
data:
  # What reads it.
  key: 'on'
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: b
  namespace: web
data: {}
`;

test('comments, order of keys and quotes stay as somebody wrote them', () => {
  expect(rendered(appOf(TEXT))).toEqual([TEXT]);
});

test.each([
  ['CRLF line ends', TEXT.replaceAll('\n', '\r\n')],
  ['no line end at the end', TEXT.trimEnd()],
])('%s become those of every other file', (_, text) => {
  expect(rendered(appOf(text))).toEqual([TEXT]);
});

test('what main.ts changes or adds is rendered, although the comments are lost with it', () => {
  const changed = appOf(TEXT);
  const [object] = changed.node.findAll().filter((one) => ApiObject.isApiObject(one)) as ApiObject[];
  object?.metadata.addLabel('team', 'a');
  const [text] = rendered(changed);
  expect(text).toContain('team: a');
  expect(text).not.toContain('Why this is here');

  const added = appOf(TEXT);
  new ApiObject(added.file('infra/web'), 'c', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } });
  expect(rendered(added)[0]).toContain('name: c');
});

test('a comment that silences a rule silences it in what is rendered', () => {
  const rules = (comment: string) => {
    const text = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
  destination: {server: https://kubernetes.default.svc, namespace: web}
  source: {repoURL: https://git.example.com/web.git, path: deploy, targetRevision: main}
  syncPolicy:
    syncOptions:
      - ServerSideAply=true${comment}
`;
    const [written = ''] = rendered(appOf(text, 'apps/web.yaml'));
    return judge({ 'dist/apps/web.yaml': written }).findings.map(({ rule }) => rule);
  };
  expect(rules('')).toContain('sync-option-unknown');
  expect(rules(' # groundwork:ignore sync-option-unknown a plugin of ours reads it')).not.toContain(
    'sync-option-unknown',
  );
});
