import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readChart } from './chart';
import { valuesOf } from './chart-values';
import { readFacts } from './facts';
import { diffValues } from './values-diff';

const FIXTURES = join(__dirname, '__fixtures__');
const ROOT = join(__dirname, '..', '..');

async function demo(values: Record<string, unknown>) {
  const [old, next] = [await readChart(join(FIXTURES, 'demo-1.0.0')), await readChart(join(FIXTURES, 'demo-1.1.0'))];
  return diffValues(values, valuesOf(old), valuesOf(next));
}

describe('what an upgrade does to the values in use', () => {
  test('a key that is gone is removed, with a guess where it went', async () => {
    expect(await demo({ legacy: { timeout: '9s' }, schemaOnly: true })).toMatchObject({
      values: 2,
      removed: [
        { path: 'legacy.timeout', value: '9s', maybe: ['timeouts.legacy.timeout'] },
        { path: 'schemaOnly', value: true, maybe: [] },
      ],
      added: ['timeouts.legacy.timeout'],
    });
  });

  test('a value that the new type does not take is refused, with both sides', async () => {
    const { refused, types } = await demo({ pool: { size: 3 } });
    expect(refused).toEqual([{ path: 'pool.size', value: 3, why: 'pool.size: 3 is not string' }]);
    expect(types).toEqual([{ path: 'pool.size', from: 'null | number', to: 'string' }]);
  });

  test('a default that changes tells whether the values in use set it', async () => {
    expect((await demo({ replicas: 5 })).defaults).toEqual([
      { path: 'replicas', from: 1, to: 2, set: 5 },
      { path: 'pool.size', from: null, to: 'small' },
    ]);
  });

  test('what neither version knows is distinguished from what was removed', async () => {
    expect(await demo({ unheardOf: 1, annotations: { any: 'x' }, nodeSelector: { disk: 'ssd' } })).toMatchObject({
      values: 3,
      unknown: ['unheardOf'],
      removed: [],
      refused: [],
    });
  });

  test('the real one: Cilium 1.16.5 to 1.19.6', () => {
    // GIVEN
    const values = {
      encryption: { enabled: true, type: 'wireguard', wireguard: { userspaceFallback: false } },
      kubeProxyReplacement: true,
      l2NeighDiscovery: { refreshPeriod: '30s' },
      podAnnotations: { team: 'a' },
      tolerations: [{ operator: 'Exists' }],
    };
    // WHEN
    const diff = diffValues(values, readFacts('cilium', '1.16.5'), readFacts('cilium', '1.19.6'));
    // THEN
    expect(diff.removed.map(({ path }) => path)).toEqual([
      'encryption.wireguard.userspaceFallback',
      'l2NeighDiscovery.refreshPeriod',
    ]);
    expect(diff.refused).toEqual([]);
    expect(diff.types).toEqual([
      { path: 'encryption.type', from: "'ipsec' | 'wireguard'", to: "'ipsec' | 'wireguard' | 'ztunnel'" },
    ]);
    expect(diff.defaults).toContainEqual({ path: 'l2NeighDiscovery.enabled', from: true, to: false });
  });

  test('a version against itself says nothing', () => {
    const facts = readFacts('harbor', '1.19.1');
    const diff = diffValues(facts.defaults, facts, facts);
    expect({ ...diff, values: 0 }).toEqual({
      chart: 'harbor',
      from: '1.19.1',
      to: '1.19.1',
      values: 0,
      removed: [],
      refused: [],
      unknown: [],
      defaults: [],
      types: [],
      added: [],
    });
    expect(diff.values).toBeGreaterThan(300);
  });
});

describe('groundwork values diff', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'values-'));
    writeFileSync(join(folder, 'lost.yaml'), 'legacy:\n  timeout: 9s\n');
    writeFileSync(join(folder, 'fine.yaml'), 'mode: safe\n');
    writeFileSync(join(folder, 'list.yaml'), '- a\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function groundwork(...args: string[]): { status: number; stdout: string; stderr: string } {
    const command = ['bin/groundwork.js', 'values', 'diff', ...args];
    try {
      return {
        status: 0,
        stdout: execFileSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }),
        stderr: '',
      };
    } catch (error) {
      return error as { status: number; stdout: string; stderr: string };
    }
  }
  const charts = [join(FIXTURES, 'demo-1.0.0'), join(FIXTURES, 'demo-1.1.0')];

  test('exits with 1 and names what is lost', () => {
    const { status, stdout } = groundwork('demo', ...charts, '--values', join(folder, 'lost.yaml'));
    expect(status).toBe(1);
    expect(stdout).toContain('legacy.timeout: "9s"  renamed? a guess by name: timeouts.legacy.timeout');
    expect(stdout).toContain('replicas: 1 -> 2');
  });

  test('exits with 0 when nothing is, and gives the same as JSON', () => {
    const { status, stdout } = groundwork('demo', ...charts, '--values', join(folder, 'fine.yaml'), '--format', 'json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ chart: 'demo', from: '1.0.0', to: '1.1.0', values: 1, removed: [] });
  });

  test.each([
    [
      'a version that is not imported',
      ['cilium', '1.16.5', '9.9.9'],
      /cilium 9\.9\.9 is not imported; imported versions are 1\.16\.5, 1\.19\.6/,
    ],
    ['a chart that is another one', ['cilium', charts[0], charts[1]], /is the chart 'demo', expected 'cilium'/],
    ['values that are not there', ['demo', ...charts, '--values', '/nowhere/x.yaml'], /\/nowhere\/x\.yaml: not there/],
  ])('exits with 2 for %s, in one line', (_, args, message) => {
    const { status, stdout, stderr } = groundwork(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('exits with 2 for values that are a list', () => {
    expect(groundwork('demo', ...charts, '--values', join(folder, 'list.yaml'))).toMatchObject({ status: 2 });
  });
});
