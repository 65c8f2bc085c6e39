import * as fs from 'node:fs';
import { applications, cluster, describeLive, eventually, state, wipe, words } from './live';
import { deployment, type Repository, Tutorial } from './project';

/** A mistake of somebody, and how it is taken back. */
interface Mistake {
  readonly name: string;
  /** The Application that has it. */
  readonly application: string;
  /** Writes it into the files of a repository, without a commit. @returns that repository */
  readonly make: (tutorial: Tutorial) => Repository;
  /** Writes what is right again, in other words than before. */
  readonly mend: (tutorial: Tutorial) => Repository;
  /** Applications that may wait for the mistake, because they are declared behind it. */
  readonly behind?: readonly string[];
}

/** An edit of a file and the way back. */
function edit(of: (tutorial: Tutorial) => Repository, file: string, right: string, wrong: string) {
  return {
    make: (tutorial: Tutorial) => of(tutorial).edit(file, right, wrong),
    mend: (tutorial: Tutorial) =>
      of(tutorial)
        .edit(file, wrong, right)
        .write({ 'notes.md': `mended ${file}\n` }),
  };
}
const platform = ({ platform }: Tutorial) => platform;

const NOWHERE = 'nowhere: "true"';
const BEHIND_THE_GROUND = ['harbor', 'harbor-setup', 'cilium'];

const OF_A_TEAM: readonly Mistake[] = [
  {
    name: 'wrong URL',
    application: 'backend-dev',
    ...edit(platform, 'dist/apps/dev/backend.yaml', 'team-a-backend.git', 'team-a-bakcend.git'),
  },
  {
    name: 'wrong path',
    application: 'backend-dev',
    ...edit(platform, 'dist/apps/dev/backend.yaml', 'path: deploy/dev', 'path: deploy/devv'),
  },
  {
    name: 'forbidden kind',
    application: 'backend-dev',
    make: ({ backend }) =>
      backend.write({
        'deploy/dev/quota.yaml':
          'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: all }\nspec: { hard: { pods: "9" } }\n',
      }),
    mend: ({ backend }) => backend.write({ 'deploy/dev/quota.yaml': '# nothing\n' }),
  },
  {
    name: 'Deployment never ready',
    application: 'backend-dev',
    make: ({ backend }) => backend.write({ 'deploy/dev/backend.yaml': deployment('backend', { selector: NOWHERE }) }),
    mend: ({ backend }) => backend.write({ 'deploy/dev/backend.yaml': `# mended\n${deployment('backend')}` }),
  },
];

const OF_THE_GROUND: readonly Mistake[] = [
  {
    name: 'wrong URL',
    application: 'registry-hosts',
    make: ({ platform }) =>
      platform
        .edit('dist/infra/registry-hosts.yaml', 'orgname/platform.git', 'orgname/platfrom.git')
        .edit(
          'dist/projects/platform.yaml',
          'orgname/platform.git',
          'orgname/platfrom.git\n    - http://*/git/orgname/platform.git',
        ),
    mend: ({ platform }) =>
      platform.edit('dist/infra/registry-hosts.yaml', 'orgname/platfrom.git', 'orgname/platform.git'),
    behind: BEHIND_THE_GROUND,
  },
  {
    name: 'wrong path',
    application: 'harbor-setup',
    ...edit(
      platform,
      'dist/infra/harbor-setup.yaml',
      'path: dist/workloads/harbor-setup',
      'path: dist/workloads/harbor-setupp',
    ),
    behind: ['cilium'],
  },
  {
    name: 'forbidden kind',
    application: 'registry-hosts',
    make: ({ platform }) =>
      platform.write({
        'dist/workloads/registry-hosts/quota.yaml':
          'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: all, namespace: registry-hosts }\nspec: { hard: { pods: "9" } }\n',
      }),
    mend: ({ platform }) => platform.write({ 'dist/workloads/registry-hosts/quota.yaml': '# nothing\n' }),
    behind: BEHIND_THE_GROUND,
  },
  {
    name: 'Deployment never ready',
    application: 'harbor',
    ...edit(
      platform,
      'dist/infra/harbor.yaml',
      'releaseName: harbor\n',
      'releaseName: harbor\n        parameters:\n          - { name: core.nodeSelector.nowhere, value: "true", forceString: true }\n',
    ),
    behind: ['harbor-setup', 'cilium'],
  },
];

const WAYS = ['a commit', 'a revert'] as const;
const CASES = [
  ...OF_A_TEAM.map((mistake) => ({ whose: 'a team', mistake })),
  ...OF_THE_GROUND.map((mistake) => ({ whose: 'the ground', mistake })),
].flatMap((one) => WAYS.map((way) => ({ ...one, way })));

/** All of them take an hour: in CI, these stand for the rest. */
const SHORT = new Set(['a team, wrong URL, a revert', 'the ground, wrong path, a commit']);
const label = ({ whose, mistake, way }: (typeof CASES)[number]) => `${whose}, ${mistake.name}, ${way}`;
const chosen = process.env.LIVE_MISTAKES
  ? CASES.filter(
      (one) => process.env.LIVE_MISTAKES === 'all' || label(one).includes(process.env.LIVE_MISTAKES as string),
    )
  : CASES.filter((one) => SHORT.has(label(one)));

describeLive('a mistake in one Application', () => {
  let tutorial: Tutorial;
  let marks = 0;

  beforeAll(async () => {
    tutorial = new Tutorial();
    tutorial.groundwork('synth', '--quiet', '--no-type-check');
    // Nobody has to wait for five minutes here.
    tutorial.platform.edit('dist/values/argocd.yaml', '- 300)', '- 30)').push('The platform');
    if (cluster().own) await wipe();
    await tutorial.bootstrap();
    await eventually(() => unsynced([]), 600);
  });

  /** Changes every Application file but these, so that one sees which changes arrive. */
  function mark(except: readonly string[]): string {
    marks++;
    for (const file of applicationFiles(tutorial.platform)) {
      const text = tutorial.platform.read(file);
      const name = /^ {2}name: (.*)$/m.exec(text)?.[1] ?? '';
      // What brings a folder is itself in the last wave of the ground; only what is in the folder waits for nothing.
      if (except.includes(name) || name.startsWith('apps-')) continue;
      const without = text.replace(/ {2}info:\n.*\n.*\n/, '');
      tutorial.platform.write({
        [file]: without.replace('spec:\n', `spec:\n  info:\n    - name: mark\n      value: "${marks}"\n`),
      });
    }
    return String(marks);
  }

  /** Which Applications are not as they should be; those with a mark only if they have it. */
  async function unsynced(except: readonly string[], mark?: string): Promise<string | undefined> {
    const all = await applications();
    const names = applicationFiles(tutorial.platform).map(
      (file) => /^ {2}name: (.*)$/m.exec(tutorial.platform.read(file))?.[1] ?? '',
    );
    const bad = names.filter((name) => {
      if (except.includes(name)) return false;
      const one = all.get(name);
      const isMarked = mark !== undefined && !name.startsWith('apps-');
      if (isMarked && one?.spec.info?.[0]?.value !== mark) return true;
      // What brings the one with the mistake tells of it; cilium is synced by hand.
      return name === 'cilium' || except.some((other) => bringerOf(other) === name)
        ? one === undefined
        : state(one) !== 'Synced Healthy';
    });
    return bad.length === 0
      ? undefined
      : bad.map((name) => `${name}: ${state(all.get(name))}\n${words(all.get(name))}`).join('\n');
  }

  test.each(chosen.map((one) => [label(one), one] as const))(
    '%s: nothing else waits for it, and Git mends it',
    async (name, { mistake, way }) => {
      const { application, behind = [] } = mistake;
      const marked = mark([application, ...behind]);
      const repository = mistake.make(tutorial);
      if (repository !== tutorial.platform) tutorial.platform.push(`Mark ${marked}`);
      repository.push(`A mistake: ${name}`);
      const others = await eventually(() => unsynced([application, ...behind], marked));
      await eventually(async () =>
        state((await applications()).get(application)) === 'Synced Healthy' ? 'the mistake is not seen' : undefined,
      );
      const seen = words((await applications()).get(application)).split('\n')[0] ?? '';
      if (way === 'a revert') repository.revert();
      else mistake.mend(tutorial).push(`Mended: ${name}`);
      const mended = await eventually(() => unsynced([]), 900);
      if (process.env.LIVE_TABLE)
        fs.appendFileSync(process.env.LIVE_TABLE, `| ${name} | ${others} s | ${mended} s | ${seen.slice(0, 160)} |\n`);
      // The way back may have left what the next one would find.
      await eventually(() => unsynced([]));
    },
    1_500_000,
  );
});

function applicationFiles(platform: Repository): string[] {
  return fs
    .readdirSync(`${platform.folder}/dist`, { recursive: true, encoding: 'utf8' })
    .filter((file) => /^(infra|apps)\/.*\.yaml$/.test(file))
    .map((file) => `dist/${file}`);
}

function bringerOf(name: string): string | undefined {
  return name === 'backend-dev' ? 'apps-dev' : undefined;
}
