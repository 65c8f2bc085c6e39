import { fields, isMap } from '../../model/resource';
import type { Application, Model, Pointer, Resource } from '../../model/types';
import { KubernetesVersion } from '../../semantics/kubernetes-version';
import { isArgocdKind } from '../known-fields';
import { CustomResources, type DefinedVersion, type Definition } from './custom-resources';
import { judgement } from './definition/refusals';
import { SchemaPlace } from './definition/schema-place';
import { KubernetesApi } from './kubernetes-api';
import { ANY, type Place } from './place';
import { type Mismatch, Walk } from './walk';

/** An object whose kind is known. */
export interface JudgedObject {
  readonly resource: Resource;
  /** The Applications that apply it; none for what nobody at hand applies. */
  readonly applications: readonly Application[];
  readonly place: Place;
  /** The definition of a custom resource. @default - a built-in kind */
  readonly definition?: Definition;
  /** Its version. @default - a built-in kind */
  readonly version?: DefinedVersion;
}

/** The objects at hand, as the API server of one release of Kubernetes sees them. */
export interface JudgedObjects {
  readonly api: KubernetesApi;
  /** The release of Kubernetes that is asked for, which {@link api} need not have: 35 is 1.35. */
  readonly minor: number;
  readonly custom: CustomResources;
  /** Everything that may be judged, and the Applications that apply it. */
  readonly resources: ReadonlyMap<Resource, readonly Application[]>;
  /** Those whose fields are not all as their kind has them. */
  readonly mismatches: readonly (JudgedObject & { readonly found: readonly Mismatch[] })[];
}

/** What `document-shape` says of the metadata of any object. */
const LEFT_OUT_METADATA: ReadonlySet<string> = new Set(['name', 'generateName', 'annotations', 'labels', 'finalizers']);
const LEFT_OUT: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

const remembered = new WeakMap<Model, JudgedObjects>();

/** Judges the objects of a model, once for all rules. */
export function judgedObjects(model: Model): JudgedObjects {
  const known = remembered.get(model);
  if (known) return known;
  const resources = applied(model);
  const minor = KubernetesVersion.parse(model.kubernetesVersion)?.minor ?? 0;
  const api = KubernetesApi.of(minor);
  const custom = new CustomResources(resources.keys());
  const mismatches: (JudgedObject & { readonly found: readonly Mismatch[] })[] = [];
  for (const [resource, applications] of resources) {
    const judged = judgedObject(resource, applications, api, custom);
    if (!judged) continue;
    const walk = new Walk();
    const customs = judged.version ? customMismatches(resource, judged.version, minor) : [];
    if (!judged.version) walk.object(resource.object, judged.place, LEFT_OUT);
    if (isMap(resource.object.metadata))
      walk.within('metadata', resource.object.metadata, api.metadata, LEFT_OUT_METADATA);
    const found = [...customs, ...walk.found];
    if (found.length > 0) mismatches.push({ ...judged, found });
  }
  const judged = { api, minor, custom, resources, mismatches };
  remembered.set(model, judged);
  return judged;
}

/** What is known of the kind of an object; `undefined` if nothing is. */
export function judgedObject(
  resource: Resource,
  applications: readonly Application[],
  api: KubernetesApi,
  custom: CustomResources,
): JudgedObject | undefined {
  const { apiVersion, group, version, kind } = resource;
  const place = api.place(apiVersion, kind);
  if (place) return { resource, applications, place };
  const definition = custom.of(group, kind);
  const defined = definition?.versions.get(version);
  const schema = defined?.schema;
  return definition && schema
    ? { resource, applications, place: SchemaPlace.of(schema), definition, version: defined }
    : undefined;
}

/** What of a custom resource is not as its definition has it. */
function customMismatches({ object }: Resource, { schema, hasStatus }: DefinedVersion, minor: number): Mismatch[] {
  if (!schema) return [];
  const { status: _, ...written } = object;
  const { unknown, refused } = judgement(hasStatus ? written : object, schema, minor);
  const names = (pointer: Pointer) => pointer.filter((part) => typeof part === 'string');
  return [
    ...unknown
      // A status that the definition does not know is dropped, and nobody waits for it.
      .filter(({ pointer }) => pointer[0] !== 'status')
      .map(
        ({ pointer, value, schema: holder }): Mismatch => ({
          about: 'unknown',
          pointer,
          value,
          place: holder ? SchemaPlace.of(holder) : ANY,
          fields: names(pointer),
        }),
      ),
    ...refused.map(
      (refusal): Mismatch => ({
        about: refusal.about,
        pointer: refusal.pointer,
        value: refusal.value,
        place: SchemaPlace.of(refusal.schema),
        fields: names(refusal.pointer),
        refusal,
      }),
    ),
  ];
}

/**
 * All objects but those of Argo CD, whose fields `document-shape` judges, lists, whose elements are objects, and what SOPS
 * encrypted and no Application applies: something decrypts it before the API server sees it.
 */
function applied(model: Model): ReadonlyMap<Resource, readonly Application[]> {
  const found = new Map<Resource, Application[]>();
  const add = (resource: Resource): Application[] => {
    let applications = found.get(resource);
    if (!applications) {
      applications = [];
      found.set(resource, applications);
    }
    return applications;
  };
  for (const application of model.applications) {
    for (const { resource } of application.resources) if (isJudged(resource)) add(resource).push(application);
  }
  for (const resource of model.resources) {
    if (isJudged(resource) && resource.object.sops === undefined) add(resource);
  }
  return found;
}

function isJudged({ group, kind, object }: Resource): boolean {
  if (isArgocdKind({ group, kind })) return false;
  return !(kind.endsWith('List') && Array.isArray(object.items));
}

/** The labels of the pods that an object makes, and the way to them. */
export function podTemplate(
  resource: Resource,
): { readonly path: readonly string[]; readonly template: Readonly<Record<string, unknown>> } | undefined {
  const spec = fields(resource.object.spec);
  const within = (path: readonly string[]) => {
    const template = path.reduce<unknown>((value, part) => fields(value)[part], resource.object);
    return isMap(template) ? { path, template } : undefined;
  };
  if (resource.kind === 'CronJob') return within(['spec', 'jobTemplate', 'spec', 'template']);
  return isMap(spec.template) ? within(['spec', 'template']) : undefined;
}
