/** What a project has to say depends on the Argo CD that reads it. */
import { Chart } from 'cdk8s';
import { platform, RIGHT } from '../../test/seed-platform';
import { GroundworkApp } from '../app';
import { Platform } from '../platform';
import { AppProject, type AppProjectProps } from './app-project';
import { Application } from './application';

function planned(release: string | undefined, props: Partial<AppProjectProps>) {
  const app = new GroundworkApp({ outdir: 'dist' });
  new Platform(app, 'platform', { ...RIGHT, argocd: { broughtBy: 'the cluster team', release } } as never);
  const project = new AppProject(app.file('projects/shop'), 'project', { name: 'shop', ...props });
  return {
    errors: app.node.findAll().flatMap(({ node }) => node.validate()),
    spec: () => Chart.of(project).toJson()[0].spec as Record<string, unknown>,
  };
}

const keys = ['4AEE18F83AFDEB23'];

test('signatures are signatureKeys up to 3.4, and sourceIntegrity later', () => {
  expect(planned('3.4.4', { signatures: [{ keys }] }).spec().signatureKeys).toEqual([{ keyID: keys[0] }]);
  expect(planned(undefined, { signatures: [{ keys }] }).spec().signatureKeys).toEqual([{ keyID: keys[0] }]);
  const { spec, errors } = planned('3.5.1', { signatures: [{ keys, mode: 'strict', repos: ['https://git/**'] }] });
  expect(errors).toEqual([]);
  expect(spec()).toEqual({
    sourceIntegrity: { git: { policies: [{ repos: [{ url: 'https://git/**' }], gpg: { keys, mode: 'strict' } }] } },
  });
});

test('what a version does not have is refused', () => {
  const signatures = [{ keys, mode: 'strict' as const, repos: ['x'] }, { keys: ['short'] }];
  const syncWindows = [
    { kind: 'deny' as const, schedule: '0 1 * * *', duration: '1h', namespaces: ['*'], syncOverrun: true },
  ];
  expect(planned('3.4.4', { signatures, syncWindows }).errors).toEqual([
    expect.stringContaining('signatures[0].repos: Argo CD 3.4 asks for signatures of all repositories'),
    expect.stringContaining('signatures[0].mode is strict, which Argo CD 3.4 does not have'),
    expect.stringContaining('signatures[1].keys has "short": give the last 16 hexadecimal digits'),
    expect.stringContaining('signatures[1]: Argo CD 3.4 has one list of keys'),
    expect.stringContaining('syncWindows[0].syncOverrun: Argo CD 3.4 does not have it'),
  ]);
  expect(planned('3.5.1', { syncWindows }).errors).toEqual([]);
});

test('a release that is none is refused', () => {
  expect(() => planned('latest', {})).toThrow('argocd.release is "latest", which is no version of Argo CD');
});

describe('service accounts', () => {
  const accounts = [{ namespace: 'shop-*', defaultServiceAccount: 'deployer' }];
  function withArgoCd(impersonation: boolean | undefined, destinationServiceAccounts?: typeof accounts) {
    const app = new GroundworkApp({ outdir: 'dist' });
    const made = platform(app, { argocd: { impersonation } });
    const project = new AppProject(app.file('projects/shop'), 'project', { name: 'shop', destinationServiceAccounts });
    new Application(app.file('apps/prod/shop'), 'application', {
      name: 'shop',
      project,
      source: { repoURL: 'https://git.example.com/shop.git', path: '.' },
      destination: { namespace: 'shop-prod' },
    });
    return {
      errors: app.node.findAll().flatMap(({ node }) => node.validate().map((error) => `[${node.path}] ${error}`)),
      spec: () => Chart.of(project).toJson()[0].spec,
      ground: () => Chart.of(made.project).toJson()[0].spec,
      values: () => app.plan().files.find(({ path }) => path === 'values/argocd.yaml')?.text,
    };
  }

  test('are rendered where Argo CD looks at them, and for the platform, too', () => {
    const { errors, spec, ground, values } = withArgoCd(true, accounts);
    expect(errors).toEqual([]);
    expect(spec()).toMatchObject({
      destinationServiceAccounts: [
        { server: 'https://kubernetes.default.svc', namespace: 'shop-*', defaultServiceAccount: 'deployer' },
      ],
    });
    expect(ground()).toMatchObject({
      destinationServiceAccounts: [{ defaultServiceAccount: 'argocd:argocd-application-controller' }],
    });
    expect(values()).toContain('application.sync.impersonation.enabled: "true"');
  });

  test('are refused where they have no effect, and missed where no sync works without', () => {
    expect(withArgoCd(undefined, accounts).errors).toEqual([
      expect.stringContaining('destinationServiceAccounts has no effect'),
    ]);
    expect(withArgoCd(true).errors).toEqual([expect.stringContaining('no sync works without a service account')]);
  });
});
