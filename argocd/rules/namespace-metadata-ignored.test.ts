import { application, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

const METADATA = { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' }, annotations: { team: 'web' } };
const CREATE = ['CreateNamespace=true'];

function judged(syncPolicy: unknown, files: Record<string, string> = {}, destination?: unknown) {
  const spec = destination === undefined ? { syncPolicy } : { syncPolicy, destination };
  const found = findings('namespace-metadata-ignored', { 'app.yaml': application(spec), ...files });
  return found.map(({ severity, message }) => `${severity} ${message}`);
}

test('the metadata of a namespace that Argo CD creates arrive', () => {
  expect(judged({ syncOptions: CREATE, managedNamespaceMetadata: METADATA })).toEqual([]);
});

test.each([[undefined], [[]], [['CreateNamespace=false']], [['createNamespace=true']]])(
  'with the sync options %j they do not',
  (syncOptions) => {
    expect(judged({ syncOptions, managedNamespaceMetadata: METADATA })).toEqual([
      expect.stringMatching(/^silent .* without the sync option CreateNamespace=true/),
    ]);
  },
);

test.each([[{}], [{ labels: {} }], [null]])('%j asks for nothing', (managedNamespaceMetadata) => {
  expect(judged({ managedNamespaceMetadata })).toEqual([]);
});

test('a destination without a namespace has none to manage', () => {
  const policy = { syncOptions: CREATE, managedNamespaceMetadata: METADATA };
  expect(judged(policy, {}, { server: 'https://kubernetes.default.svc' })).toEqual([
    expect.stringContaining('without spec.destination.namespace'),
  ]);
});

test('a Namespace in the source wins, and what it lacks is named', () => {
  const policy = { syncOptions: CREATE, managedNamespaceMetadata: METADATA };
  const namespace = (name: string, more = {}) => ({ 'deploy/ns.yaml': object('Namespace', name, more) });
  expect(judged(policy, namespace('website', { annotations: { team: 'web' } }))).toEqual([
    expect.stringMatching(/brings Namespace website, .* missing there: pod-security.kubernetes.io\/enforce$/),
  ]);
  expect(judged(policy, namespace('other'))).toEqual([]);
  const same = `apiVersion: v1\nkind: Namespace\nmetadata: ${JSON.stringify({ name: 'website', ...METADATA })}\n`;
  expect(judged(policy, { 'deploy/ns.yaml': same })).toEqual([]);
});
