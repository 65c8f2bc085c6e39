import { gathered } from './gather';
import { reportGitlab } from './gitlab';
import { reportJson } from './json';
import { reportJunit } from './junit';
import type { ReportedFinding } from './report';
import { reportSarif } from './sarif';
import { findingOf, reportOf } from './testing/sample';
import { reportText } from './text';

const HABIT: Partial<ReportedFinding> = { gather: true, severity: 'warn', message: 'no option', fix: 'Add it.' };
const habits = (count: number, fields: Partial<ReportedFinding> = {}) =>
  Array.from({ length: count }, (_, at) => findingOf({ ...HABIT, file: `sets/${at}.yaml`, line: at + 1, ...fields }));

const many = gathered(reportOf([...habits(248), findingOf()]));

test('248 of one kind are one finding, which counts as one and lists the others', () => {
  expect(many.findings).toHaveLength(2);
  expect(many.summary).toMatchObject({ refuse: 1, warn: 1 });
  const [first] = JSON.parse(reportJson(many)).findings;
  expect(first).toMatchObject({ file: 'sets/0.yaml', line: 1, message: 'no option' });
  expect(first.places).toHaveLength(247);
  expect(first.places.at(-1)).toEqual({ file: 'sets/247.yaml', line: 248, column: 1 });
});

test.each([
  ['a few', habits(3)],
  ['another message each', habits(5).map((one, at) => ({ ...one, message: `no option ${at}` }))],
  ['those of a rule that does not want it', habits(5, { gather: undefined })],
])('%s stay as they are', (_, findings) => {
  expect(gathered(reportOf(findings)).findings).toEqual(findings);
});

test('each format says that there are others, and names them as far as it can', () => {
  const text = reportText(many, { color: false });
  expect(text).toContain('warn[node-port-clash]: no option (here and in 247 more places)');
  expect(text).toContain('also at sets/1.yaml:2, sets/2.yaml:3');
  expect(text).toContain('and 237 more (--format json lists them all)');
  const [result] = JSON.parse(reportSarif(many, [])).runs[0].results;
  expect(result.relatedLocations).toHaveLength(247);
  expect(result.relatedLocations[0]).toMatchObject({
    id: 1,
    physicalLocation: { artifactLocation: { uri: expect.stringContaining('sets/1.yaml') }, region: { startLine: 2 } },
  });
  expect(reportJunit(many, [])).toContain('also at sets/1.yaml:2,');
  expect(JSON.parse(reportGitlab(many))[0].description).toBe('no option (here and in 247 more places). Add it.');
});

test('it is the same finding when the first place is mended, or another one is new', () => {
  const markOf = (findings: readonly ReportedFinding[]) =>
    JSON.parse(reportGitlab(gathered(reportOf(findings))))[0].fingerprint;
  expect(markOf(habits(9).slice(1))).toBe(markOf(habits(9)));
});
