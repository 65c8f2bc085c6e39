import * as fs from 'node:fs';
import { sourceIn } from '../argocd/model/marker';
import type { Report } from '../report/report';

/**
 * A report whose fixes say what to edit where a file is generated: an edit of the file itself is lost with the next synth.
 * The line is known only while main.ts runs, which is what `synth` says.
 */
export function withSources(report: Report): Report {
  const sources = new Map<string, string | undefined>();
  const sourceOf = (file: string): string | undefined => {
    if (!sources.has(file)) sources.set(file, fs.existsSync(file) ? generatedFrom(file) : undefined);
    return sources.get(file);
  };
  const findings = report.findings.map((finding) => {
    const source = sourceOf(finding.file);
    if (source === undefined) return finding;
    const fix = finding.fix.replace(/\.$/, '');
    return { ...finding, fix: `${fix} (in ${source}, which ${finding.file} is generated from; then npm run synth)` };
  });
  return { ...report, findings };
}

/** The source that the first line of a file names. */
function generatedFrom(file: string): string | undefined {
  if (!fs.statSync(file).isFile()) return undefined;
  const [first = ''] = fs.readFileSync(file, 'utf8').split('\n', 1);
  return sourceIn(first);
}
