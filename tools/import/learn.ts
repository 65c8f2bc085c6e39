import { availableParallelism } from 'node:os';
import type { Chart } from './chart';
import type { ChartFacts, ClusterKind, Kind, LearnedImage } from './chart-facts';
import { MOST_TOGGLES, type Toggle, togglesOf, valuesWith } from './toggles';
import type { Type } from './type';

/** An object that Helm rendered. */
export interface RenderedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** How a chart is rendered: which release, into which namespace, for which API versions, with which values. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly apiVersions: readonly string[];
  readonly values: object;
}

/** What learning a chart needs of the world. */
export interface Renderer {
  /** Renders it. @returns what Helm says where it refuses the values */
  render(release: Release): Promise<readonly RenderedObject[] | string>;
  /** Which program does it: `helm 3.19.4`. */
  readonly program: string;
  /** Whether a kind lives in a namespace; undefined where that is not known. */
  isNamespaced(kind: Kind): boolean | undefined;
  /** Whether no cluster of today has a kind. */
  isGone(kind: Kind): boolean;
  /** The groups of Kubernetes that have a kind. */
  groupsOf(kind: string): readonly string[];
}

/** Names that no chart has: they are told apart from the chart's own text. Not too long, because charts cut names off. */
const RELEASE = 'zzrel';
const NAMESPACE = 'zznamespace';

/** A rendering, and what was changed for it. */
interface Rendering {
  readonly toggles: readonly Toggle[];
  readonly objects: readonly RenderedObject[];
}

/**
 * Learns what a chart can render by having Helm render it: with its defaults, with every boolean turned over, with all of them
 * on. What no such values render is looked up in the text of its templates.
 *
 * @param values that it cannot be rendered without
 * @returns what is known, and notes for the reader
 * @throws Error if Helm cannot render it with these values
 */
export async function learnChart(
  chart: Chart,
  type: Type,
  values: Readonly<Record<string, unknown>>,
  { render, program, isNamespaced, isGone, groupsOf }: Renderer,
): Promise<{ readonly facts: Omit<ChartFacts, 'repository'>; readonly notes: readonly string[] }> {
  const notes: string[] = [];
  const apiVersions = askedApiVersions(chart);
  // A chart whose name is in that of the release calls its objects by that alone.
  const release = `${RELEASE}-${chart.name}`;
  const templated = templater(release);
  let renderings = 0;
  const rendered = (changed: object, more: Partial<Release> = {}) => {
    renderings += 1;
    return render({ name: release, namespace: NAMESPACE, apiVersions, values: merged(values, changed), ...more });
  };
  const first = await rendered({});
  if (typeof first === 'string')
    throw new Error(`${chart.name} ${chart.version} cannot be rendered with these values: ${first}`);

  const all = togglesOf(merged(chart.values, values), type);
  const tried = all.slice(0, MOST_TOGGLES);
  if (tried.length < all.length)
    notes.push(`${all.length - tried.length} of ${all.length} switches in the values were not tried`);
  const results: Rendering[] = [{ toggles: [], objects: first }];
  const refused: string[] = [];
  const alone = await concurrently(tried, (toggle) => rendered(valuesWith(toggle)));
  for (const [index, toggle] of tried.entries()) {
    const objects = alone[index] as readonly RenderedObject[] | string;
    if (typeof objects === 'string') refused.push(toggle.path);
    else results.push({ toggles: [toggle], objects });
  }
  if (refused.length > 0) notes.push(`not rendered with another value alone: ${[...new Set(refused)].join(', ')}`);
  const on = tried.filter(({ value, path }) => value === true && !refused.includes(path));
  for (const more of [{}, { apiVersions: [] }]) {
    const objects = await rendered(valuesWith(...on), more);
    if (typeof objects !== 'string') results.push({ toggles: on, objects });
  }

  const objects = results.flatMap((one) => one.objects).filter((object) => !isGone(kindOf(object)));
  const crds = objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
  const scopes = new Map(crds.map((crd) => [idOf(definedBy(crd)), (crd as unknown as Crd).spec?.scope !== 'Cluster']));
  const namespacedOf = (kind: Kind) => isNamespaced(kind) ?? scopes.get(idOf(kind));
  const cluster = new Map<string, ClusterKind>();
  const namespaced = new Map<string, Kind>();
  for (const object of objects) {
    const kind = kindOf(object);
    const id = idOf(kind);
    if (namespacedOf(kind) ?? object.metadata?.namespace !== undefined) namespaced.set(id, kind);
    else if (namespacedOf(kind) === undefined) {
      if (!namespaced.has(id)) notes.push(`whether ${id} lives in a namespace is not known: it is taken as if it did`);
      namespaced.set(id, kind);
    } else {
      const names = new Set([...(cluster.get(id)?.names ?? []), templated(object.metadata?.name ?? '')]);
      cluster.set(id, { ...kind, names: [...names].sort() });
    }
  }
  const seen = new Set([...cluster.keys(), ...namespaced.keys()]);
  const unseen = kindsInTemplates(chart, groupsOf).filter((kind) => !seen.has(idOf(kind)) && !isGone(kind));
  const again = await rendered({});
  const namespaces = objects.flatMap(({ metadata }) => metadata?.namespace ?? []).filter((one) => one !== NAMESPACE);
  const images = await learnImages(chart, results, (changed) => rendered(changed), valuesWith(...on));
  return {
    facts: {
      chart: chart.name,
      version: chart.version,
      appVersion: chart.appVersion,
      rendered: `${program}, ${renderings} times`,
      cluster: sortedKinds([...cluster.values()]),
      namespaced: sortedKinds([...namespaced.values()]),
      namespaces: [...new Set(namespaces.map(templated))].sort(),
      unseen: sortedKinds(unseen),
      crds: [...new Set(crds.map(({ metadata }) => metadata?.name ?? ''))].sort(),
      images,
      random: typeof again === 'string' ? [] : randomOf(first, again, templated),
    },
    notes: [...new Set(notes)],
  };
}

interface Crd {
  readonly spec?: { readonly group?: string; readonly scope?: string; readonly names?: { readonly kind?: string } };
}

function definedBy(crd: RenderedObject): Kind {
  const { spec } = crd as unknown as Crd;
  return { group: spec?.group ?? '', kind: spec?.names?.kind ?? '' };
}

function kindOf({ apiVersion, kind }: RenderedObject): Kind {
  return { group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '', kind };
}

const idOf = ({ group, kind }: Kind) => (group === '' ? kind : `${group}/${kind}`);

function sortedKinds<T extends Kind>(kinds: readonly T[]): T[] {
  return [...kinds].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
}

/** Takes what the installation decides out of a name. */
function templater(release: string): (name: string) => string {
  return (name) => name.replaceAll(NAMESPACE, '{namespace}').replaceAll(release, '{release}');
}

/** API versions that no cluster of today has: what they bring could be permitted nowhere. */
const GONE = /^((policy|extensions|apps|batch|autoscaling)\/v\d+(alpha|beta)|networking\.k8s\.io\/v1beta)/;

/** The API versions that the templates ask the cluster for: with all of them they render all they can. */
function askedApiVersions({ templates }: Chart): string[] {
  const found = new Set<string>();
  for (const text of templates.values())
    for (const [, version = ''] of text.matchAll(/APIVersions\.Has\s+"([^"]+)"/g))
      if (!GONE.test(version)) found.add(version);
  return [...found].sort();
}

/** The kinds that templates name in plain text. */
function kindsInTemplates({ templates }: Chart, groupsOf: (kind: string) => readonly string[]): Kind[] {
  const found = new Map<string, Kind>();
  for (const [file, text] of templates) {
    if (!/\.ya?ml$/.test(file)) continue;
    let group: string | undefined;
    for (const line of text.split('\n')) {
      if (/^---/.test(line)) group = undefined;
      const [, version] = /^\s*apiVersion:\s*"?([a-z0-9.-]+(?:\/[a-z0-9]+)?)"?\s*$/.exec(line) ?? [];
      if (version !== undefined) group = version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
      const [, kind] = /^kind:\s*"?([A-Z][A-Za-z0-9]+)"?\s*$/.exec(line) ?? [];
      if (kind === undefined || kind === 'List') continue;
      for (const one of group === undefined ? groupsOf(kind) : [group])
        found.set(idOf({ group: one, kind }), { group: one, kind });
    }
  }
  return [...found.values()];
}

/** The objects that two renderings of the same have otherwise. */
function randomOf(
  first: readonly RenderedObject[],
  again: readonly RenderedObject[],
  templated: (name: string) => string,
): string[] {
  const key = ({ kind, metadata }: RenderedObject) => `${kind}/${templated(metadata?.name ?? '')}`;
  const texts = new Map(first.map((object) => [key(object), JSON.stringify(object)]));
  return [...new Set(again.filter((object) => texts.get(key(object)) !== JSON.stringify(object)).map(key))].sort();
}

function imagesIn(objects: readonly unknown[]): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return;
    for (const [key, below] of Object.entries(value)) {
      if (key === 'image' && typeof below === 'string') found.add(below);
      else visit(below);
    }
  };
  visit(objects);
  return found;
}

const ZEROS = `sha256:${'0'.repeat(64)}`;

/** The images, which value moves each, and whether a digest can be written there: by rendering with others. */
async function learnImages(
  chart: Chart,
  results: readonly Rendering[],
  rendered: (changed: object) => Promise<readonly RenderedObject[] | string>,
  allOn: object,
): Promise<LearnedImage[]> {
  const maps = imageMaps(chart.values);
  const marked = async (set: (map: ImageMap, marker: string) => object) => {
    const values = maps.reduce(
      (all, map, index) => merged(all, set(map, `zzimage${index}zz`)),
      allOn as Record<string, unknown>,
    );
    const objects = await rendered(values);
    return typeof objects === 'string' ? [] : [...imagesIn(objects)];
  };
  const moved = await marked(({ keys }, marker) => valuesWith({ keys: [...keys, 'repository'], value: marker }));
  const byTag = await marked(({ keys }, marker) =>
    valuesWith({ keys: [...keys, 'repository'], value: marker }, { keys: [...keys, 'tag'], value: `zz@${ZEROS}` }),
  );
  const byDigest = await marked(({ keys, digest }, marker) =>
    valuesWith(
      { keys: [...keys, 'repository'], value: marker },
      ...(digest ? [{ keys: [...keys, 'digest'], value: ZEROS }] : []),
    ),
  );
  const byDefault = imagesIn(results[0]?.objects ?? []);
  const found = new Map<string, LearnedImage>();
  for (const reference of new Set(results.flatMap(({ objects }) => [...imagesIn(objects)]))) {
    const index = maps.findIndex(({ repository }, at) =>
      moved.some((one) => one.includes(`zzimage${at}zz`) && one.replace(`zzimage${at}zz`, repository) === reference),
    );
    const map = maps[index];
    const toggles = results
      .filter(
        ({ toggles, objects }) => toggles.length === 1 && imagesIn(objects).has(reference) !== byDefault.has(reference),
      )
      .map(({ toggles: [toggle] }) => (toggle as Toggle).path);
    const pins = (images: readonly string[], end: string) =>
      images.some((one) => one.includes(`zzimage${index}zz`) && one.endsWith(end));
    found.set(reference, {
      ...(map && { path: map.keys.join('.') }),
      reference,
      byDefault: byDefault.has(reference),
      toggles: [...new Set(toggles)],
      ...(map && pins(byTag, `:zz@${ZEROS}`)
        ? { pin: 'tag' as const }
        : map?.digest && pins(byDigest, `@${ZEROS}`)
          ? { pin: 'digest' as const }
          : {}),
    });
  }
  return [...found.values()].sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

interface ImageMap {
  readonly keys: readonly string[];
  readonly repository: string;
  readonly digest: boolean;
}

function imageMaps(defaults: unknown, keys: readonly string[] = []): ImageMap[] {
  if (defaults === null || typeof defaults !== 'object' || Array.isArray(defaults)) return [];
  const map = defaults as Readonly<Record<string, unknown>>;
  const own =
    typeof map.repository === 'string' && map.repository !== '' && keys.length > 0
      ? [{ keys, repository: map.repository, digest: 'digest' in map }]
      : [];
  return [...own, ...Object.entries(map).flatMap(([key, below]) => imageMaps(below, [...keys, key]))];
}

/** As many at a time as there are processors; the results are in the order of the items. */
async function concurrently<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const next = items.entries();
  const worker = async () => {
    for (const [index, item] of next) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

/** Maps are merged, as Helm does. */
function merged(bottom: Readonly<Record<string, unknown>>, top: object): Record<string, unknown> {
  const result: Record<string, unknown> = { ...bottom };
  const isMap = (value: unknown): value is Record<string, unknown> =>
    value !== null && typeof value === 'object' && !Array.isArray(value);
  for (const [key, value] of Object.entries(top)) {
    const below = result[key];
    result[key] = isMap(below) && isMap(value) ? merged(below, value) : value;
  }
  return result;
}
