import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

describe('the verdict', () => {
  test('is about the scan that was asked for, not about the one before', async () => {
    image('bootcamp/app', DIGEST, [CRITICAL], ['Pending', 'Running', 'Success']);
    const { open, report } = await gate('bootcamp/app:1.0');
    expect(open).toBe(false);
    expect(JSON.parse(report)).toMatchObject({ digest: DIGEST, counts: { Critical: { all: 1, fixable: 1 } } });
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

describe('it cannot be told', () => {
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

  test('when the password is wrong, without a word of it', async () => {
    const env = { HARBOR_USERNAME: 'admin', HARBOR_PASSWORD: 'Wrong-password-1' };
    const error = await gate('bootcamp/app:1.0', { env }).catch((thrown: Error) => thrown);
    expect(String(error)).toContain('refuses the login of admin (401)');
    expect(String(error)).not.toContain('Wrong-password-1');
  });

  test('when Harbor is plain HTTP and nobody said so: nothing is sent in clear', async () => {
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

  test('that is half set is refused', async () => {
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
});
