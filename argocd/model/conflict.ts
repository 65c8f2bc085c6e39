import type { Text, TextProblem } from '../yaml/text';
import { sourceIn } from './marker';

/** A marker line of a merge conflict, as Git (or diff3) writes it. */
const MARKER = /^(?:(<{7}) |(={7})\r?$|(>{7})(?: |\r?$))/gm;

/**
 * The problems of a text that was read. An unfinished merge counts as one problem, because the parser's messages about
 * each of its lines would not help.
 *
 * @see https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
 */
export function problemsOf(text: string, { documents, problems }: Text): readonly TextProblem[] {
  if (!text.includes('<<<<<<< ')) return problems;
  const { starts, markers } = conflictsIn(text);
  const [first] = starts;
  if (first === undefined) return problems;
  const hasMarker = (document: number): boolean => {
    const { start, end } = documents[document] ?? { start: 0, end: text.length };
    return markers.some((at) => at >= start && at < end);
  };
  const lines = starts.map((at) => text.slice(0, at).split('\n').length);
  const source = sourceIn(text);
  return [
    {
      kind: 'syntax' as const,
      message: `a merge left its conflict markers in the file, in line${lines.length > 1 ? 's' : ''} ${lines.join(', ')}`,
      repair: source
        ? `Run npm run synth, which renders the file anew from ${source}`
        : 'Resolve the conflict and remove the markers',
      offset: first,
      document: Math.max(
        0,
        documents.findIndex(({ end }) => first < end),
      ),
    },
    ...problems.filter(({ kind, document }) => kind === 'duplicate-key' || !hasMarker(document)),
  ].sort((a, b) => a.offset - b.offset);
}

/** Whether a text has an unresolved merge conflict. */
export function hasConflict(text: string): boolean {
  return text.includes('<<<<<<< ') && conflictsIn(text).starts.length > 0;
}

/** The lines where complete conflicts start, and the lines of all their markers. */
function conflictsIn(text: string): { readonly starts: readonly number[]; readonly markers: readonly number[] } {
  const starts: number[] = [];
  const markers: number[] = [];
  let open: number[] = [];
  for (const { index, 1: ours, 2: middle, 3: end } of text.matchAll(MARKER)) {
    if (ours) open = [index];
    else if (middle && open.length === 1) open.push(index);
    else if (end && open.length === 2) {
      starts.push(open[0] as number);
      markers.push(...open, index);
      open = [];
    }
  }
  return { starts, markers };
}
