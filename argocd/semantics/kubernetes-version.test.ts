import { KubernetesVersion } from './kubernetes-version';
import { ArgoCdVersion } from './version';

test.each(['1.35', 'v1.35', '1.35.4', 'v1.35.4', '1.35.4+k3s1', 'v1.35.4-eks-a1b2', '1.35.0-rc.1'])(
  '%s is a version of Kubernetes',
  (text) => {
    expect(KubernetesVersion.parse(text)?.minor).toBe(35);
  },
);

test.each(['', '1', '35', '2.35', '1.x', 'latest', '1.35.4.5', ' 1.35'])('%j is none', (text) => {
  expect(KubernetesVersion.parse(text)).toBeUndefined();
});

test.each([
  ['3.6.1', '1.37'],
  ['3.5.1', '1.36'],
  ['3.4.4', '1.35'],
  ['3.3.0', '1.35'],
  ['3.2.1', '1.34'],
  ['3.0.0', '1.32'],
  ['2.14.0', '1.31'],
])('Argo CD %s is judged with the newest Kubernetes that it is tested with, %s', (argocd, kubernetes) => {
  const version = ArgoCdVersion.parse(argocd) ?? ArgoCdVersion.LATEST;
  expect(`${KubernetesVersion.defaultFor(version)}`).toBe(kubernetes);
});
