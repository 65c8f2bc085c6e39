import { goPath } from '../refusal';
import type { Judgement } from '../refusals';

/** What the API server says of one object: `tools/crd-oracle`. */
export interface Answer {
  readonly unknown?: readonly string[];
  /** `spec.a: Invalid value: …` each. */
  readonly refused?: readonly string[];
}

/** A judgement in the same form; an answer of the API server in the order of this one. */
export function answerOf(said: Judgement | Answer): Answer {
  const unknown = (said.unknown ?? []).map((one) => (typeof one === 'string' ? one : goPath(one.pointer)));
  const refused = (said.refused ?? []).map((one) => {
    if (typeof one === 'string') return one.replace(/\[([^\]\d][^\]]*)\](?=[^:]*: )/g, '.$1');
    const { detail, nowhere, pointer, quotesValue, type, value } = one;
    return `${nowhere ? '<nil>' : goPath(pointer)}: ${type}: ${detail}${quotesValue ? `: ${JSON.stringify(value)}` : ''}`;
  });
  return { unknown: [...new Set(unknown)].sort(), refused: [...new Set(refused)].sort() };
}
