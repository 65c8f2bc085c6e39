import { application, cluster, project } from '../analysis/manifests';
import { findings } from '../testing/rules';

const RULE = 'sync-window-invalid';

function judged(window: Record<string, unknown>) {
  const spec = {
    syncWindows: [{ kind: 'deny', schedule: '0 22 * * *', duration: '8h', applications: ['*'], ...window }],
  };
  return findings(RULE, { 'project.yaml': project(spec) }).map(({ severity, message }) => `${severity} ${message}`);
}

test.each([
  {},
  { kind: 'allow' },
  { schedule: '*/5 1-3,7 ? JAN SUN' },
  { duration: '1h30m' },
  { duration: '1.5h' },
  { timeZone: 'Europe/Berlin' },
  { timeZone: '' },
  { schedule: '0 0 29 2 *' },
])('%j is a window that Argo CD reads', (window) => {
  expect(judged(window)).toEqual([]);
});

test.each([
  [{ kind: 'Deny' }, "silent kind 'Deny' mismatch: can only be allow or deny"],
  [{ schedule: '@daily' }, "refuse cannot parse schedule '@daily': "],
  [{ schedule: '0 0 * * * *' }, "refuse cannot parse schedule '0 0 * * * *': expected exactly 5 fields, found 6"],
  [{ schedule: '60 * * * *' }, "refuse cannot parse schedule '60 * * * *': "],
  [{ duration: '1d' }, 'refuse cannot parse duration \'1d\': time: unknown unit "d" in duration "1d"'],
  [{ duration: '8' }, 'refuse cannot parse duration \'8\': time: missing unit in duration "8"'],
  [{ duration: undefined }, "refuse cannot parse duration '': time: invalid duration"],
  [{ duration: '0s' }, "silent duration '0s' is over as soon as it begins"],
  [{ schedule: '0 0 30 2 *' }, "silent schedule '0 0 30 2 *' never comes"],
  [{ timeZone: 'CEST' }, 'silent Invalid time zone CEST specified. Using UTC as default time zone'],
  [{ timeZone: 'europe/berlin' }, 'silent Invalid time zone europe/berlin specified'],
  [{ description: 'x'.repeat(256) }, 'warn description must not exceed 255 characters'],
])('%j is reported', (window, message) => {
  expect(judged(window)).toEqual([expect.stringContaining(message)]);
});

test('everything wrong with a window is reported at once, each at its line', () => {
  const window = { kind: 'block', schedule: 'daily', duration: '1 day', timeZone: 'Berlin', applications: ['*'] };
  const found = findings(RULE, { 'project.yaml': project({ syncWindows: [window] }) });
  expect(found.map(({ line }) => line)).toEqual([16, 17, 18, 19]);
});

describe('the clusters of a window', () => {
  const window = (clusters: string[]) => ({
    'project.yaml': project({
      syncWindows: [{ kind: 'deny', schedule: '0 22 * * *', duration: '8h', clusters }],
    }),
    'clusters.yaml': cluster('production', 'https://prod.example.com'),
  });
  const app = (destination: object) => ({ 'app.yaml': application({ project: 'web', destination }) });
  const byServer = app({ server: 'https://prod.example.com', namespace: 'a' });
  const byName = app({ name: 'production', namespace: 'a' });

  test('apply to an Application that writes the cluster in the same way', () => {
    expect(findings(RULE, { ...window(['production']), ...byName })).toEqual([]);
    expect(findings(RULE, { ...window(['https://prod*']), ...byServer })).toEqual([]);
  });

  test('do not apply to one that writes it in the other way, silently', () => {
    const [found] = findings(RULE, { ...window(['prod*']), ...byServer });
    expect(found?.message).toContain(
      'does not apply to website: the destination is written as server: https://prod.example.com',
    );
    expect(findings(RULE, { ...window(['https://prod.example.com']), ...byName })).toHaveLength(1);
  });

  test('may mean another cluster altogether', () => {
    expect(findings(RULE, { ...window(['staging']), ...byServer })).toEqual([]);
  });
});
