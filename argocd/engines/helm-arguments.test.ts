import type { Application, ApplicationSource } from '../model/types';
import { helmArguments, inlineValues, plainVersion } from './helm-arguments';

const application = { name: 'web', destination: { namespace: 'prod' } } as Application;
const cluster = { kubeVersion: '1.34.0', apiVersions: ['a/v1'] };
const files = { values: ['/one', '/two'], inline: '/own', parameters: new Map([['file', '/f,g']]) };

const argumentsOf = (helm: object) =>
  helmArguments(
    application,
    { fields: { helm } } as unknown as ApplicationSource,
    cluster,
    files,
    new Map([['X', 'x']]),
  ).join(' ');

test('the arguments are those of Argo CD: own values last, definitions included', () => {
  expect(argumentsOf({})).toBe(
    'template . --name-template web --namespace prod --kube-version 1.34.0 --set-file file=/f\\,g --values /one --values /two --values /own --api-versions a/v1 --include-crds',
  );
});

test('what the source says wins over the Application and the cluster', () => {
  const text = argumentsOf({
    releaseName: 'r',
    namespace: 'n',
    kubeVersion: 'v1.30.4-eks-1',
    apiVersions: ['b/v2'],
    skipCrds: true,
    skipTests: true,
    skipSchemaValidation: true,
  });
  expect(text).toContain('--name-template r --namespace n --kube-version 1.30.4 ');
  expect(text).toMatch(/--api-versions b\/v2 --skip-schema-validation --skip-tests$/);
  expect(text).not.toContain('a/v1');
});

test('of two parameters with one name the last counts; commas are escaped, but for lists; variables are put in', () => {
  const parameters = [
    { name: 'a', value: '1' },
    { name: 'a', value: 'x,y\\,z' },
    { name: 'b', value: '{x,y}' },
    { name: 'c', value: '$X', forceString: true },
  ];
  expect(argumentsOf({ parameters })).toContain('--set a=x\\,y\\,z --set b={x,y} --set-string c=x --set-file');
});

test('a map of values wins over a string, even if it is empty', () => {
  const of = (helm: object) => inlineValues({ fields: { helm } } as unknown as ApplicationSource);
  expect(of({ valuesObject: {}, values: 'a: 1' })).toBe('{}');
  expect(of({ values: 'a: 1' })).toBe('a: 1');
  expect(of({ values: '' })).toBeUndefined();
});

test.each([
  ['1.31', '1.31'],
  ['v1.31.2+k3s1', '1.31.2'],
  ['1.32.1-gke.5', '1.32.1'],
])('Kubernetes %s is %s for Helm', (version, expected) => {
  expect(plainVersion(version)).toBe(expected);
});
