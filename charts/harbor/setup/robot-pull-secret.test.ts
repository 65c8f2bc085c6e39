import { App, Chart, Testing } from 'cdk8s';
import type { HarborRobot } from './robot';
import { HARBOR_PULL } from './robot-permissions';
import { RobotPullSecret, type RobotPullSecretProps } from './robot-pull-secret';

const ROBOT: HarborRobot = {
  name: 'pull',
  project: 'bootcamp',
  permissions: HARBOR_PULL,
  secret: { name: 'robots', key: 'pull.txt' },
};

function render(props: Partial<RobotPullSecretProps>) {
  const chart = new Chart(new App(), 'c');
  const secret = new RobotPullSecret(chart, 'pull', {
    robot: ROBOT,
    registry: '10.0.24.28:30002',
    namespace: 'team-a',
    source: { from: 'hand' },
    ...props,
  });
  const problems = secret.node.validate();
  return { secret, problems, manifests: problems.length > 0 ? [] : Testing.synth(chart) };
}

test('made by the operator: the template builds the login from the robot’s secret, and nothing secret is in Git', () => {
  const store = { name: 'cluster', kind: 'ClusterSecretStore' } as const;
  const { manifests, secret } = render({
    source: { from: 'external-secret', store, remote: { key: 'robots', property: 'pull.txt' } },
    serviceAccounts: ['default'],
  });
  expect(manifests).toMatchSnapshot();
  expect(secret.reference).toEqual({ name: 'harbor-pull' });
  expect(secret.requiredSecrets).toEqual([]);
});

test('made by hand: no manifest, but a Secret that must exist with the command that makes it', () => {
  const { manifests, secret } = render({});
  expect(manifests).toEqual([]);
  expect(secret.requiredSecrets).toEqual([
    {
      namespace: 'team-a',
      name: 'harbor-pull',
      type: 'kubernetes.io/dockerconfigjson',
      keys: [
        {
          key: '.dockerconfigjson',
          format: 'dockerconfigjson',
          howToMake:
            "kubectl -n team-a create secret docker-registry harbor-pull --docker-server=10.0.24.28:30002 --docker-username='robot$bootcamp+pull' --docker-password=\"$(kubectl -n harbor get secret robots -o jsonpath='{.data.pull\\.txt}' | base64 -d)\"",
          // The script beside PLATFORM.md makes it from the robot's token, which is on standard input.
          generate: {
            from: { secret: { namespace: 'harbor', name: 'robots' }, key: 'pull.txt' },
            command: expect.stringContaining("printf '%s:' 'robot$bootcamp+pull'; cat;"),
          },
        },
      ],
      usedBy: 'imagePullSecrets in team-a: images of 10.0.24.28:30002 as robot$bootcamp+pull',
    },
  ]);
});

test('a URL instead of a host would never match an image', () => {
  expect(render({ registry: 'http://10.0.24.28:30002' }).problems).toEqual([
    expect.stringContaining('registry "http://10.0.24.28:30002" is no host'),
  ]);
});
