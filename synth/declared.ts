import type { ReportedFinding } from '../report/report';
import type { Plan, PlannedFile } from './plan/plan';

/** How many objects a finding names before it counts the rest. */
const NAMED = 10;

/** A finding in a generated file, and the line of the user's code that declares its object. */
interface Declared {
  readonly finding: ReportedFinding;
  readonly place?: string;
}

/**
 * The findings of a plan as its author needs them. Generated files are not edited: a finding in one says which line declares
 * its object, and what is wrong with several objects in the same words is said once.
 *
 * @param directory the output folder as the findings name it
 */
export function declaredFindings(
  findings: readonly ReportedFinding[],
  plan: Plan,
  directory: string,
): readonly ReportedFinding[] {
  const files = new Map(plan.files.map((file) => [`${directory}/${file.path}`, file]));
  const groups = new Map<string, Declared[]>();
  for (const finding of findings) {
    const file = files.get(finding.file);
    const place = file && placeIn(file, finding);
    const words = [finding.rule, finding.message, finding.fix].join('\n');
    // In a file that somebody wrote, each line is to be edited on its own.
    const key = place === undefined ? `${words}\n${finding.file}:${finding.line}:${finding.location.column}` : words;
    groups.set(key, [...(groups.get(key) ?? []), { finding, place }]);
  }
  return [...groups.values()].map((group) => once(group, (text) => withPlaces(text, files)));
}

/** Where the object of a finding is declared. */
function placeIn({ documents, places }: PlannedFile, { resource: { kind, name } }: ReportedFinding): string {
  const at = documents.findIndex((document) => document.kind === kind && document.metadata.name === name);
  return places[Math.max(at, 0)] as string;
}

/** One finding for several that are alike. */
function once(group: readonly Declared[], placed: (text: string) => string): ReportedFinding {
  const [{ finding, place }, ...others] = group as [Declared, ...Declared[]];
  if (place === undefined) return finding;
  const more = others.slice(0, NAMED).map(({ finding: { resource }, place: at }) => {
    return `${resource.kind} ${resource.name}${at === place ? '' : ` (${at})`}`;
  });
  if (others.length > NAMED) more.push(`${others.length - NAMED} others`);
  const same = more.length > 0 ? `. The same goes for ${more.join(', ')}` : '';
  const end = finding.fix.replace(/\.$/, '');
  return { ...finding, fix: `${placed(end)} (declared at ${place})${same}` };
}

/** A text that names lines of generated files, with the lines that declare what is there. */
function withPlaces(text: string, files: ReadonlyMap<string, PlannedFile>): string {
  return text.replace(/([^\s()[\],'"`]+):\d+(?::\d+)?/g, (whole, name) => {
    const [place] = files.get(name)?.places ?? [];
    return place === undefined ? whole : `${whole}, declared at ${place}`;
  });
}
