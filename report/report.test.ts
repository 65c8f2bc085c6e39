import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { check } from '../argocd/check';
import { judge } from '../argocd/testing/rules';
import { MemoryTree } from '../argocd/tree/memory-tree';
import { reportJson } from './json';
import type { Location, Report, ReportedFinding } from './report';
import { reportSarif } from './sarif';
import { reportText } from './text';

const APP = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
  source: {repoURL: https://git.example.com/platform.git, path: web}
  destination: {server: https://kubernetes.default.svc, namespace: web}
`;

const CHART = APP.replace('name: web,', 'name: chart,').replace('path: web', 'chart: nginx, targetRevision: 1.0.0');

const files = {
  'apps/web.yaml': APP,
  'apps/chart.yaml': CHART,
  'web/a b.yaml':
    'apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  type: NodePort\n  ports: [{port: 80, nodePort: 80}]\n',
};
const report = judge(files, { only: 'node-port-out-of-range' });

test('text reads like a compiler: place, line, mark, object, fix, what was not checked, sum', () => {
  expect(reportText(report, { color: false })).toBe(
    `refuse[node-port-out-of-range]: Service web/web asks for node port 80: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767
 --> web/a b.yaml:6:32
  |
6 |   ports: [{port: 80, nodePort: 80}]
  |                                ^^
  = Service web
  = fix: Choose a port from 30000 to 32767 (unless the API server runs with another --service-node-port-range).

not checked
  a Helm chart from a repository: judged by source and destination alone: Application chart

1 that Argo CD refuses (3 files, 3 objects, 2 Applications, 0 AppProjects, 0 ApplicationSets; 1 not checked; Argo CD 3.4.4, Kubernetes 1.35)`,
  );
});

test('colour is for whom it is asked', () => {
  const sequence = '\u001b[';
  expect(reportText(report, { color: false })).not.toContain(sequence);
  expect(reportText(report, { color: true })).toContain(sequence);
});

test('a long line is shown around its mark', () => {
  const long = {
    'app.yaml': APP,
    'web/a.yaml': `{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "annotations": {"a": "${'x'.repeat(500)}"}}, "spec": {"type": "NodePort", "ports": [{"port": 80, "nodePort": 80}]}}`,
  };
  const text = reportText(judge(long, { only: 'node-port-out-of-range' }), { color: false, width: 80 });
  const [, line = '', mark = ''] = /^1 \| (.*)\n {2}\| (.*)$/m.exec(text) ?? [];
  expect(line.length).toBeLessThanOrEqual(81);
  expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('80');
});

test('a file cannot steer the terminal of its reader', () => {
  const evil = {
    'app.yaml': APP,
    'web/a.yaml':
      'apiVersion: v1\nkind: Service\nmetadata: {name: "a\\e[31mb\\u202e"}\n' +
      'spec: {type: NodePort, ports: [{nodePort: 80}]} #\t\u202e in the line that is shown\n',
  };
  expect(reportText(judge(evil), { color: false })).toContain('in the line that is shown');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(reportText(judge(evil), { color: false })).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f\u202e]/);
});

describe('what would be repeated is printed once in text, and each time in the other formats', () => {
  const count = (text: string, words: string) => text.split(words).length - 1;

  test('the values that a project allows', () => {
    const project =
      'apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nmetadata: {name: team, namespace: argocd}\nspec:\n' +
      '  sourceRepos: [https://git.example.com/one.git, https://git.example.com/two.git]\n';
    const app = (name: string) => APP.replace('name: web,', `name: ${name},`).replace('default', 'team');
    const found = judge(
      { 'project.yaml': project, 'a.yaml': app('a'), 'b.yaml': app('b') },
      { only: 'project-source-not-permitted' },
    );
    const list = '[https://git.example.com/one.git, https://git.example.com/two.git]';
    const text = reportText(found, { color: false });
    expect(count(text, list)).toBe(1);
    expect(count(text, 'its sourceRepos are those listed above at a.yaml:6')).toBe(1);
    expect(count(reportJson(found), list)).toBe(2);
  });

  test('the repositories that are not at hand', () => {
    const away = (name: string, more = '') =>
      APP.replace('name: web,', `name: ${name},`).replace('platform.git', `away.git${more}`);
    const pinned = ', targetRevision: v1.0.0';
    const found = judge({
      'a.yaml': away('a'),
      'b.yaml': away('b'),
      'c.yaml': APP.replace('path: web', `path: web${pinned}`),
    });
    const text = reportText(found, { color: false });
    expect(text).toContain(
      '\n  repository https://git.example.com/away.git is not at hand (--repo URL=DIR): 2 Applications: a, b\n' +
        '  revision "v1.0.0" is not at hand (--repo https://git.example.com/platform.git@v1.0.0=DIR): Application web\n',
    );
    expect(count(text, 'away.git')).toBe(1);
    expect(count(reportJson(found), '(give it with --repo https://git.example.com/away.git=DIR)')).toBe(2);
  });
});

test('JSON has the fields that its readers were promised', () => {
  const parsed = JSON.parse(reportJson(report)) as Report;
  expect(Object.keys(parsed)).toEqual([
    'version',
    'argocdVersion',
    'kubernetesVersion',
    'repositories',
    'findings',
    'unchecked',
    'summary',
  ]);
  expect(parsed.findings).toEqual([
    {
      rule: 'node-port-out-of-range',
      severity: 'refuse',
      file: 'web/a b.yaml',
      line: 6,
      column: 32,
      resource: { apiVersion: 'v1', kind: 'Service', namespace: '', name: 'web' },
      message: expect.any(String),
      fix: expect.any(String),
    },
  ]);
});

describe('SARIF', () => {
  const { $schema: _, id: __, ...schema } = sarifSchema as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const valid = ajv.compile(schema);
  const rules = [
    { name: 'node-port-out-of-range', severity: 'refuse' as const, summary: 'A summary.', page: '# A page' },
  ];

  test.each([
    ['of findings', report],
    ['of nothing', judge({ 'a.yaml': 'a: 1\n' })],
    ['of a broken file', judge({ 'a.yaml': 'kind: [\n' })],
  ])('a report %s fits the schema of OASIS', (_name, one) => {
    const log = JSON.parse(reportSarif(one, rules)) as unknown;
    expect(valid(log) ? [] : valid.errors).toEqual([]);
  });

  test('what Argo CD refuses is an error, what it takes otherwise a warning, the rest a note, for results and rules', () => {
    const [finding] = report.findings as [ReportedFinding];
    const severities = ['refuse', 'silent', 'warn'] as const;
    const { runs } = JSON.parse(
      reportSarif(
        { ...report, findings: severities.map((severity) => ({ ...finding, severity })) },
        severities.map((severity) => ({ name: severity, severity, summary: 'A summary.', page: '# A page' })),
      ),
    );
    const [{ results, tool }] = runs;
    expect(results.map(({ level }: { level: string }) => level)).toEqual(['error', 'warning', 'note']);
    expect(
      tool.driver.rules.map((one: { defaultConfiguration: { level: string } }) => one.defaultConfiguration.level),
    ).toEqual(['error', 'warning', 'note']);
  });

  test('a region has at least one column: what ends where it begins is one character', () => {
    const regionOf = (end: Partial<Location>) => {
      const [finding] = report.findings;
      const location = { ...(finding as ReportedFinding).location, ...end };
      const { runs } = JSON.parse(
        reportSarif({ ...report, findings: [{ ...(finding as ReportedFinding), location }] }, rules),
      );
      return runs[0].results[0].locations[0].physicalLocation.region;
    };
    expect(regionOf({ endColumn: 32 })).toEqual({ startLine: 6, startColumn: 32, endLine: 6, endColumn: 33 });
    expect(regionOf({ endLine: 7, endColumn: 1 })).toMatchObject({ endLine: 7, endColumn: 1 });
  });

  test('paths are URIs from the top of the checkout, and the page of the rule comes along', () => {
    const tree = new MemoryTree(new Map(Object.entries(files)));
    const deep = Object.create(tree, { label: { value: '../platform' } }) as MemoryTree;
    const there = check({
      directories: [{ tree: deep, dir: '' }],
      repositories: [{ url: 'https://git.example.com/platform.git', tree: deep }],
      only: ['node-port-out-of-range'],
    });
    const { runs } = JSON.parse(reportSarif(there, rules, '../platform'));
    const [{ results, tool, invocations }] = runs;
    expect(results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'web/a%20b.yaml', uriBaseId: 'SRCROOT' },
      region: { startLine: 6, startColumn: 32, endLine: 6, endColumn: 34 },
    });
    expect(tool.driver.rules[results[0].ruleIndex].help.markdown).toBe('# A page');
    expect(invocations[0].toolExecutionNotifications[0].message.text).toContain('not checked: Application chart');
  });
});
