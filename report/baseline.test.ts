import fc from 'fast-check';
import { applyBaseline, type BaselinePaths, formatBaseline, parseBaseline, withGone } from './baseline';
import { anyFinding, findingOf, reportOf } from './testing/sample';

const same: BaselinePaths = { toBaseline: (file) => file, fromBaseline: (file) => file };

const accept = (...findings: Parameters<typeof formatBaseline>[0]) =>
  parseBaseline(formatBaseline(findings, [], same), 'baseline.yaml');

const left = (found: Parameters<typeof reportOf>[0], accepted: ReturnType<typeof accept>) =>
  applyBaseline(reportOf(found), accepted, same);

test('a merge that is not resolved is told as such, with its line', () => {
  const text = 'version: 1\nfindings:\n<<<<<<< HEAD\n  - {rule: a, message: b}\n=======\n>>>>>>> other\n';
  expect(() => parseBaseline(text, 'b.yaml')).toThrow('b.yaml:3: conflict markers of Git: resolve the merge');
});

test('what was written accepts all that it was written for, whatever its words are, and nothing is gone', () => {
  fc.assert(
    fc.property(fc.array(anyFinding, { maxLength: 8 }), (findings) => {
      const { report, gone } = left(findings, accept(...findings));
      expect(report.findings).toEqual([]);
      expect(gone).toEqual([]);
      expect(report.summary).toMatchObject({ refuse: 0, silent: 0, warn: 0, accepted: findings.length });
    }),
  );
});

test('what the baseline does not have is left, each of it', () => {
  fc.assert(
    fc.property(fc.array(anyFinding, { maxLength: 6 }), fc.array(anyFinding, { maxLength: 6 }), (old, added) => {
      const { report } = left([...old, ...added], accept(...old));
      expect(report.findings).toHaveLength(added.length);
    }),
  );
});

test('a finding that moved by some lines, or names another line, does not wake', () => {
  const before = findingOf({ message: 'also asked for at line 12 of b.yaml:3:14' });
  const after = findingOf({ line: 40, message: 'also asked for at line 15 of b.yaml:70:2' });
  expect(left([after], accept(before)).report.findings).toEqual([]);
});

test('a finding whose file was renamed is known by its object; one of no object is not', () => {
  const accepted = findingOf();
  expect(left([findingOf({ file: 'apps/shop.yaml' })], accept(accepted))).toMatchObject({
    report: { findings: [] },
    gone: [],
  });
  const resource = { apiVersion: '', kind: '', namespace: '', name: '' };
  const { report, gone } = left([findingOf({ file: 'b.yaml', resource })], accept(findingOf({ resource })));
  expect([report.findings.length, gone.length]).toEqual([1, 1]);
});

test.each([
  ['another value', { message: 'node port 30081 is asked for twice' }],
  ['another object', { resource: { apiVersion: 'v1', kind: 'Service', namespace: 'web', name: 'shop' } }],
  ['another rule', { rule: 'node-port-out-of-range' }],
])('%s is a new finding', (_name, fields) => {
  expect(left([findingOf(fields)], accept(findingOf())).report.findings).toHaveLength(1);
});

test('a second one like an accepted one is new, and a second one that is gone is told', () => {
  expect(left([findingOf(), findingOf({ line: 9 })], accept(findingOf())).report.findings).toHaveLength(1);
  const { report, gone } = left([findingOf()], accept(findingOf(), findingOf({ line: 9 })));
  expect(report.findings).toEqual([]);
  const told = withGone(report, gone, 'baseline.yaml');
  expect(told.findings.map(({ message }) => message)).toEqual([
    'node-port-clash is accepted for Service web/web in apps/web.yaml once more than it is found',
  ]);
});

test('what is gone is a warning at the line of its entry', () => {
  const accepted = accept(findingOf({ file: 'a.yaml', message: 'one' }), findingOf({ file: 'b.yaml', message: 'two' }));
  const { report, gone } = left([findingOf({ file: 'a.yaml', message: 'one' })], accepted);
  const text = formatBaseline([findingOf({ file: 'a.yaml', message: 'one' }), findingOf({ file: 'b.yaml' })], [], same);
  const line = text.split('\n').findIndex((one) => one.includes('file: b.yaml'));
  expect(withGone(report, gone, 'baseline.yaml')).toMatchObject({
    findings: [{ rule: 'baseline', severity: 'warn', file: 'baseline.yaml', line }],
    summary: { warn: 1 },
  });
});

test('writing it again keeps the reasons that somebody wrote into it', () => {
  const text = `${formatBaseline([findingOf()], [], same)}    reason: the old load balancer goes in May\n`;
  const again = formatBaseline([findingOf({ line: 7 }), findingOf({ rule: 'b' })], parseBaseline(text, 'b'), same);
  expect(parseBaseline(again, 'b').map(({ rule, reason }) => [rule, reason])).toEqual([
    ['b', undefined],
    ['node-port-clash', 'the old load balancer goes in May'],
  ]);
});

test.each([
  ['not YAML', 'version: [', 'baseline.yaml:1: not YAML'],
  ['empty', '', 'baseline.yaml:1: no baseline with version: 1'],
  ['of another version', 'version: 2\nfindings: []\n', 'baseline.yaml:1: no baseline'],
  ['without a list', 'version: 1\nfindings: {}\n', 'baseline.yaml:1: findings is no list'],
  [
    'with something else in the list',
    'version: 1\nfindings:\n  - 3\n',
    'baseline.yaml:3: an entry of findings is no map',
  ],
  [
    'with an entry of nothing',
    'version: 1\nfindings:\n  - rule: a\n',
    'baseline.yaml:3: an entry has no rule or no message',
  ],
  ['with a count of nothing', 'version: 1\nfindings:\n  - {rule: a, message: b, count: 0}\n', 'baseline.yaml:3: count'],
])('a file that is %s says so, with the line', (_name, text, message) => {
  expect(() => parseBaseline(text, 'baseline.yaml')).toThrow(message);
});
