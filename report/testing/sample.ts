import fc from 'fast-check';
import type { Report, ReportedFinding } from '../report';

/** A finding, as much of it as a test cares about. */
export function findingOf(fields: Partial<ReportedFinding> = {}): ReportedFinding {
  const { file = 'apps/web.yaml', line = 3 } = fields;
  return {
    rule: 'node-port-clash',
    severity: 'refuse',
    file,
    line,
    resource: { apiVersion: 'v1', kind: 'Service', namespace: 'web', name: 'web' },
    message: 'node port 30080 is asked for twice',
    fix: 'Choose another one.',
    location: { file, line, column: 1, endLine: line, endColumn: 2 },
    ...fields,
  };
}

/** A report of findings. */
export function reportOf(findings: readonly ReportedFinding[], unchecked: Report['unchecked'] = []): Report {
  const count = (severity: ReportedFinding['severity']) => findings.filter((one) => one.severity === severity).length;
  return {
    version: 1,
    argocdVersion: '3.4.4',
    repositories: [],
    findings,
    unchecked,
    summary: {
      files: 1,
      resources: 1,
      applications: 1,
      projects: 0,
      applicationSets: 0,
      refuse: count('refuse'),
      silent: count('silent'),
      warn: count('warn'),
      unchecked: unchecked.length,
      ignored: 0,
      accepted: 0,
      excluded: 0,
    },
  };
}

/** Any finding, with words that nobody would write. */
export const anyFinding: fc.Arbitrary<ReportedFinding> = fc
  .record({
    rule: fc.constantFrom('node-port-clash', 'image-not-pinned', 'secret-in-git'),
    severity: fc.constantFrom('refuse', 'silent', 'warn'),
    file: fc.oneof(fc.constantFrom('a.yaml', 'b/c d.yaml', ''), fc.string({ unit: 'binary' })),
    line: fc.nat(50),
    name: fc.string({ unit: 'binary' }),
    kind: fc.constantFrom('', 'Service'),
    message: fc.string({ unit: 'binary' }),
  })
  .map(({ name, kind, message, ...fields }) =>
    findingOf({ ...fields, message: `m${message}`, resource: { apiVersion: 'v1', kind, namespace: '', name } }),
  );
