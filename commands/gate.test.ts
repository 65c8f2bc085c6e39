import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { FakeHarbor } from '../images/harbor/testing/fake-harbor';

// The command as a pipeline runs it: its exit code is what the pipeline reads.

const DIGEST = `sha256:${'a'.repeat(64)}`;
const MIME = 'application/vnd.security.vulnerability.report; version=1.1';

let harbor: FakeHarbor;
beforeEach(async () => {
  harbor = await new FakeHarbor().start();
  harbor.addProject('bootcamp');
  harbor.artifacts.set('bootcamp/app@1.0', artifact);
  harbor.artifacts.set(`bootcamp/app@${DIGEST}`, artifact);
});
afterEach(() => harbor.stop());

function artifact() {
  const scanned = harbor.requests.some(({ path }) => path.endsWith('/scan'));
  return { digest: DIGEST, scan_overview: scanned ? { [MIME]: { report_id: 'r', scan_status: 'Success' } } : null };
}

async function groundwork(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(__dirname, '..', 'bin', 'groundwork.js'), ...args], {
    env: { ...process.env, HARBOR_USERNAME: 'admin', HARBOR_PASSWORD: harbor.password },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  expect(stdout + stderr).not.toContain(harbor.password);
  return { code, stdout, stderr };
}

test('0 and a report when the image is good; progress is not in the report', async () => {
  const { code, stdout, stderr } = await groundwork(
    'gate',
    `${new URL(harbor.url).host}/bootcamp/app:1.0`,
    '--harbor',
    harbor.url,
    '--format',
    'json',
  );
  expect([code, JSON.parse(stdout).open]).toEqual([0, true]);
  expect(stderr).toContain('Success');
});

test('1 when it is not', async () => {
  const vulnerabilities = [{ id: 'CVE-1', package: 'p', version: '1', severity: 'High' }];
  harbor.reports.set(`bootcamp/app@${DIGEST}`, { [MIME]: { vulnerabilities } });
  const image = `${new URL(harbor.url).host}/bootcamp/app:1.0`;
  const { code, stdout } = await groundwork('gate', image, '--harbor', harbor.url);
  expect(code).toBe(1);
  expect(stdout).toContain('closed: 1 vulnerability is high or worse, 0 fixable');
});

test('0 when what keeps it closed is on the CVE allowlist, and the report says until when', async () => {
  const vulnerabilities = [{ id: 'CVE-1', package: 'p', version: '1', severity: 'High' }];
  harbor.reports.set(`bootcamp/app@${DIGEST}`, { [MIME]: { vulnerabilities } });
  harbor.systemAllowlist = { items: [{ cve_id: 'CVE-1' }], expires_at: 4102444800 };
  const image = `${new URL(harbor.url).host}/bootcamp/app:1.0`;
  const { code, stdout } = await groundwork('gate', image, '--harbor', harbor.url);
  expect(code).toBe(0);
  expect(stdout).toContain('allowed by the system’s CVE allowlist, until 2100-01-01T00:00:00Z:\n  CVE-1');
});

test('2, one line and no report if there is no verdict', async () => {
  const image = `${new URL(harbor.url).host}/bootcamp/missing:1.0`;
  const { code, stdout, stderr } = await groundwork('gate', image, '--harbor', harbor.url);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^groundwork: .*404/);
});

test.each([
  ['--threshold', 'hihg', 'Allowed choices are critical, high, medium, low, negligible'],
  ['--timeout', 'soon', 'Write seconds, or 90s, 10m, 1h.'],
  ['--harbor', 'https://admin:secret@harbor', 'A password in it would be in every log'],
])('2 for %s %s', async (option, value, message) => {
  const { code, stderr } = await groundwork('gate', 'harbor.example.com/a/b:1', option, value);
  expect(code).toBe(2);
  expect(stderr).toContain(message);
});
