import { allowlistText, type GateReport } from './gate-report';
import { parseHarborImage } from './harbor-image';
import { reaches } from './severity';
import { isApplied } from './verdict';

/**
 * For code-scanning pages: SARIF 2.1.0 with one rule a vulnerability.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function gateSarif({ image, result, verdict }: GateReport): string {
  const { project, repository } = parseHarborImage(image);
  const ids = [...new Set(verdict.findings.map(({ id }) => id))];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'groundwork gate',
            rules: ids.map((id) => {
              const { description, link } = verdict.findings.find((finding) => finding.id === id) ?? {};
              return {
                id,
                shortDescription: { text: id },
                ...(description && { fullDescription: { text: description } }),
                ...(link && URL.canParse(link) && { helpUri: link }),
              };
            }),
          },
        },
        results: verdict.findings.map((finding) => ({
          ruleId: finding.id,
          ruleIndex: ids.indexOf(finding.id),
          level: verdict.blocking.includes(finding)
            ? 'error'
            : reaches(finding.severity, 'medium')
              ? 'warning'
              : 'note',
          message: {
            text: `${finding.severity}: ${finding.package} ${finding.version}${finding.fixedIn ? `, fixed in ${finding.fixedIn}` : ', no fix yet'}`,
          },
          // A viewer shows these as dismissed.
          ...(isApplied(verdict.allowlist) &&
            verdict.listed.includes(finding) && {
              suppressions: [{ kind: 'external', status: 'accepted', justification: `On ${allowlistText(verdict)}.` }],
            }),
          // A finding in an image has no line; the repository stands for the file.
          locations: [{ physicalLocation: { artifactLocation: { uri: `${project}/${repository}` } } }],
          partialFingerprints: {
            vulnerability: `${project}/${repository}:${finding.id}:${finding.package}:${finding.version}`,
          },
        })),
        properties: { image, digest: result.digest },
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
