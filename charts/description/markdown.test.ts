import { stripVTControlCharacters } from 'node:util';
import { ApiObject } from 'cdk8s';
import { platform } from '../../test/seed-platform';
import { Application, ApplicationSet, GroundworkApp, PlatformImages, Repository } from '..';
import { describe as describePlatform } from './describe';
import { describeAsMarkdown } from './markdown';
import { describeAsText } from './text';

type Change = Parameters<typeof platform>[1];
type Built = ReturnType<typeof platform>;

/** PLATFORM.md of the small platform, by section. */
function documentOf(change: Change, build: (app: GroundworkApp, built: Built) => void = () => {}): Map<string, string> {
  const app = new GroundworkApp({ outdir: 'dist' });
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
  test('a platform that needs no credentials does not mention any', () => {
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

  test('other repositories: by which store, or that a Secret has to be made by hand, one for a common beginning', () => {
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
    expect(repositories?.split('\n').slice(4, 7)).toEqual([
      '| git@git.example.com:team/… (2 repositories) | in argocd: label `argocd.argoproj.io/secret-type: repo-creds`, keys `url` and `sshPrivateKey` | you |',
      '| https://git.example.com/shop.git | argocd/repository-shop | External Secrets Operator, from ClusterSecretStore vault |',
      '| ssh://git@git.example.com/tools/tool.git | in argocd: label `argocd.argoproj.io/secret-type: repository`, keys `url` and `sshPrivateKey` | you |',
    ]);
    expect(repositories).not.toContain('kubectl apply');
    expect(repositories).toContain('```sh\nssh-keyscan git.example.com\n```');
  });

  const setOf = (
    app: GroundworkApp,
    { project }: Pick<Built, 'project'> | { readonly project: string },
    name: string,
    repoURL: string,
    generators: object[],
  ) =>
    new ApplicationSet(app.file(`apps/${name}`), 'set', {
      name,
      generators: generators as never,
      template: { name: `${name}-{{ .name }}`, project, source: { repoURL, path: 'deploy' }, destination: {} },
    });
  const tableOf = (build: (app: GroundworkApp, built: Built) => void) =>
    (documentOf({}, build).get(REPOSITORIES)?.split('\n').slice(4) ?? [])
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split(' | ')[0]?.slice(2));
  const list = (...elements: object[]) => ({ list: { elements } });

  test('those that only an ApplicationSet reads: without a key its generator fails, or all that it makes', () => {
    const files = [{ path: 'apps/*' }];
    const git = (repoURL: string) => ({ git: { repoURL, revision: 'main', directories: files } });
    expect(
      tableOf((app, built) => {
        const matrix = { matrix: { generators: [list({ name: 'a' }), git('git@github.com:team/catalog.git')] } };
        setOf(app, built, 'web', 'git@github.com:web/web.git', [matrix]);
        // One that is read over HTTPS needs no key.
        setOf(app, built, 'open', 'https://git.example.com/shop.git', [git('https://git.example.com/shop.git')]);
      }),
    ).toEqual(['git@github.com:team/catalog.git', 'git@github.com:web/web.git']);
  });

  test('those that it makes of its parameters: what stands before the first, or what its list has', () => {
    const listed = list({ name: 'a', git: { url: 'git@github.com:a/a.git' } }, { name: 'b', mail: 'x@example.com' });
    const build = (app: GroundworkApp, built: Built) => {
      setOf(app, built, 'web', 'ssh://git@git.example.com:2222/{{ .team }}/{{ .name }}.git', [list({ name: 'a' })]);
      setOf(app, built, 'api', 'git@github.com:team-{{ .name }}.git', [list({ name: 'a' })]);
      setOf(app, { project: 'tools' }, 'tool', '{{ .git.url }}', [listed]);
    };
    expect(tableOf(build)).toEqual([
      'git@github.com:… (any number of repositories)',
      'git@github.com:a/a.git',
      'ssh://git@git.example.com:2222/… (any number of repositories)',
    ]);
    // Argo CD's chart brings the keys of GitHub.
    expect(documentOf({}, build).get(REPOSITORIES)).toContain('```sh\nssh-keyscan -p 2222 git.example.com\n```');
  });

  test('but not what a construct has credentials for', () => {
    const build = (app: GroundworkApp, built: Built) => {
      new Repository(app.file('projects/web'), 'web', { url: 'git@github.com:team/web.git', credentials });
      const own = { url: 'git@git.example.com:web.git', credentials };
      new Repository(app.file('projects/own'), 'own', own);
      new Repository(app.file('projects/lab'), 'lab', { ...own, url: 'git@lab.example.com:web.git', insecure: true });
      setOf(app, built, 'web', 'git@github.com:team/{{ .name }}.git', [list({ name: 'web' })]);
    };
    expect(tableOf(build)).toEqual([
      'git@git.example.com:web.git',
      'git@github.com:team/web.git',
      'git@lab.example.com:web.git',
    ]);
    // A key does not make a host known; a host that is not verified need not be known.
    expect(documentOf({}, build).get(REPOSITORIES)).toContain('```sh\nssh-keyscan git.example.com\n```');
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

  test('requirements of systems that are not declared are not listed', () => {
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

/** What synth prints and PLATFORM.md, of the small platform with something more. */
function told(build: (app: GroundworkApp, built: Built) => void): { text: string; document: string } {
  const app = new GroundworkApp({ outdir: 'dist' });
  build(app, platform(app, {}));
  const description = describePlatform(app, app.plan());
  return {
    text: stripVTControlCharacters(describeAsText(description)),
    document: describeAsMarkdown(description, 'main.ts'),
  };
}

const application = (app: GroundworkApp, { project }: Built, name: string, folder = 'apps') =>
  new Application(app.file(`${folder}/${name}`), 'application', {
    name,
    project,
    source: { repoURL: 'https://git.example.com/shop.git', path: name },
    destination: { namespace: name },
    syncPolicy: { automated: {} },
  });

const applicationSet = (app: GroundworkApp, { project }: Built, name: string, folder = 'apps') =>
  new ApplicationSet(app.file(`${folder}/set-${name}`), 'set', {
    name,
    generators: [
      {
        matrix: {
          generators: [
            { list: { elements: [{ env: 'dev' }, { env: 'prod' }] } },
            {
              git: { repoURL: 'https://git.example.com/shop.git', revision: 'main', directories: [{ path: 'apps/*' }] },
            },
          ],
        },
      },
    ],
    template: {
      name: '{{ .path.basename }}-{{ .env }}',
      project,
      source: { repoURL: 'https://git.example.com/shop.git', path: '{{ .path.path }}' },
      destination: { namespace: 'shop-{{ .env }}' },
    },
  });

describe('ApplicationSets', () => {
  const { text, document } = told((app, built) => {
    application(app, built, 'shop').dependsOn(...built.registryReady);
    applicationSet(app, built, 'shop').dependsOn(...built.registryReady);
  });
  const makes =
    'makes {{ .path.basename }}-{{ .env }} from a list of 2 × directories of https://git.example.com/shop.git';

  test('stand in the list in their wave, and the heading says what it counts', () => {
    expect(text).toContain(
      '8 Applications (apps-of-apps, and 7 that it brings) and 1 ApplicationSet (what it makes not counted)',
    );
    expect(text).toContain(
      `  apps\n    shop                   shop of https://git.example.com/shop.git → shop\n    shop (ApplicationSet)  ${makes}: {{ .path.path }}`,
    );
  });

  test('stand in PLATFORM.md with project and generators, and differ from an Application of that name', () => {
    expect(document).toContain(
      `| apps | shop (ApplicationSet) | platform | shop-{{ .env }} | ${makes}: {{ .path.path }} of`,
    );
    expect(document).toContain('    app_shop["shop"]\n    app_shop_6[["shop (ApplicationSet)"]]');
    expect(document).toContain('  app_harbor_setup --> app_shop_6\n');
  });
});

describe('what stands before the ground without belonging to it', () => {
  const warning = (names: string, heldUp = 'harbor and harbor-setup') =>
    `As long as ${names} is not healthy, ${heldUp} cannot come`;

  test('is reported in both, for Applications and ApplicationSets alike', () => {
    const { text, document } = told((app, built) => {
      application(app, built, 'database', 'infra');
      applicationSet(app, built, 'team', 'infra');
    });
    for (const where of [text, document]) expect(where).toContain(warning('one of database, team (ApplicationSet)'));
    expect(document).toContain('> [!WARNING]\n> As long as');
  });

  test('only what a later wave of the ground waits for counts as held up', () => {
    const { text } = told((app, built) =>
      application(app, built, 'database', 'infra').dependsOn(built.registryReady[0] as Application),
    );
    expect(text).toContain(warning('database', 'harbor-setup'));
  });

  test.each<[string, (app: GroundworkApp, built: Built) => void]>([
    ['what is in a folder of apps/', (app, built) => application(app, built, 'web', 'apps/team')],
    ['what waits for the ground', (app, built) => application(app, built, 'web').dependsOn(...built.registryReady)],
    ['what stands beside its last wave', (app, built) => application(app, built, 'web').dependsOn(built.harbor)],
    [
      'what the ground waits for, with what that waits for',
      (app, built) => {
        const [storage, disks] = ['storage', 'disks'].map((name) => application(app, built, name, 'infra')) as [
          Application,
          Application,
        ];
        storage.dependsOn(disks);
        built.harbor.application.dependsOn(storage);
      },
    ],
  ])('%s belongs to the ground', (_name, build) => {
    const { text, document } = told(build);
    for (const where of [text, document]) expect(where).not.toContain('As long as');
  });
});

test('a cell of a table stays one, whatever is in it', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  platform(app);
  const description = describePlatform(app, app.plan());
  const ports = [{ port: 30_100, service: 'a|b', owner: 'x', credential: 'first\nsecond' }];
  expect(describeAsMarkdown({ ...description, ports }, 'main.ts')).toContain('\n| 30100 | a\\|b | first second |\n');
});

test('an image in a manifest is pinned otherwise than one that the lock pins, and the document says how', () => {
  const { text, document } = told((app) => {
    const spec = { containers: [{ name: 'c', image: 'redis:7' }] };
    new ApiObject(app.file('workloads/x/x'), 'pod', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec,
    } as never);
    PlatformImages.of(app).use('busybox:1', {
      construct: app,
      through: 'init.image',
      chart: 'c 1.0.0',
      fromLock: false,
    });
  });
  expect(text).toMatch(/ {2}groundwork pin asks the registries:\n( {4}docker\.io\/goharbor\S+\n)+/);
  expect(text).toContain(
    '  a manifest names it: take it through PlatformImages.of(app).use(…), then groundwork pin:\n' +
      '    docker.io/library/redis:7  workloads/x/x (Pod/p spec.containers[c].image)\n',
  );
  expect(text).toMatch(/ {2}a value of a chart names it: [^\n]*\n {4}docker\.io\/library\/busybox:1 {2}/);
  const [, after = ''] = document.split('A manifest names them, which the lock does not reach');
  expect(after).toContain('| docker.io/library/redis:7 |');
  expect(after).not.toContain('goharbor');
});

test('what a declaration names is text: no element in PLATFORM.md, and nothing that steers a terminal', () => {
  const app = new GroundworkApp({ outdir: 'unused' });
  platform(app);
  const description = describePlatform(app, app.plan());
  const hostile = '<script>alert(1)</script>\u001b[2K\u202e`<img src=x>';
  const application = {
    kind: 'ApplicationSet' as const,
    name: hostile,
    project: hostile,
    namespace: hostile,
    source: hostile,
    makes: hostile,
    dependsOn: [hostile],
    syncsByItself: true,
  };
  const changed = {
    ...description,
    waves: [{ wave: 0, applications: [application] }],
    ports: [{ port: 30_100, service: hostile, owner: 'x', credential: hostile }],
    unpinned: [{ image: hostile, usedBy: hostile }],
    unpinnedIn: { ...description.unpinnedIn, value: [{ image: hostile, usedBy: hostile }] },
  };
  const document = describeAsMarkdown(changed, 'main.ts');
  const outside = document.replace(/^```[\s\S]*?^```$/gm, '').replace(/^<!--.*-->\n/, '');
  expect(outside).not.toMatch(/<(?:script|img)/);
  expect(document).not.toMatch(/["[]<script/);
  const text = stripVTControlCharacters(describeAsText(changed));
  for (const where of [document, text]) expect(where).not.toMatch(/(?![\n\t])\p{Cc}|\u202e/u);
});
