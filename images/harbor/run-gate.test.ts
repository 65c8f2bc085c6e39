import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { effectiveAllowlist } from './allowlist';
import { HarborClient } from './client';
import { runGate } from './run-gate';
import { FakeHarbor } from './testing/fake-harbor';

// A server that answers as Harbor v2.15.2 does (src/server/v2.0/handler/scan.go, artifact.go); what it answers was
// compared with a running core and jobservice.

// biome-ignore lint/suspicious/noExplicitAny: JSON of an imitated API
type Json = any;

const MIME = 'application/vnd.security.vulnerability.report; version=1.1';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const AMD64 = `sha256:${'1'.repeat(64)}`;
const ARM64 = `sha256:${'2'.repeat(64)}`;
const ATTESTATION = `sha256:${'3'.repeat(64)}`;

const CRITICAL = { id: 'CVE-1', package: 'openssl', version: '3.0', fix_version: '3.1', severity: 'Critical' };
const HIGH = { id: 'CVE-2', package: 'busybox', version: '1.3', fix_version: '', severity: 'High' };
const LOW = { id: 'CVE-3', package: 'zlib', version: '1', fix_version: '1.1', severity: 'Low' };
const UNRATED = { id: 'CVE-4', package: 'musl', version: '1', severity: 'Unknown' };

let harbor: FakeHarbor;
let host: string;

beforeEach(async () => {
  harbor = await new FakeHarbor().start();
  harbor.addProject('bootcamp');
  host = new URL(harbor.url).host;
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(async () => {
  await harbor.stop();
  jest.restoreAllMocks();
});

/** An image that goes through these states after its scan was asked for, one a look; then it stays in the last. */
function image(name: string, digest: string, vulnerabilities: Json[], states: string[] = ['Running', 'Success']): void {
  let looks = -1;
  const artifact = () => {
    // Before the scan there is the report of an earlier one: it must not be taken for the new one.
    const asked = harbor.requests.some(({ path }) => path.endsWith('/scan'));
    if (asked) looks++;
    const status = asked ? states[Math.min(looks, states.length - 1)] : 'Success';
    const total = asked ? vulnerabilities.length : 0;
    const summary = { report_id: asked ? 'new' : 'old', scan_status: status, summary: { total } };
    return { digest, extra_attrs: { os: 'linux', architecture: 'amd64' }, scan_overview: { [MIME]: summary } };
  };
  for (const reference of [digest, '1.0', 'latest']) harbor.artifacts.set(`${name}@${reference}`, artifact);
  harbor.reports.set(`${name}@${digest}`, { [MIME]: { severity: 'High', vulnerabilities } });
}

function index(name: string): void {
  const child = (child_digest: string, architecture: string) => ({
    child_digest,
    platform: { os: 'linux', architecture },
  });
  const provenance = {
    child_digest: ATTESTATION,
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
  };
  const references = [child(AMD64, 'amd64'), child(ARM64, 'arm64'), provenance];
  harbor.artifacts.set(`${name}@1.0`, () => ({ digest: DIGEST, references }));
  harbor.artifacts.set(`${name}@${DIGEST}`, () => ({ digest: DIGEST, references }));
}

type Options = Partial<Parameters<typeof runGate>[0]>;

function gate(repository: string, options: Options = {}) {
  // An image tells by the requests whether it was scanned; a second gate is to see it as the first did.
  harbor.requests.length = 0;
  return runGate({
    image: `${host}/${repository}`,
    harbor: harbor.url,
    threshold: 'high',
    ignoreUnfixable: false,
    timeout: 20_000,
    format: 'json',
    env: { HARBOR_USERNAME: 'admin', HARBOR_PASSWORD: harbor.password },
    ...options,
  });
}

/** @returns the URL that the server answers under */
async function listen(server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the verdict', () => {
  test('is about the scan that was asked for, not about the one before', async () => {
    image('bootcamp/app', DIGEST, [CRITICAL], ['Pending', 'Running', 'Success']);
    const { open, report } = await gate('bootcamp/app:1.0');
    expect(open).toBe(false);
    expect(JSON.parse(report)).toMatchObject({ digest: DIGEST, counts: { Critical: { all: 1, fixable: 1 } } });
  });

  test('is about the scan that was asked for, where Harbor shows the one before for a while', async () => {
    image('bootcamp/app', DIGEST, [], ['Success']);
    let looks = 0;
    const artifact = () => {
      if (harbor.requests.some(({ path }) => path.endsWith('/scan'))) looks++;
      const scanned = looks > 2;
      if (scanned) harbor.reports.set(`bootcamp/app@${DIGEST}`, { [MIME]: { vulnerabilities: [CRITICAL] } });
      const summary = {
        report_id: scanned ? 'new' : 'old',
        scan_status: 'Success',
        summary: { total: scanned ? 1 : 0 },
      };
      return { digest: DIGEST, scan_overview: { [MIME]: summary } };
    };
    for (const reference of [DIGEST, '1.0']) harbor.artifacts.set(`bootcamp/app@${reference}`, artifact);
    expect((await gate('bootcamp/app:1.0')).open).toBe(false);
  });

  test.each<[string, Json[], Options, boolean]>([
    ['nothing found', [], {}, true],
    ['below the threshold', [LOW], {}, true],
    ['at the threshold', [HIGH], {}, false],
    ['above the threshold', [CRITICAL], {}, false],
    ['at a lower threshold', [LOW], { threshold: 'low' }, false],
    ['below a higher threshold', [HIGH], { threshold: 'critical' }, true],
    ['no fix, which is to be ignored', [HIGH], { ignoreUnfixable: true }, true],
    ['a fix, where no fix is to be ignored', [CRITICAL, HIGH], { ignoreUnfixable: true }, false],
    ['not rated', [UNRATED], { threshold: 'negligible' }, true],
  ])('%s', async (_, vulnerabilities, options, open) => {
    image('bootcamp/app', DIGEST, vulnerabilities, ['Success']);
    expect((await gate('bootcamp/app:1.0', options)).open).toBe(open);
  });

  test('counts an unknown rating as not rated, so that the report shows it', async () => {
    image('bootcamp/app', DIGEST, [{ ...LOW, severity: 'Dreadful' }], ['Success']);
    const { counts } = JSON.parse((await gate('bootcamp/app:1.0')).report);
    expect(counts).toMatchObject({ Unknown: { all: 1 }, None: { all: 0 } });
  });

  test('counts what several platforms share once, and finds what only one has', async () => {
    index('bootcamp/app');
    image('bootcamp/app', AMD64, [LOW, HIGH]);
    image('bootcamp/app', ARM64, [LOW, CRITICAL]);
    index('bootcamp/app');
    const { open, report } = await gate('bootcamp/app:1.0');
    expect(open).toBe(false);
    const { counts, findings, skipped } = JSON.parse(report);
    expect([counts.Critical.all, counts.High.all, counts.Low.all]).toEqual([1, 1, 1]);
    expect(findings.find(({ id }: Json) => id === 'CVE-1').platforms).toEqual(['linux/arm64']);
    expect(findings.find(({ id }: Json) => id === 'CVE-3').platforms).toEqual(['linux/amd64', 'linux/arm64']);
    // Build attestations are manifests of the index too; there is nothing to scan in them.
    expect(skipped).toEqual([ATTESTATION]);
  });

  test.each([
    ['first', 'High', 'Low'],
    ['last', 'Low', 'High'],
  ])('takes the worse of two ratings of one vulnerability, whether it comes %s or not', async (_, amd64, arm64) => {
    index('bootcamp/app');
    image('bootcamp/app', AMD64, [{ ...HIGH, severity: amd64 }]);
    image('bootcamp/app', ARM64, [{ ...HIGH, severity: arm64 }]);
    index('bootcamp/app');
    const { open, report } = await gate('bootcamp/app:1.0');
    expect(open).toBe(false);
    expect(JSON.parse(report).findings).toMatchObject([{ id: 'CVE-2', severity: 'High' }]);
  });

  test.each([
    ['that says so', { platform: null, annotations: { 'vnd.docker.reference.type': 'attestation-manifest' } }],
    ['whose platform is unknown', { platform: { os: 'unknown', architecture: 'unknown' } }],
  ])('leaves out what is in an index and no image: a manifest %s', async (_, attestation) => {
    image('bootcamp/app', AMD64, [LOW]);
    const child = { child_digest: AMD64, platform: { os: 'linux', architecture: 'amd64' } };
    const references = [child, { child_digest: ATTESTATION, ...attestation }];
    for (const reference of ['1.0', DIGEST])
      harbor.artifacts.set(`bootcamp/app@${reference}`, () => ({ digest: DIGEST, references }));
    expect(JSON.parse((await gate('bootcamp/app:1.0')).report).skipped).toEqual([ATTESTATION]);
  });

  test('of a repository with slashes: its name is encoded twice', async () => {
    image('bootcamp/team/sub/app', DIGEST, [], ['Success']);
    expect((await gate('bootcamp/team/sub/app:1.0')).open).toBe(true);
    expect(harbor.requests[0].path).toContain('/projects/bootcamp/repositories/team%252Fsub%252Fapp/artifacts/1.0?');
  });

  test('of an image by digest, although it has a tag too', async () => {
    image('bootcamp/app', DIGEST, [], ['Success']);
    harbor.artifacts.delete('bootcamp/app@1.0');
    expect((await gate(`bootcamp/app:1.0@${DIGEST}`)).open).toBe(true);
  });

  test('waits for a scan that is under way (409) instead of failing', async () => {
    image('bootcamp/app', DIGEST, [HIGH], ['Running', 'Success']);
    harbor.onScan = () => ({ status: 409, message: 'a previous scan process is running' });
    expect((await gate('bootcamp/app:1.0')).open).toBe(false);
  });

  test('survives a restart of Harbor in the middle', async () => {
    image('bootcamp/app', DIGEST, [HIGH], ['Success']);
    harbor.trouble.dieAfterWrites = { writes: 1, forMilliseconds: 300 };
    expect((await gate('bootcamp/app:1.0')).open).toBe(false);
  });

  test('keeps no cookie: a write that brought the session back would get 403', async () => {
    harbor.trouble.sessionCookie = true;
    image('bootcamp/app', DIGEST, [], ['Success']);
    expect((await gate('bootcamp/app:1.0')).open).toBe(true);
    expect(harbor.requests.filter(({ cookie }) => cookie)).toEqual([]);
  });
});

describe('the CVE allowlist', () => {
  const FUTURE = 4102444800;
  const PAST = 1577836800;
  const list = (expires_at: number | null | undefined, ...ids: string[]) => ({
    ...(expires_at !== undefined && { expires_at }),
    items: ids.map((cve_id) => ({ cve_id })),
  });
  const project = (reuse: string | undefined, cve_allowlist: Json) => {
    harbor.projects = [];
    const metadata = { public: 'false', ...(reuse !== undefined && { reuse_sys_cve_allowlist: reuse }) };
    harbor.addProject('bootcamp', metadata, { cve_allowlist });
  };
  const verdict = async (options: Options = {}) => {
    const { open, report } = await gate('bootcamp/app:1.0', options);
    return { open, ...JSON.parse(report) };
  };

  beforeEach(() => {
    image('bootcamp/app', DIGEST, [CRITICAL, HIGH, LOW], ['Success']);
  });

  // As Harbor's own check does it (src/controller/project/controller.go loadEffectCVEAllowlists, cve_allowlist.go IsExpired);
  // the answers were compared with those of a running core v2.15.2.
  test.each<[string, string | undefined, Json, Json, boolean]>([
    [
      'of the project, where it does not reuse the system’s',
      'false',
      list(undefined, 'CVE-1', 'CVE-2'),
      list(null),
      true,
    ],
    ['of the project, which ends later', 'false', list(FUTURE, 'CVE-1', 'CVE-2'), list(null), true],
    ['of the project, expired', 'false', list(PAST, 'CVE-1', 'CVE-2'), list(null), false],
    ['of the project, which ended in 1970', 'false', list(0, 'CVE-1', 'CVE-2'), list(null), false],
    ['of the project, which ends when no calendar reaches', 'false', list(1e15, 'CVE-1', 'CVE-2'), list(null), true],
    ['of the project, without an end', 'false', list(null, 'CVE-1', 'CVE-2'), list(null), true],
    ['of the project, which has not all', 'false', list(null, 'CVE-1'), list(null, 'CVE-1', 'CVE-2'), false],
    ['of the project, in small letters', 'false', list(null, 'cve-1', 'cve-2'), list(null), false],
    ['of the project, where the system’s is in effect', 'true', list(null, 'CVE-1', 'CVE-2'), list(null), false],
    ['of the system, reused', 'true', list(null), list(FUTURE, 'CVE-1', 'CVE-2'), true],
    ['of the system, reused, as older data say it', '1', list(null), list(null, 'CVE-1', 'CVE-2'), true],
    ['of the project, where it says what Harbor does not know', 'yes', list(null, 'CVE-1', 'CVE-2'), list(null), true],
    ['of the system, where the project says nothing', undefined, list(null), list(null, 'CVE-1', 'CVE-2'), true],
    ['of the system, expired', 'true', list(FUTURE, 'CVE-1', 'CVE-2'), list(PAST, 'CVE-1', 'CVE-2'), false],
    ['of the system, where the project’s own is in effect', 'false', list(null), list(null, 'CVE-1', 'CVE-2'), false],
  ])('%s', async (_, reuse, own, system, open) => {
    project(reuse, own);
    harbor.systemAllowlist = system;
    expect((await verdict()).open).toBe(open);
  });

  test('lets only listed vulnerabilities pass, and the report says when the list ends', async () => {
    project('false', list(FUTURE, 'CVE-1', 'CVE-9'));
    const { open, allowlist, findings, counts } = await verdict();
    expect(open).toBe(false);
    expect(allowlist).toEqual({
      applied: true,
      level: 'project',
      ids: ['CVE-1', 'CVE-9'],
      expiresAt: '2100-01-01T00:00:00Z',
      expired: false,
    });
    expect(findings.map(({ id, blocking, allowed }: Json) => [id, blocking, allowed])).toEqual([
      ['CVE-1', false, true],
      ['CVE-2', true, false],
      ['CVE-3', false, false],
    ]);
    // What is allowed is still there.
    expect(counts.Critical.all).toBe(1);
  });

  test('expires in the second that it names, as in Harbor', async () => {
    project('false', list(FUTURE, 'CVE-1'));
    const client = new HarborClient(harbor.url, { username: 'admin', password: harbor.password });
    const at = (seconds: number) => effectiveAllowlist(client, 'bootcamp', seconds * 1000);
    expect(await at(FUTURE - 0.001)).toMatchObject({ expired: false });
    expect(await at(FUTURE)).toMatchObject({ expired: true });
  });

  test('for a person: what it lets pass and until when, or that it expired', async () => {
    const text = async () =>
      (await gate('bootcamp/app:1.0', { format: 'text' })).report.split('\n').slice(10).join('\n');
    project('false', list(FUTURE, 'CVE-1'));
    expect(await text()).toMatchSnapshot('in effect');
    project('true', list(null));
    harbor.systemAllowlist = list(null, 'CVE-1', 'CVE-2');
    expect(await text()).toMatchSnapshot('opens the gate');
    harbor.systemAllowlist = list(PAST, 'CVE-1', 'CVE-2');
    expect(await text()).toMatchSnapshot('expired');
    harbor.systemAllowlist = list(PAST, 'CVE-9');
    expect(await text()).not.toContain('allowlist');
  });

  test('for code scanning: what it lets pass is suppressed, what it no longer lets pass is not', async () => {
    const suppressed = async () => {
      const { runs } = JSON.parse((await gate('bootcamp/app:1.0', { format: 'sarif' })).report);
      return runs[0].results
        .filter(({ suppressions }: Json) => suppressions)
        .map(({ ruleId, suppressions }: Json) => [ruleId, suppressions]);
    };
    project('false', list(FUTURE, 'CVE-1'));
    const justification = 'On the project’s CVE allowlist, until 2100-01-01T00:00:00Z.';
    expect(await suppressed()).toEqual([['CVE-1', [{ kind: 'external', status: 'accepted', justification }]]]);
    project('false', list(PAST, 'CVE-1'));
    expect(await suppressed()).toEqual([]);
  });

  test('allows nothing if the account may not read it, and the message says which permission is missing', async () => {
    project('false', list(null, 'CVE-1', 'CVE-2'));
    harbor.trouble.forbidden = new Set(['/projects/bootcamp']);
    const { open, report } = await gate('bootcamp/app:1.0', { format: 'text' });
    expect(open).toBe(false);
    expect(report).toContain('could not be read: the account may not read the project bootcamp (403); a robot needs');
    expect((await verdict()).allowlist).toMatchObject({ applied: false, unreadable: expect.stringContaining('403') });
  });

  test('of a project named by a number is not confused with the project of that ID', async () => {
    harbor.projects = [];
    harbor.addProject('other', { reuse_sys_cve_allowlist: 'false' }, { project_id: 7 });
    harbor.addProject('7', { reuse_sys_cve_allowlist: 'false' }, { cve_allowlist: list(null, 'CVE-1', 'CVE-2') });
    image('7/app', DIGEST, [CRITICAL, HIGH], ['Success']);
    expect((await gate('7/app:1.0')).open).toBe(true);
  });
});

describe('there is no verdict', () => {
  test.each(['Error', 'Stopped'])('when the scan ends with %s', async (state) => {
    image('bootcamp/app', DIGEST, [], ['Running', state]);
    await expect(gate('bootcamp/app:1.0')).rejects.toThrow(`the scan of linux/amd64 ended with ${state}`);
  });

  test('when one platform of an index could not be scanned', async () => {
    image('bootcamp/app', AMD64, [], ['Success']);
    image('bootcamp/app', ARM64, [], ['Error']);
    index('bootcamp/app');
    await expect(gate('bootcamp/app:1.0')).rejects.toThrow('the scan of linux/arm64 ended with Error');
  });

  test('when it takes too long', async () => {
    image('bootcamp/app', DIGEST, [], ['Running']);
    await expect(gate('bootcamp/app:1.0', { timeout: 400 })).rejects.toThrow('is Running after 0.4 s');
  });

  test('when the report is empty beside a sum that is not', async () => {
    image('bootcamp/app', DIGEST, [HIGH], ['Success']);
    harbor.reports.clear();
    await expect(gate('bootcamp/app:1.0')).rejects.toThrow('counts 1 vulnerabilities, and its report has none');
  });

  test.each([
    [400, 'the configured scanner does not support scanning artifact', 'Harbor can scan images'],
    [403, 'forbidden', 'A robot needs artifact:read'],
    [412, 'no available scanner for project: 2', 'has no scanner that works'],
  ])('when Harbor refuses the scan with %d', async (status, message, hint) => {
    image('bootcamp/app', DIGEST, [], ['Success']);
    harbor.onScan = () => ({ status, message });
    await expect(gate('bootcamp/app:1.0')).rejects.toThrow(hint);
    await expect(gate('bootcamp/app:1.0')).rejects.toThrow(message);
  });

  test('when the image is not there', async () => {
    await expect(gate('bootcamp/app:1.0')).rejects.toThrow(
      /404: artifact bootcamp\/app@1.0 not found.*Was it pushed\?/,
    );
  });

  test('when the password is wrong, without showing it', async () => {
    const env = { HARBOR_USERNAME: 'admin', HARBOR_PASSWORD: 'Wrong-password-1' };
    const error = await gate('bootcamp/app:1.0', { env }).catch((thrown: Error) => thrown);
    expect(String(error)).toContain('refuses the login of admin (401)');
    expect(String(error)).not.toContain('Wrong-password-1');
  });

  test('when the server redirects: the login is not sent along, and the message says where it leads', async () => {
    let followed = 0;
    const elsewhere = createServer((_, response) => {
      followed++;
      response.end('{}');
    });
    const to = `${await listen(elsewhere)}/`;
    const redirecting = createServer((_, response) => response.writeHead(302, { location: to }).end());
    const from = await listen(redirecting);
    try {
      await expect(gate('bootcamp/app:1.0', { harbor: from })).rejects.toThrow(
        `${from} redirects to ${to}; give --harbor the URL Harbor itself answers under`,
      );
      expect(followed).toBe(0);
    } finally {
      for (const server of [elsewhere, redirecting]) server.close();
    }
  });

  test('when Harbor is plain HTTP and that was not declared: nothing is sent in clear', async () => {
    image('bootcamp/app', DIGEST, [], ['Success']);
    await expect(gate('bootcamp/app:1.0', { harbor: undefined })).rejects.toThrow(`--harbor ${harbor.url}`);
    expect(harbor.requests).toEqual([]);
  });

  test.each([
    ['nginx:1.27', 'names no Harbor'],
    ['harbor.example.com/nginx:1.27', 'names no project'],
    ['harbor.example.com/a/B:1', 'is not an image reference'],
  ])('when %s is no image in Harbor', async (reference, message) => {
    await expect(gate('', { image: reference })).rejects.toThrow(message);
  });
});

describe('the login', () => {
  const folders: string[] = [];
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'gate-'));
    folders.push(made);
    return made;
  };
  afterEach(() => {
    for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
  });

  test('comes from docker login', async () => {
    const DOCKER_CONFIG = folder();
    const auth = Buffer.from(`admin:${harbor.password}`).toString('base64');
    writeFileSync(join(DOCKER_CONFIG, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
    image('bootcamp/app', DIGEST, [], ['Success']);
    expect((await gate('bootcamp/app:1.0', { env: { DOCKER_CONFIG } })).open).toBe(true);
  });

  test('comes from a credential helper', async () => {
    const DOCKER_CONFIG = folder();
    writeFileSync(join(DOCKER_CONFIG, 'config.json'), JSON.stringify({ credHelpers: { [host]: 'test' } }));
    const helper = join(DOCKER_CONFIG, 'docker-credential-test');
    writeFileSync(helper, `#!/bin/sh\necho '${JSON.stringify({ Username: 'admin', Secret: harbor.password })}'\n`);
    chmodSync(helper, 0o755);
    image('bootcamp/app', DIGEST, [], ['Success']);
    const env = { DOCKER_CONFIG, PATH: `${DOCKER_CONFIG}:${process.env.PATH}` };
    expect((await gate('bootcamp/app:1.0', { env })).open).toBe(true);
  });

  test('of another host is not sent to this one', async () => {
    const DOCKER_CONFIG = folder();
    const auth = Buffer.from('somebody:Something-1').toString('base64');
    writeFileSync(join(DOCKER_CONFIG, 'config.json'), JSON.stringify({ auths: { 'other.example.com': { auth } } }));
    await expect(gate('bootcamp/app:1.0', { env: { DOCKER_CONFIG } })).rejects.toThrow(`no login for ${host}`);
    expect(harbor.requests).toEqual([]);
  });

  test('with only a user or only a password is refused', async () => {
    await expect(gate('bootcamp/app:1.0', { env: { HARBOR_USERNAME: 'admin' } })).rejects.toThrow(
      'HARBOR_USERNAME is set without the other',
    );
  });
});

describe('the report', () => {
  beforeEach(() => {
    image('bootcamp/app', DIGEST, [CRITICAL, HIGH, LOW, UNRATED], ['Success']);
  });

  const anonymous = (report: string) => report.replaceAll(host, 'harbor.example.com');

  test('for a person', async () => {
    const { report } = await gate('bootcamp/app:1.0', { format: 'text' });
    expect(anonymous(report)).toMatchSnapshot();
  });

  test('for code scanning', async () => {
    const { report } = await gate('bootcamp/app:1.0', { format: 'sarif' });
    expect(JSON.parse(anonymous(report))).toMatchSnapshot();
  });

  test('for code scanning is valid SARIF, with and without what is allowed', async () => {
    const { $schema: _, id: __, ...schema } = sarifSchema as Record<string, unknown>;
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv);
    for (const ids of [[], ['CVE-1']]) {
      harbor.systemAllowlist = { items: ids.map((cve_id) => ({ cve_id })) };
      const { report } = await gate('bootcamp/app:1.0', { format: 'sarif' });
      expect(ajv.validate(schema, JSON.parse(report)) ? [] : ajv.errors).toEqual([]);
    }
  });
});
