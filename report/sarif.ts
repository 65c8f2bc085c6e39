import type { Log, ReportingDescriptor, Result, Location as SarifLocation } from 'sarif';
import { checkoutPath } from './checkout-path';
import { fingerprints } from './fingerprint';
import { placesSuffix } from './gather';
import type { Location, Report, Severity } from './report';

/** What a viewer shows of a rule. */
export interface RuleDescription {
  /** As findings name it. */
  readonly name: string;
  /** The severity of its findings, unless a finding has its own. */
  readonly severity: Severity;
  /** One sentence. */
  readonly summary: string;
  /** The page, in Markdown. */
  readonly page: string;
}

const LEVELS = { refuse: 'error', silent: 'warning', warn: 'note' } as const;

/**
 * The report in the Static Analysis Results Interchange Format, for viewers of code scanning.
 *
 * @param rules the rules that ran
 * @param root the checkout, from the working directory: viewers want paths from the top of the repository
 * @param tool the name of the command
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function reportSarif(
  report: Report,
  rules: readonly RuleDescription[],
  root = '',
  tool = 'groundwork check',
): string {
  const descriptors = rules.map(
    ({ name, severity, summary, page }): ReportingDescriptor => ({
      id: name,
      shortDescription: { text: summary },
      fullDescription: { text: summary },
      help: { text: page, markdown: page },
      defaultConfiguration: { level: LEVELS[severity] },
      properties: { tags: ['argo-cd', severity] },
    }),
  );
  const index = new Map(rules.map(({ name }, at) => [name, at]));
  const marks = fingerprints(report.findings, ({ file }) => checkoutPath(file, root));
  const results = report.findings.map((finding, at): Result => {
    const { rule, severity, message, fix, location, resource, places = [] } = finding;
    const name = [resource.kind, [resource.namespace, resource.name].filter(Boolean).join('/')]
      .filter(Boolean)
      .join(' ');
    return {
      ruleId: rule,
      ...(index.has(rule) ? { ruleIndex: index.get(rule) } : {}),
      level: LEVELS[severity],
      message: { text: `${message}${placesSuffix(finding)}\n${fix}` },
      partialFingerprints: { 'groundwork/v1': marks[at] as string },
      locations: [
        {
          ...physical(location, root),
          ...(name === '' ? {} : { logicalLocations: [{ fullyQualifiedName: name, kind: 'object' }] }),
        },
      ],
      ...(places.length === 0
        ? {}
        : { relatedLocations: places.map((place, id) => ({ id: id + 1, ...physical(place, root) })) }),
    };
  });
  const notifications = report.unchecked.map(({ subject, reason }) => ({
    level: 'note' as const,
    message: { text: `not checked: ${subject}: ${reason}` },
  }));
  const log: Log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool,
            informationUri: 'https://argo-cd.readthedocs.io/en/stable/',
            rules: descriptors,
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The top of the repository that was checked.' } } },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
        results,
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

/** A place, as much of it as is known. */
function physical({ file, line, column, endLine, endColumn }: Location, root: string): SarifLocation {
  if (file === '') return {};
  const region = {
    startLine: line,
    startColumn: column,
    endLine,
    endColumn: Math.max(endColumn, endLine === line ? column + 1 : 1),
  };
  return {
    physicalLocation: {
      artifactLocation: { uri: uri(file, root), uriBaseId: 'SRCROOT' },
      ...(line === 0 ? {} : { region }),
    },
  };
}

/** A path from the working directory as a relative URI from the checkout. */
function uri(file: string, root: string): string {
  return checkoutPath(file, root).split('/').map(encodeURIComponent).join('/');
}
