import { plural } from '../../report/plural';
import type { ReviewSummary } from '../review';

/** `spec.containers[0].image`; a key that is no plain word is quoted. */
export function shownPath(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => {
      if (typeof part === 'number') return `[${part}]`;
      if (!/^[\w-]+$/.test(part)) return `[${JSON.stringify(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join('');
}

/** `Deployment web/frontend` */
export function shownObject({ kind, namespace, name }: { kind: string; namespace: string; name: string }): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}

/** A part of a sentence for several subjects: `is deleted` becomes `are deleted`. */
export function forMany(happens: string): string {
  const [verb = ''] = happens.split(' ', 1);
  const known: Readonly<Record<string, string>> = { is: 'are', has: 'have', goes: 'go' };
  return `${known[verb] ?? verb.replace(/s$/, '')}${happens.slice(verb.length)}`;
}

/** How much is not known whose fields, values and files at hand are the same in both states. */
export function sameTexts(summary: Pick<ReviewSummary, 'notRenderedSame' | 'notExpandedSame'>): readonly string[] {
  return [
    ...sameText(summary.notRenderedSame, 'source', 'rendered'),
    ...sameText(summary.notExpandedSame, 'ApplicationSet', 'expanded'),
  ];
}

function sameText(count: number, noun: string, done: string): readonly string[] {
  if (count === 0) return [];
  const [is, they] = count === 1 ? ['is', 'it is'] : ['are', 'they are'];
  return [
    `${plural(count, noun)} ${is} not ${done}: ${they} written the same in both states; what is read from elsewhere is not compared`,
  ];
}
