import { fieldPath } from '../analysis/known-fields';
import { type JudgedObject, type JudgedObjects, judgedObjects } from '../analysis/objects/judged';
import { KubernetesApi } from '../analysis/objects/kubernetes-api';
import type { Place } from '../analysis/objects/place';
import type { Mismatch } from '../analysis/objects/walk';
import { isConfidential } from '../analysis/objects/words';
import { appliesServerSide } from '../analysis/server-side-apply';
import { didYouMean, listed, nearest, some } from '../analysis/words';
import type { Pointer, Severity } from '../model/types';
import type { Reporter, Rule } from '../rule';

export const rule: Rule = {
  name: 'object-unknown-field',
  severity: 'silent',
  summary: 'An object has a field that its kind does not have: it has no effect, or the sync is refused.',
  check(model, report) {
    const judged = judgedObjects(model);
    const { minor } = judged;
    const unsure: string[] = [];
    for (const object of judged.mismatches) {
      for (const mismatch of object.found) {
        if (mismatch.about !== 'unknown') continue;
        // A later release may have added it.
        if (minor > KubernetesApi.known[1] && !object.definition)
          unsure.push(`${object.resource.kind} ${fieldPath(mismatch.pointer)}`);
        else unknownField(object, mismatch, judged, report);
      }
    }
    if (unsure.length > 0)
      report.unchecked({
        subject: some(unsure),
        reason: `fields that Kubernetes 1.${KubernetesApi.known[1]} does not have; the types of 1.${minor} are not at hand`,
      });
  },
};

function unknownField(object: JudgedObject, mismatch: Mismatch, { api }: JudgedObjects, report: Reporter): void {
  const { resource, applications, definition } = object;
  const { pointer, place, struct } = mismatch;
  const name = String(pointer.at(-1));
  const known = [...(place.fields?.keys() ?? [])];
  const path = fieldPath(pointer);
  const releases = struct === undefined ? undefined : api.releasesWith(struct, name);
  const meant = releases === undefined ? nearest(name, known) : undefined;
  const other = meant === undefined && releases === undefined ? elsewhere(object.place, pointer) : undefined;
  const refused = applications.find((application) => appliesServerSide(application, resource));
  const [first] = applications;
  let effect: string;
  let severity: Severity = 'silent';
  if (refused) {
    effect = `the sync of ${refused.name} fails, because it applies server-side: .${path}: field not declared in schema`;
    severity = 'refuse';
  } else if (first) effect = `the API server drops it in the sync of ${first.name}, which stays OutOfSync`;
  else {
    effect =
      'kubectl apply refuses the object (strict decoding error), and whatever applies it without strict validation loses the field';
    severity = 'warn';
  }
  const kind = definition ? `${resource.kind} ${resource.apiVersion}` : resource.kind;
  const since = releases === undefined ? '' : ` of Kubernetes 1.${api.minor} (there is one ${releases})`;
  const hint =
    other === undefined ? (releases === undefined ? didYouMean(name, known) : '') : ` Did you mean ${other}?`;
  report.find({
    message: `unknown field ${JSON.stringify(path)} of ${kind}${since}: ${effect}.${hint}`,
    fix: meant
      ? `Write ${meant}.`
      : other !== undefined
        ? `Move it to ${other}, or remove it.`
        : releases?.startsWith('since')
          ? `Remove it until the cluster runs Kubernetes 1.${/\d+$/.exec(releases)?.[0]}, or say so with --kube-version.`
          : known.length === 0
            ? 'Remove it.'
            : `Remove it, or write one of ${listed(known)}.`,
    resource,
    pointer,
    on: 'key',
    confidential: isConfidential(resource, pointer),
    severity,
  });
}

/** How many structures are looked through for a field of the same name. */
const MOST = 2_000;

/**
 * Where the kind does have a field of exactly this name, nearest to the top: in what is around the place that it was
 * written at, or within it. Anywhere else the same name means something else.
 */
function elsewhere(top: Place, pointer: Pointer): string | undefined {
  const name = String(pointer.at(-1));
  const holder = pointer.slice(0, -1).reduce<string>((path, part) => {
    return typeof part === 'number' ? `${path}[]` : path === '' ? part : `${path}.${part}`;
  }, '');
  const related = (path: string) => path === '' || holder === '' || within(path, holder) || within(holder, path);
  const seen = new Set<Place>();
  let level: { readonly place: Place; readonly path: string }[] = [{ place: top, path: '' }];
  while (level.length > 0 && seen.size < MOST) {
    const next: typeof level = [];
    for (const { place, path } of level) {
      if (seen.has(place)) continue;
      seen.add(place);
      if (place.items) next.push({ place: place.items, path: `${path}[]` });
      for (const [key, below] of place.fields ?? []) {
        // Nobody writes a status, and metadata is the same everywhere.
        if (path === '' && (key === 'status' || key === 'metadata')) continue;
        const at = path === '' ? key : `${path}.${key}`;
        if (key === name && related(path)) return at;
        next.push({ place: below, path: at });
      }
    }
    level = next;
  }
  return undefined;
}

function within(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
}
