import { redact } from '../../argocd/model/redact';
import type { Resource } from '../../argocd/model/types';
import type { Comparison } from '../compare/comparison';
import type { Consequence } from '../review';
import type { Judgement, Told } from './judgement';
import { loadJudgements } from './registry';
import { SEVERITIES } from './severity';

/** What follows from a change, the worst first. */
export function judge(comparison: Comparison, judgements = loadJudgements()): readonly Consequence[] {
  const inAfter = new Set<Resource>(comparison.after.model.resources);
  const found = judgements.flatMap((judgement) => {
    const own: Consequence[] = [];
    judgement.judge(comparison, (told) => own.push(consequenceOf(judgement, told, inAfter)));
    return own;
  });
  const rank = ({ severity }: Consequence) => SEVERITIES.indexOf(severity);
  return found.sort((a, b) => rank(a) - rank(b));
}

function consequenceOf({ name, group }: Judgement, told: Told, inAfter: ReadonlySet<Resource>): Consequence {
  const { severity, application, object, happens, advice = '', details = [] } = told;
  const resource = told.resource ?? object?.resource ?? (application?.after ?? application?.before)?.resource;
  const { file, line } = resource?.origin.locate(told.pointer ?? []) ?? { file: '', line: 0 };
  const own = !told.resource && !object;
  return {
    rule: name,
    group,
    severity,
    application: application ? `${application.namespace}/${application.name}` : '',
    object: {
      apiVersion: resource?.apiVersion ?? '',
      kind: resource?.kind ?? '',
      namespace: object?.namespace ?? (own ? application?.namespace : undefined) ?? resource?.namespace ?? '',
      name: object?.name ?? resource?.name ?? '',
    },
    happens: redact(happens),
    advice: redact(advice),
    details: details.map(redact),
    file: redact(file),
    line,
    side: resource && inAfter.has(resource) ? 'after' : 'before',
  };
}
