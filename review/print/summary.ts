import { plural } from '../../report/plural';
import { SEVERITIES } from '../consequences/severity';
import type { Review } from '../review';

/** How much a change is, in one line. */
export function summaryLine({ summary }: Review): string {
  const { applications, objects, consequences, allowed } = summary;
  const told = SEVERITIES.filter((severity) => consequences[severity] > 0).map(
    (severity) => `${consequences[severity]} × ${severity}`,
  );
  const counts = (of: Readonly<Record<string, number>>) =>
    ['created', 'changed', 'moved', 'gone'].filter((one) => (of[one] ?? 0) > 0).map((one) => `${of[one]} ${one}`);
  const parts = [
    `${plural(total(applications), 'Application')} (${counts(applications).join(', ') || 'all the same'})`,
    `${plural(total(objects), 'object')} (${counts(objects).join(', ') || 'all the same'})`,
  ];
  const through = allowed > 0 ? [`${told.length === 0 ? plural(allowed, 'consequence') : allowed} allowed`] : [];
  const verdict = [...told, ...through].join(', ') || 'no consequences';
  return `${verdict}; ${parts.join(', ')}`;
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}
