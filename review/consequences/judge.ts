import { redact } from '../../argocd/model/redact';
import type { Model, Resource } from '../../argocd/model/types';
import type { Comparison } from '../compare/comparison';
import type { Consequence, ReviewedId } from '../review';
import type { Judgement, Told } from './judgement';
import { loadJudgements } from './registry';
import { SEVERITIES } from './severity';
import { whenSynced } from './when-synced';

/** What follows from a change, the worst first. */
export function judge(comparison: Comparison, judgements = loadJudgements()): readonly Consequence[] {
  const inAfter = new Set<Resource>(comparison.after.model.resources);
  const found = judgements.flatMap((judgement) => {
    const own: Consequence[] = [];
    judgement.judge(comparison, (told) => own.push(consequenceOf(judgement, told, inAfter, comparison.after.model)));
    return own;
  });
  const rank = ({ severity }: Consequence) => SEVERITIES.indexOf(severity);
  return found.sort((a, b) => rank(a) - rank(b));
}

function consequenceOf(
  { name, group }: Judgement,
  told: Told,
  inAfter: ReadonlySet<Resource>,
  model: Model,
): Consequence {
  const { severity, application, happens, advice = '', details = [] } = told;
  return {
    rule: name,
    group,
    severity,
    application: application ? `${application.namespace}/${application.name}` : '',
    object: idOf(told),
    happens: redact(happens),
    advice: redact(advice),
    details: [...details, ...whenOf(told, model)].map(redact),
    ...placeOf(told, inAfter),
  };
}

/** When it happens, if that is not at once. Of a note a reviewer need not know; a finding says what it has to say. */
function whenOf({ severity, application, object, resource, finding }: Told, model: Model): readonly string[] {
  const now = application?.after;
  if (severity === 'note' || finding || !now) return [];
  // An object of its own, or the Application where its chart or values change. What its project refuses is refused at once.
  const own = object
    ? object.application === now || object.application === application?.before
    : resource === now.resource;
  return own ? whenSynced(now, model) : [];
}

/** What it is about: what is named, else the object where it lands, else the Application. */
function idOf({ id, finding, object, resource, application }: Told): ReviewedId {
  if (id) return id;
  if (finding) return finding.resource;
  const { apiVersion, kind, namespace, name } =
    resource ?? object?.resource ?? (application?.after ?? application?.before)?.resource ?? NOTHING;
  if (object && !resource) return { apiVersion, kind, namespace: object.namespace, name: object.name };
  // One that a set makes has no namespace written: it is that of the set.
  const own = !resource || resource === (application?.after ?? application?.before)?.resource;
  return { apiVersion, kind, namespace: own ? (application?.namespace ?? namespace) : namespace, name };
}

const NOTHING: ReviewedId = { apiVersion: '', kind: '', namespace: '', name: '' };

function placeOf(
  { id, finding, resource, object, application, pointer = [] }: Told,
  inAfter: ReadonlySet<Resource>,
): Pick<Consequence, 'file' | 'line' | 'side'> {
  if (finding) return { file: finding.file, line: finding.line, side: 'after' };
  const about = resource ?? object?.resource ?? (application?.after ?? application?.before)?.resource;
  if (id || !about) return { file: '', line: 0, side: 'after' };
  const { file, line } = about.origin.locate(pointer);
  return { file: redact(file), line, side: inAfter.has(about) ? 'after' : 'before' };
}
