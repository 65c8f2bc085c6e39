import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FakeHarbor } from '../../../images/harbor/testing/fake-harbor';
import { declaration } from './declaration';
import { HARBOR_UPSTREAMS } from './proxy-cache';
import { HARBOR_GATE, HARBOR_PULL } from './robot-permissions';
import { HARBOR_SETUP_SCRIPT } from './script-files';
import type { SecretKeyReference } from './secret-key-reference';
import type { HarborState } from './state';

// The Job's own script, against a server that answers as Harbor v2.15.2 does. The numbers in the comments are the
// handlers in goharbor/harbor/src/server/v2.0/handler that were read for it.

// The interpreter itself: what is called python3 may be a wrapper that takes its time on each start.
const python = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
const hasPython = python.status === 0;
if (!hasPython) console.warn('skipped: charts/harbor/setup/script.test.ts needs python3, which is not installed here');

const STATE: HarborState = {
  projects: [
    {
      name: 'bootcamp',
      public: true,
      preventVulnerable: 'high',
      quota: 'unlimited',
      retention: { schedule: '0 0 2 * * *', rules: [{ keep: 'latestPushedK', count: 10 }] },
    },
  ],
  proxyCaches: [{ name: 'dockerhub', upstream: HARBOR_UPSTREAMS['docker.io'], speedKb: 1000 }],
  robots: [
    { name: 'pull', project: 'bootcamp', permissions: HARBOR_PULL, secret: { name: 'robots', key: 'pull' } },
    { name: 'ci', projects: { '*': HARBOR_GATE }, secret: { name: 'robots', key: 'ci' } },
  ],
  garbageCollection: { schedule: '0 0 3 * * *', deleteUntagged: true },
  scanAll: { schedule: '0 0 4 * * *' },
};

const SECRETS = { 'robots/pull': 'Pull-secret-1', 'robots/ci': 'Ci-secret-12' };

let harbor: FakeHarbor;
let folder: string;

beforeEach(async () => {
  harbor = await new FakeHarbor().start();
  folder = mkdtempSync(join(tmpdir(), 'harbor-setup-'));
});

afterEach(async () => {
  await harbor.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly code: number | null;
  readonly log: string;
}

async function run(
  state: HarborState = STATE,
  secrets: Record<string, string> = {},
  url = harbor.url,
  { retrySeconds = 10, waitSeconds = 10 } = {},
  home = folder,
): Promise<Run> {
  const files: Record<string, string> = { 'admin/password': `${harbor.password}\n`, ...SECRETS, ...secrets };
  for (const [name, value] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), value);
  }
  const json = declaration(state, {
    url,
    username: 'admin',
    password: { name: 'admin', key: 'password' },
    waitSeconds,
    secretPath: ({ name, key }: SecretKeyReference) => join(home, name, key),
  });
  writeFileSync(join(home, 'declaration.json'), JSON.stringify(json));
  const child = spawn(
    python.stdout.trim(),
    ['-B', '-u', join(HARBOR_SETUP_SCRIPT, 'main.py'), join(home, 'declaration.json')],
    {
      env: { ...process.env, HARBOR_SETUP_PAUSE_SECONDS: '0.05', HARBOR_SETUP_RETRY_SECONDS: String(retrySeconds) },
    },
  );
  let log = '';
  child.stdout.on('data', (data) => {
    log += data;
  });
  child.stderr.on('data', (data) => {
    log += data;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  // Whatever happens, nothing that is secret is in the log, and no traceback is.
  for (const secret of [harbor.password, ...Object.values(secrets), ...Object.values(SECRETS)]) {
    if (secret.length > 4) expect(log).not.toContain(secret.trim());
  }
  expect(log).not.toContain('Traceback');
  return { code, log };
}

const describeWithPython = hasPython ? describe : describe.skip;

describeWithPython('a new Harbor', () => {
  test('gets everything that is declared', async () => {
    const { code, log } = await run();
    expect(log).toMatch(/^done +8 created, 0 changed, 0 already as declared, 0 not declared, 0 failed$/m);
    expect(code).toBe(0);
    const [bootcamp, dockerhub] = harbor.projects;
    // project.go CreateProject: metadata values are text, and retention_id may not be among them.
    expect(bootcamp.metadata).toMatchObject({
      public: 'true',
      auto_scan: 'true',
      prevent_vul: 'true',
      severity: 'high',
    });
    expect(dockerhub.registry_id).toBe(harbor.registries[0].id);
    expect(dockerhub.metadata.proxy_speed_kb).toBe('1000');
    expect(harbor.registries[0]).toMatchObject({
      name: 'docker-hub',
      type: 'docker-hub',
      url: 'https://hub.docker.com',
    });
    expect(harbor.retentions[1].rules[0].params).toEqual({ latestPushedK: 10 });
    expect(JSON.parse(harbor.gc.job_parameters)).toEqual({ delete_untagged: true, workers: 1 });
    expect(harbor.scanAll.schedule).toEqual({ type: 'Custom', cron: '0 0 4 * * *' });
  });

  test('gets robots with the secrets that were made beforehand, not with those Harbor draws', async () => {
    // robot.go CreateRobot ignores `secret`; RefreshSec is the way.
    await run();
    expect(harbor.robots.map(({ name, secret }) => [name, secret])).toEqual([
      ['robot$bootcamp+pull', 'Pull-secret-1'],
      ['robot$ci', 'Ci-secret-12'],
    ]);
  });

  test('is not changed by a second run, which says so', async () => {
    await run();
    harbor.requests.length = 0;
    const { code, log } = await run();
    expect(log).toMatch(/^done +0 created, 0 changed, 8 already as declared, 0 not declared, 0 failed$/m);
    expect(code).toBe(0);
    expect(harbor.changes).toEqual([]);
  });

  test('is asked with Basic authentication each time and never with the session cookie it hands out', async () => {
    // middleware/csrf: a write that brings `sid` back gets 403.
    harbor.trouble.sessionCookie = true;
    const { code } = await run();
    expect(code).toBe(0);
    expect(harbor.requests.filter(({ cookie }) => cookie !== undefined)).toEqual([]);
  });

  test('is waited for until every component is healthy, although it answers 200 before', async () => {
    // controller/health: the status code says nothing.
    harbor.trouble.unhealthyPolls = 3;
    const { code, log } = await run();
    expect(code).toBe(0);
    expect(log).toContain('not healthy yet: registry (connection refused)');
    expect(log.match(/^waiting/gm)).toHaveLength(1);
    const polls = harbor.requests.findIndex(({ path }) => path !== '/health');
    expect(polls).toBe(4);
    expect(harbor.requests[polls]).toMatchObject({ method: 'GET', path: '/users/current' });
  });
});

describeWithPython('a Harbor that goes away', () => {
  test('before the first answer: the run waits, then gives up with exit code 1', async () => {
    const { url } = harbor;
    await harbor.stop();
    const { code, log } = await run(STATE, {}, url, { waitSeconds: 1 });
    expect(code).toBe(1);
    expect(log).toContain('is not healthy after 1 s');
  });

  test.each([
    ['before a write was carried out', false],
    ['after a write was carried out and before it was answered', true],
  ])('%s: everything is there in the end', async (_, lost) => {
    await Promise.all([1, 2, 3, 4, 5, 6, 7].map((writes) => dieAfter(writes)));

    async function dieAfter(writes: number): Promise<void> {
      const another = new FakeHarbor();
      another.trouble.dieAfterWrites = { writes, forMilliseconds: 120, lost };
      await another.start();
      const { code, log } = await run(STATE, {}, another.url, {}, join(folder, String(writes)));
      await another.stop();
      expect(log).toContain('retrying');
      expect([code, another.projects.length, another.robots.map(({ secret }) => secret)]).toEqual([
        0,
        2,
        ['Pull-secret-1', 'Ci-secret-12'],
      ]);
    }
  });

  test('for good in the middle: exit code 1 after a bounded time, with what was done', async () => {
    harbor.trouble.dieAfterWrites = { writes: 3, forMilliseconds: 60_000 };
    const { code, log } = await run(STATE, {}, harbor.url, { retrySeconds: 0.3 });
    expect(code).toBe(1);
    expect(log).toContain('no answer for 0 s');
    expect(log).toMatch(/^incomplete|^done/m);
  });
});

describeWithPython('what trying again cannot help', () => {
  test('a wrong administrator password has a clear message, and is exit code 2', async () => {
    const { code, log } = await run(STATE, { 'admin/password': 'Wrong-password-1' });
    expect(code).toBe(2);
    expect(log).toContain("Harbor refuses the password of 'admin' (401)");
    expect(harbor.changes).toEqual([]);
  });

  test('a robot secret that Harbor would refuse stops the run before anything is written', async () => {
    // controller/robot IsValidSec
    const { code, log } = await run(STATE, { 'robots/pull': 'short', 'robots/ci': 'alllowercase1' });
    expect(code).toBe(2);
    expect(log).toContain('robot pull: the value in Secret robots (key pull)');
    expect(log).toContain('robot ci: the value in Secret robots (key ci)');
    expect(harbor.requests).toEqual([]);
  });

  test('an empty Secret names the file', async () => {
    const { code, log } = await run(STATE, { 'robots/ci': '' });
    expect(code).toBe(2);
    expect(log).toContain(`${join('robots', 'ci')} is empty`);
  });
});

describeWithPython('a Harbor that was changed by hand', () => {
  test('is brought back, setting by setting, and nothing else of it is touched', async () => {
    await run();
    const project = harbor.projects[0];
    Object.assign(project.metadata, { public: 'false', severity: 'low', enable_content_trust: 'true' });
    harbor.quotas[0].hard = { storage: 5 };
    harbor.retentions[1].trigger.settings.cron = '0 0 5 * * *';
    harbor.robots[0].permissions[0].access.push({ resource: 'repository', action: 'push' });
    harbor.robots[0].secret = 'Somebody-else-1';
    harbor.robots[1].disable = true;
    harbor.registries[0].url = 'https://mirror.example.com';
    harbor.scanAll.schedule.cron = '0 0 0 * * *';
    const { code, log } = await run();
    expect(code).toBe(0);
    expect(log).toContain(
      'project bootcamp: public "false" -> "true"; severity "low" -> "high"; storage quota 5 -> -1',
    );
    expect(log).toContain("undeclared  project bootcamp: enable_content_trust 'true'");
    expect(log).toContain("retention of bootcamp: schedule '0 0 5 * * *' -> '0 0 2 * * *'");
    expect(log).toContain(
      'robot$bootcamp+pull: permission bootcamp repository:push taken; its secret was not the one in the Secret robots (key pull)',
    );
    expect(log).toContain('robot$ci: disable true -> false');
    expect(log).toContain('registry docker-hub: url "https://mirror.example.com" -> "https://hub.docker.com"');
    expect(log).toContain('scan of all images: schedule "0 0 0 * * *" -> "0 0 4 * * *"');
    expect(project.metadata.enable_content_trust).toBe('true');
    harbor.requests.length = 0;
    await run();
    expect(harbor.changes).toEqual([]);
  });

  test('keeps what is not declared, and lists it', async () => {
    harbor.addProject('library', { public: 'true' });
    const other = harbor.addProject('somebodys-work', { public: 'false' });
    harbor.addRobot({ name: 'robot$old', level: 'system', permissions: [] });
    harbor.addRobot({ name: 'robot$bootcamp+old', level: 'project', project_id: other.project_id, permissions: [] });
    harbor.registries.push({ id: 900, name: 'old', type: 'harbor', url: 'https://old.example.com' });
    harbor.gc = { schedule: { type: 'Daily', cron: '0 0 0 * * *' }, job_parameters: '{}' };
    const { garbageCollection: _, ...state } = STATE;
    const { code, log } = await run(state);
    expect(code).toBe(0);
    expect(log).toContain('undeclared  project library (Harbor makes it at its first start)');
    expect(log).toContain('undeclared  project somebodys-work');
    expect(log).toContain('undeclared  robot robot$old');
    expect(log).toContain('undeclared  registry old (https://old.example.com)');
    expect(log).toContain("undeclared  garbage collection: schedule '0 0 0 * * *'");
    expect(harbor.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
    expect(harbor.projects).toHaveLength(4);
    expect(harbor.robots).toHaveLength(4);
  });

  test('is read to its last page', async () => {
    // Lists are at most 100 items a page; a project on page 3 must be found, not made again.
    for (let i = 0; i < 250; i++) harbor.addProject(`p${String(i).padStart(3, '0')}`);
    for (let i = 0; i < 150; i++) harbor.addRobot({ name: `robot$r${i}`, level: 'system', permissions: [] });
    await run();
    harbor.requests.length = 0;
    const { log } = await run();
    expect(log).toContain('8 already as declared, 400 not declared');
    expect(harbor.changes).toEqual([]);
  });

  test('has another robot prefix than robot$', async () => {
    harbor.configuration.robot_name_prefix.value = 'bot-';
    const { code } = await run();
    expect(code).toBe(0);
    expect(harbor.robots[0].name).toBe('bot-bootcamp+pull');
  });
});

describeWithPython('what Harbor cannot do', () => {
  test('an upstream without a way out is one failure among successes', async () => {
    // controller/registry validate: 400 "the registry is unhealthy"
    harbor.trouble.unreachable = new Set(['https://hub.docker.com']);
    const { code, log } = await run();
    expect(code).toBe(1);
    expect(log).toContain('failed      registry docker-hub: https://hub.docker.com: the registry is unhealthy');
    expect(log).toContain('failed      proxy cache dockerhub: its registry docker-hub is not there');
    expect(log).toMatch(/^incomplete +6 created, .* 2 failed$/m);
    expect(harbor.robots).toHaveLength(2);
  });

  test('a project is not turned into a proxy cache', async () => {
    harbor.addProject('dockerhub');
    const { code, log } = await run();
    expect(code).toBe(1);
    expect(log).toContain(
      'proxy cache dockerhub: in Harbor it is no proxy cache, and Harbor cannot turn one into the other',
    );
  });

  test('a quota while quota_per_project_enable is off is not swallowed', async () => {
    harbor.trouble.noQuotas = true;
    await run();
    const { code, log } = await run();
    expect(code).toBe(1);
    expect(log).toContain('has no quota to set: quota_per_project_enable is off');
  });

  test('an expired robot is not revived by its secret, and that is reported', async () => {
    // robot.go updateV2Robot: the end moves only when the duration changes.
    await run();
    harbor.robots[0].expires_at = 86_400;
    const { code, log } = await run();
    expect(code).toBe(1);
    expect(log).toContain('expired on 1970-01-02');
  });

  test('a scan schedule without a scanner is reported with Harbor’s message', async () => {
    harbor.trouble.noScanner = true;
    const { code, log } = await run();
    expect(code).toBe(1);
    expect(log).toContain('scan of all images: GET /system/scanAll/schedule: 412 no scanner is configured');
  });

  test('the credential of an upstream is written again when the stored one stopped working, and else left', async () => {
    const upstream = {
      ...HARBOR_UPSTREAMS['docker.io'],
      credential: { username: { name: 'hub', key: 'username' }, password: { name: 'hub', key: 'password' } },
    };
    const state = { proxyCaches: [{ name: 'dockerhub', upstream }] };
    const secrets = { 'hub/username': 'somebody', 'hub/password': 'Token-of-the-hub' };
    await run(state, secrets);
    expect(harbor.registries[0].credential).toMatchObject({
      access_key: 'somebody',
      access_secret: 'Token-of-the-hub',
    });
    harbor.requests.length = 0;
    expect((await run(state, secrets)).log).toContain('same        registry docker-hub');
    expect(harbor.changes).toEqual([]);
  });
});
