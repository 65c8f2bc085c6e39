import { redact } from '../../argocd/model/redact';
import { fields, list } from '../../argocd/model/resource';
import type { Application, ApplicationSource, RenderedResource } from '../../argocd/model/types';
import { type CompareOptions, changedFields } from '../objects/changed-fields';
import { changedFindings } from './changed-findings';
import { trackedAs } from './cluster';
import type {
  ApplicationPair,
  Change,
  Comparison,
  NotRendered,
  ObjectPair,
  Side,
  Unpaired,
  UpgradeNote,
} from './comparison';
import { changedValues } from './effective-values';
import { type Paired, pairApplications } from './pair-applications';
import { comparedSecrets } from './rendered-secrets';
import { isSameSource } from './same-source';

/** Compares two states: pairs Applications and their objects, and finds what differs. */
export function compareSides(before: Side, after: Side, upgradeWarnings: readonly UpgradeNote[] = []): Comparison {
  const unpaired: Unpaired[] = [];
  const paired = pairApplications(before.model.applications, after.model.applications).filter((pair) => {
    const found = unpairedOf(pair, before, after);
    if (found) unpaired.push(found);
    return !found;
  });
  const owners = { before: new Map<string, RenderedResource>(), after: new Map<string, RenderedResource>() };
  const objects = paired.map((pair) => {
    const own = { before: objectsOf(pair.before, pair.instance), after: objectsOf(pair.after, pair.instance) };
    for (const [key, one] of own.before) owners.before.set(key, one);
    for (const [key, one] of own.after) owners.after.set(key, one);
    return own;
  });
  const notApplied = new Set<string>();
  const pairs = paired.map((pair, index): ApplicationPair => {
    const options: CompareOptions = {
      ignoreDifferences: list(pair.after?.spec.ignoreDifferences),
      settings: after.model.settings.cm,
      notApplied: (words) => notApplied.add(`Application ${pair.after?.name}: ${words}`),
    };
    const own = objects[index] as (typeof objects)[number];
    const notRendered = [...missingOf(pair.before, 'before'), ...missingOf(pair.after, 'after')];
    const comparable = isComparable(pair);
    const found: ObjectPair[] = [];
    for (const [key, old] of own.before) {
      const now = own.after.get(key);
      const elsewhere = now ? undefined : owners.after.get(key);
      if (now) found.push(pairOf(old, now, options));
      else if (elsewhere)
        found.push({ change: 'moved', before: old, movedTo: elsewhere, fields: fieldsOf(old, elsewhere, options) });
      else if (pair.after === undefined || comparable) found.push({ change: 'gone', before: old, fields: [] });
    }
    for (const [key, now] of own.after) {
      if (own.before.has(key)) continue;
      const elsewhere = owners.before.get(key);
      if (elsewhere)
        found.push({ change: 'moved', after: now, movedFrom: elsewhere, fields: fieldsOf(elsewhere, now, options) });
      else if (pair.before === undefined || comparable) found.push({ change: 'created', after: now, fields: [] });
    }
    const { namespace, name } = (pair.after ?? pair.before) as Application;
    const changed =
      pair.before && pair.after ? changedFields(pair.before.resource.object, pair.after.resource.object) : [];
    const values = pair.before && pair.after ? changedValues(pair.before.sources, pair.after.sources) : [];
    const differs =
      changed.length > 0 || values.length > 0 || !comparable || found.some(({ change }) => change !== 'same');
    const change = pair.before ? (pair.after ? (differs ? 'changed' : 'same') : 'gone') : 'created';
    return { ...pair, name, namespace, change, fields: changed, values, objects: found, notRendered, comparable };
  });
  const byApplication = new Map<Application, ApplicationPair>();
  for (const pair of pairs) for (const one of [pair.before, pair.after]) if (one) byApplication.set(one, pair);
  const byName = new Map(pairs.map((pair) => [`${pair.namespace}/${pair.name}`, pair]));
  return {
    before,
    after,
    applications: pairs,
    findings: changedFindings(before.findings, after.findings),
    upgradeWarnings,
    unpaired,
    notApplied: [...notApplied],
    pairOf: (application) =>
      (byApplication.get(application) ?? byName.get(`${application.namespace}/${application.name}`)) as ApplicationPair,
  };
}

/** Whether an Application that only one state has is written where the files of the other one are not known: in a submodule. */
function unpairedOf(pair: Paired, before: Side, after: Side): Unpaired | undefined {
  const application = pair.before ?? pair.after;
  if (!application || (pair.before && pair.after)) return undefined;
  const [side, tree] = pair.before ? (['after', after.tree] as const) : (['before', before.tree] as const);
  const own = (pair.before ? before : after).tree;
  const { origin } = application.generatedBy?.applicationSet.resource ?? application.resource;
  if (origin.path === undefined || origin.tree !== own) return undefined;
  const reason = tree?.whyUnknown?.(origin.path);
  return reason === undefined ? undefined : { side, application, reason };
}

/** The objects of an Application by what Argo CD tracks. Of one that is there twice, Argo CD takes the last. */
function objectsOf(application: Application | undefined, instance: string): ReadonlyMap<string, RenderedResource> {
  const found = new Map<string, RenderedResource>();
  for (const rendered of application?.resources ?? []) {
    const { generateName } = fields(rendered.resource.object.metadata);
    found.set(`${trackedAs(rendered, instance)}${rendered.name === '' ? String(generateName) : ''}`, rendered);
  }
  return found;
}

function pairOf(before: RenderedResource, after: RenderedResource, options: CompareOptions): ObjectPair {
  const found = fieldsOf(before, after, options);
  const change: Change = found.length > 0 ? 'changed' : 'same';
  return { change, before, after, fields: found };
}

function fieldsOf(before: RenderedResource, after: RenderedResource, options: CompareOptions) {
  const [old, now] = comparedSecrets(before, after) ?? [before.resource.object, after.resource.object];
  return changedFields(old, now, options);
}

function missingOf(application: Application | undefined, side: NotRendered['side']): readonly NotRendered[] {
  return (application?.sources ?? []).flatMap((source) =>
    source.notRendered === undefined
      ? []
      : [{ side, source: redact(nameOfSource(source)), reason: redact(source.notRendered) }],
  );
}

/** `Helm chart harbor 1.18.0 of https://helm.goharbor.io` */
export function nameOfSource({ chart, path, repoURL, targetRevision }: ApplicationSource): string {
  return chart === '' ? `path ${path || '.'} of ${repoURL}` : `chart ${chart} ${targetRevision} of ${repoURL}`;
}

/** Whether what is not rendered is the same in both states, so that it explains no difference. */
function isComparable({ before, after }: Paired): boolean {
  const [old, now] = [before, after].map((one) =>
    (one?.sources ?? []).filter((source) => source.notRendered !== undefined),
  );
  if (!before || !after) return (old?.length ?? 0) + (now?.length ?? 0) === 0;
  if (old?.length !== now?.length) return false;
  return (now ?? []).every((source, index) => isSameSource(old?.[index] as ApplicationSource, source));
}
