import { ApiObject } from 'cdk8s';
import { platform } from '../../test/seed-platform';
import { GroundworkApp, RequiredSecrets } from '..';
import { namedObjects } from './named-objects';

test.each<[string, object, readonly string[]]>([
  ['a Secret by the words of charts', { auth: { existingSecret: 'a', existingSecretKey: 'k' } }, ['Secret a']],
  ['by the words of Kubernetes', { env: [{ valueFrom: { secretKeyRef: { name: 'a', key: 'k' } } }] }, ['Secret a k']],
  [
    'a ConfigMap',
    { envFrom: [{ configMapRef: { name: 'c' } }], existingConfigMap: 'd' },
    ['ConfigMap c', 'ConfigMap d'],
  ],
  ['what images are pulled with', { imagePullSecrets: [{ name: 'pull' }, 'more'] }, ['Secret pull', 'Secret more']],
  [
    'not what cert-manager makes',
    { ingress: { annotations: { 'cert-manager.io/issuer': 'x' }, tls: [{ secretName: 'a' }] } },
    [],
  ],
  [
    'not what need not be there',
    { env: [{ valueFrom: { secretKeyRef: { name: 'a', key: 'k', optional: true } } }] },
    [],
  ],
  ['not what is a template, or nothing', { existingSecret: '{{ .Release.Name }}', secretName: '' }, []],
])('%s', (_name, values, expected) => {
  expect(namedObjects(values).map(({ kind, name, keys }) => [kind, name, ...keys].join(' '))).toEqual(expected);
});

test('what values name is in the list of what must exist, unless something in the platform makes it', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  const secretKeyRef = (name: string) => ({
    name: name.toUpperCase(),
    valueFrom: { secretKeyRef: { name, key: 'token' } },
  });
  platform(app, {
    argocd: { values: { server: { env: [secretKeyRef('given'), secretKeyRef('stored')] } } },
    harbor: { values: { imagePullSecrets: [{ name: 'pull' }] } },
  });
  new ApiObject(app.file('projects/stored'), 'stored', {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: { name: 'from-vault', namespace: 'argocd' },
    spec: { target: { name: 'stored' } },
  });
  const named = RequiredSecrets.of(app).all.map(({ namespace, name }) => `${namespace}/${name}`);
  expect(named).toEqual(expect.arrayContaining(['argocd/given', 'harbor/pull']));
  expect(named).not.toContain('argocd/stored');
  const { markdown } = app.describe(app.plan());
  expect(markdown).toContain('### `argocd/given`\n\nApplication argocd: values.server.env[0].valueFrom.secretKeyRef.');
  expect(markdown).toContain('Its keys are as the documentation of the chart says.');
});
