/**
 * The platforms of test/platforms/ down to the objects of their charts, as a project on a disk: the real helm renders the charts
 * from `vendor/`, and all rules see what comes of them. And the one that `groundwork adopt` writes.
 *
 * HELM names the program. LIVE_CHARTS names a folder with the real charts, unpacked as NAME-VERSION; without them, the small ones
 * of the live tests stand in. cert-manager is had in neither, and is named as not checked.
 */
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { sixty } from '../commands/adopt/sixty.fixture';
import { packChart } from './live/cluster/charts';
import { GROUNDWORK, installInto, runNode } from './new-project';

const PLATFORMS = path.join(__dirname, 'platforms');
const { HELM = 'helm' } = process.env;
const reason = spawnSync(HELM, ['version']).status === 0 ? undefined : `${HELM} does not run; HELM names another one`;
if (reason) console.warn(`skipped: the charts of the platforms: ${reason}`);
const PROGRAM = process.env.HELM === undefined ? [] : ['--helm', HELM];
const withHelm = reason ? test.skip : test;

let project: string;
beforeEach(() => {
  project = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-platforms-')));
});
afterEach(() => fs.rmSync(project, { recursive: true, force: true }));

interface Checked {
  readonly findings: readonly { readonly rule: string; readonly message: string }[];
  readonly unchecked: readonly { readonly subject: string; readonly reason: string }[];
  readonly summary: { readonly applications: number };
}

function checked(directory: string, ...args: readonly string[]): Checked {
  const { stdout, stderr } = runNode(GROUNDWORK, ['check', directory, '--format', 'json', ...args], project);
  expect(stderr).not.toMatch(/groundwork:/);
  return JSON.parse(stdout) as Checked;
}

/** What a chart that stands in has on purpose: few values, and images that are none. */
const OF_STAND_INS: ReadonlySet<string> = new Set(
  process.env.LIVE_CHARTS ? [] : ['chart-value-without-effect', 'image-not-pinned'],
);

/** The charts that a platform takes from elsewhere than its own values, with their versions. */
const CHARTS = [
  ['argo-cd', '10.1.1'],
  ['cilium', '1.19.6'],
  ['harbor', '1.19.1'],
] as const;

withHelm.each(['home-lab', 'air-gapped', 'two-clusters', 'apps-as-files'])(
  '%s: what its charts render is permitted, and no rule finds anything',
  (name) => {
    fs.cpSync(PLATFORMS, project, { recursive: true });
    installInto(project);
    const vendor = path.join(project, 'vendor', 'charts');
    fs.mkdirSync(vendor, { recursive: true });
    for (const [chart, version] of CHARTS) packChart(HELM, chart, version, vendor);
    const synth = ['synth', '--main', `${name}.ts`, '--quiet', '--no-type-check', ...PROGRAM];
    expect(runNode(GROUNDWORK, synth, project)).toMatchObject({ status: 0 });
    const { findings, unchecked } = checked('dist', ...PROGRAM, '--offline');
    expect(findings.filter(({ rule }) => !OF_STAND_INS.has(rule))).toEqual([]);
    // cert-manager alone is not at hand; what is no chart is in repositories that are none of the platform's.
    const charts = unchecked.filter(({ subject }) => /: chart /.test(subject));
    expect(charts.filter(({ subject }) => !/chart cert-manager /.test(subject))).toEqual([]);
  },
);

test('sixty Applications, taken over: adopt writes test/platforms/taken-over.ts, and synth and check find nothing', () => {
  sixty(project);
  const adopt = [
    '--into',
    'new',
    '--root',
    'new-root',
    '--repository',
    'https://git.example.com/apps.git',
    '--no-render',
  ];
  expect(runNode(GROUNDWORK, ['adopt', 'old', ...adopt], project)).toMatchObject({ status: 0, stderr: '' });
  const written = path.join(project, 'new', 'main.ts');
  expect(fs.readFileSync(written, 'utf8')).toBe(fs.readFileSync(path.join(PLATFORMS, 'taken-over.ts'), 'utf8'));
  fs.writeFileSync(path.join(project, 'new', 'package.json'), '{}');
  installInto(path.join(project, 'new'));
  expect(runNode(GROUNDWORK, ['synth', '--quiet'], path.join(project, 'new'))).toMatchObject({ status: 0 });
  const { findings, summary } = checked('new/dist', '--no-render');
  // The sixty, the new root, and the Application that brings their folder.
  expect(summary.applications).toBe(62);
  expect(findings).toEqual([]);
});
