import { platform } from '../../test/seed-platform';
import { Application, GroundworkApp, Repository } from '..';
import { describe as describePlatform } from './describe';
import { describeAsMarkdown } from './markdown';

type Change = Parameters<typeof platform>[1];
type Built = ReturnType<typeof platform>;

/** PLATFORM.md of the small platform, by section. */
function documentOf(change: Change, build: (app: GroundworkApp, built: Built) => void = () => {}): Map<string, string> {
  const app = new GroundworkApp({ outdir: 'unused' });
  build(app, platform(app, change));
  const [, ...sections] = describeAsMarkdown(describePlatform(app, app.plan()), 'main.ts').split('\n## ');
  return new Map(
    sections.map((section) => {
      const end = section.indexOf('\n');
      return [section.slice(0, end), section.slice(end)];
    }),
  );
}

const SECRETS = 'Secrets that must exist before the first sync';
const REPOSITORIES = 'Repositories that need credentials';
const credentials = { secretStore: { name: 'vault' }, fields: { password: { key: 'git/platform' } } };
const url = 'https://git.example.com/orgname/platform.git';

describe('credentials of repositories', () => {
  test('a platform that needs none says nothing of any', () => {
    const document = documentOf({});
    expect(document.has(REPOSITORIES)).toBe(false);
    expect(document.get(SECRETS)).not.toContain('repository');
  });

  test('a private platform repository: its Secret is among those that must be there before the root', () => {
    const secrets = documentOf({ repository: { url, private: true } }).get(SECRETS);
    expect(secrets).toContain('### `argocd/platform-repository`');
    expect(secrets).toContain('make it before you apply apps-of-apps.yaml');
    expect(secrets).toContain('Label `argocd.argoproj.io/secret-type: repository`.');
    expect(secrets).toContain('kubectl -n argocd label secret platform-repository');
  });

  test('one whose ExternalSecret is in the tree that it protects: that file has to be applied by hand first', () => {
    const document = documentOf({ repository: { url, private: true } }, (app) => {
      // Another spelling of the same URL.
      new Repository(app.file('projects/own'), 'platform', { url: url.replace('.git', ''), credentials });
    });
    expect(document.get(SECRETS)).not.toContain('platform-repository');
    expect(document.get(REPOSITORIES)).toContain(
      'argocd/repository-platform | External Secrets Operator, from ClusterSecretStore vault |',
    );
    expect(document.get(REPOSITORIES)).toContain('```sh\nkubectl apply -f dist/projects/own.yaml\n```');
  });

  test('credentials for one project only are none for the root, which is in another', () => {
    const secrets = documentOf({ repository: { url, private: true } }, (app) => {
      new Repository(app.file('projects/own'), 'platform', { url, credentials, project: 'platform' });
    }).get(SECRETS);
    expect(secrets).toContain('platform-repository');
  });

  test('settings of the platform repository that are no secret have to be applied first, too', () => {
    const repositories = documentOf({ repository: { url } }, (app) => {
      new Repository(app.file('projects/own'), 'platform', { url, insecure: true });
    }).get(REPOSITORIES);
    expect(repositories).toContain('Git: nothing in it is secret');
    expect(repositories).toContain('kubectl apply -f dist/projects/own.yaml');
  });

  test('other repositories: by which store, or that somebody has to make a Secret, one for a common beginning', () => {
    const repositories = documentOf({}, (app, { project }) => {
      new Repository(app.file('projects/shop'), 'shop', { url: 'https://git.example.com/shop.git', credentials });
      for (const [name, repoURL] of [
        ['web', 'git@git.example.com:team/web.git'],
        ['api', 'git@git.example.com:team/api.git'],
        ['api-staging', 'git@git.example.com:team/api.git'],
        ['tool', 'ssh://git@git.example.com/tools/tool.git'],
      ] as const) {
        new Application(app.file(`apps/${name}`), 'application', {
          name,
          project,
          source: { repoURL, path: 'deploy' },
          destination: { namespace: name },
        });
      }
    }).get(REPOSITORIES);
    expect(repositories?.split('\n').slice(4, -1)).toEqual([
      '| git@git.example.com:team/… (2 repositories) | in argocd: label `argocd.argoproj.io/secret-type: repo-creds`, keys `url` and `sshPrivateKey` | you |',
      '| https://git.example.com/shop.git | argocd/repository-shop | External Secrets Operator, from ClusterSecretStore vault |',
      '| ssh://git@git.example.com/tools/tool.git | in argocd: label `argocd.argoproj.io/secret-type: repository`, keys `url` and `sshPrivateKey` | you |',
    ]);
    expect(repositories).not.toContain('kubectl apply');
  });
});

describe('nodes', () => {
  test('each is listed, with what has to be true on it', () => {
    const nodes = documentOf({
      cluster: {
        nodes: [
          { name: 'm2', address: '10.0.24.29' },
          { name: 'm1', address: '10.0.24.28', controlPlane: 'cp-1' },
        ],
      },
    }).get('Nodes');
    expect(nodes).toContain('| m1 | 10.0.24.28 | cp-1 |\n| m2 | 10.0.24.29 |  |');
    expect(nodes).toContain('UDP 8472 (VXLAN), UDP 51871 (WireGuard)');
    expect(nodes).toContain('modprobe --dry-run wireguard');
    expect(nodes).toContain('`certs.d/10.0.24.28:30002`');
    expect(nodes).toContain('https://10.0.24.28:6443/livez');
  });

  test('what nobody declared is not asked for', () => {
    const nodes = documentOf({
      cilium: { encryption: { type: 'none' }, tunnelProtocol: 'geneve', hubbleUi: undefined },
    });
    expect(nodes.get('Nodes')).toContain('UDP 6081 (Geneve), TCP 4240 (health) |');
    expect(nodes.get('Nodes')).not.toContain('wireguard');
  });

  test('a tunnel port of one’s own is the one that has to be open', () => {
    expect(documentOf({ cilium: { values: { tunnelPort: 8473 } } }).get('Nodes')).toContain('UDP 8473 (VXLAN)');
  });
});
