import { Construct } from 'constructs';
import { RIGHT } from '../test/seed-platform';
import {
  Application,
  type ClusterNetwork,
  type GivenToNetwork,
  GroundworkApp,
  HARBOR_UPSTREAMS,
  Platform,
  PlatformImages,
} from '.';
import { groundMembers } from './facts/ground-members';

/** What somebody writes in a project of their own, with what the package exports. */
class Calico extends Construct implements ClusterNetwork {
  readonly application: Application;

  constructor(scope: Construct, { project, cluster }: GivenToNetwork) {
    super(scope, 'calico');
    PlatformImages.of(this).use('quay.io/tigera/operator:v1.38.0', { construct: this, through: 'tigeraOperator' });
    this.application = new Application(GroundworkApp.of(this).file('infra/calico'), 'application', {
      name: 'calico',
      project,
      source: {
        repoURL: 'https://docs.tigera.io/calico/charts',
        chart: 'tigera-operator',
        targetRevision: 'v3.30.0',
        helm: { valuesObject: { installation: { calicoNetwork: { ipPools: [{ cidr: cluster.podNetwork }] } } } },
      },
      destination: { namespace: 'tigera-operator' },
    });
  }
}

const appWith = (others: Partial<typeof RIGHT> = {}) => {
  const app = new GroundworkApp({ outdir: 'dist' });
  const { cilium: _, ...props } = { ...RIGHT, ...others };
  const platform = new Platform(app, 'platform', { ...props, network: (scope, given) => new Calico(scope, given) });
  return { app, platform };
};

test('another network than Cilium is a construct of one’s own: it is rendered in the project of the platform', () => {
  const { app, platform } = appWith();
  expect(platform.network.node.path).toBe('platform/calico');
  const { files } = app.plan();
  expect(files.map(({ path }) => path).filter((path) => /calico|cilium/.test(path))).toEqual(['infra/calico.yaml']);
  expect(files.find(({ path }) => path === 'infra/calico.yaml')?.documents).toMatchObject([
    { spec: { project: 'platform', source: { helm: { valuesObject: { installation: {} } } } } },
  ]);
  expect(files.find(({ path }) => path === 'projects/platform.yaml')?.text).toContain(
    '- https://docs.tigera.io/calico/charts\n',
  );
});

test('its images may not come through the Harbor that cannot start without it', () => {
  const quay = { name: 'quay', public: true, upstream: HARBOR_UPSTREAMS['quay.io'] };
  const { app } = appWith({
    harbor: { ...RIGHT.harbor, state: { proxyCaches: [quay] } },
    registries: (harbor) => [{ host: 'quay.io', mirrors: [harbor.mirror(quay)], fallback: 'none' }],
  });
  expect(() => app.plan()).toThrow(
    /quay\.io\/tigera\/operator:v1\.38\.0 \(the network\).*network: the images of \[platform\/calico\]/,
  );
});

test('it is ground: what is in the first waves before it is told', () => {
  const { app, platform } = appWith();
  expect(groundMembers(app)).toContain(platform.network.application);
});
