import { DOMParser } from '@xmldom/xmldom';
import fc from 'fast-check';
import { reportJunit } from './junit';
import { anyFinding, findingOf, reportOf } from './testing/sample';

const RULES = ['node-port-clash', 'image-not-pinned'].map((name) => {
  return { name, severity: 'warn' as const, summary: 'A summary.', page: '' };
});

/** The elements of a document. @throws if it is not well-formed */
function parsed(xml: string) {
  const fail = (level: string, message: string) => {
    // It warns of what stands for a character that XML has no way to write.
    if (level !== 'warning') throw new Error(message);
  };
  const document = new DOMParser({ onError: fail }).parseFromString(xml, 'text/xml');
  return (name: string) => [...document.getElementsByTagName(name)];
}

test('whatever a file says, it is well-formed XML with as many tests as findings', () => {
  fc.assert(
    fc.property(fc.array(anyFinding, { maxLength: 5 }), (findings) => {
      const of = parsed(reportJunit(reportOf(findings), []));
      expect(of('testcase')).toHaveLength(findings.length);
      expect(of('failure')).toHaveLength(findings.filter(({ severity }) => severity === 'refuse').length);
    }),
  );
});

test('a suite for each rule: what fails the command is a failure, the rest passes, what found nothing passes too', () => {
  const report = reportOf([findingOf({ message: 'a "<b>" & c' }), findingOf({ severity: 'warn' })]);
  const of = parsed(reportJunit(report, RULES));
  const counts = of('testsuite').map((one) => ['name', 'tests', 'failures'].map((name) => one.getAttribute(name)));
  expect(counts).toEqual([
    ['node-port-clash', '2', '1'],
    ['image-not-pinned', '1', '0'],
  ]);
  expect(of('failure')[0]?.getAttribute('message')).toBe('a "<b>" & c');
  expect(of('testcase').map((one) => one.getAttribute('name'))).toEqual([
    'apps/web.yaml:3 Service web/web',
    'apps/web.yaml:3 Service web/web',
    'nothing found',
  ]);
  expect(of('system-out')[0]?.textContent).toContain('warn: node port 30080 is asked for twice');
});

test('with strict, each finding is a failure', () => {
  const of = parsed(reportJunit(reportOf([findingOf({ severity: 'warn' })]), RULES, { strict: true }));
  expect(of('failure')).toHaveLength(1);
});

test('what was not checked is skipped, with the reason', () => {
  const unchecked = [{ subject: 'Application web', reason: 'a Helm chart is not rendered' }];
  const of = parsed(reportJunit(reportOf([], unchecked), []));
  expect(of('skipped').map((one) => one.getAttribute('message'))).toEqual(['a Helm chart is not rendered']);
  expect(of('testsuites')[0]?.getAttribute('skipped')).toBe('1');
});
