import { stringify } from 'yaml';
import { place } from '../../argocd/analysis/words';
import type { Application, Fields, Model, Resource } from '../../argocd/model/types';
import { appFileOf } from './app-file-of';

/** What of a repository becomes what. */
export interface AdoptedFiles {
  /** The text of each file, by its path in the project. */
  readonly files: ReadonlyMap<string, string>;
  /** The Applications that became files of apps. */
  readonly asFiles: readonly Application[];
  /** The Applications that stay as they are written, each with the reason. */
  readonly asManifests: readonly { readonly application: Application; readonly why: string }[];
  /** Projects and sets. */
  readonly others: readonly Resource[];
  /** Those that only brought others: the new root takes their place. */
  readonly replaced: readonly Application[];
  /** Those that stay where they are, because something brings them that is no Application of a kind that can be replaced. */
  readonly left: readonly { readonly resource: Resource; readonly why: string }[];
}

const SCHEMA =
  '# yaml-language-server: $schema=../../node_modules/cdk8s-groundwork/schemas/groundwork.app.schema.json\n';
const BROUGHT = new Set(['Application', 'ApplicationSet', 'AppProject']);

/**
 * Chooses for each Application, project and set of a model how it comes into a project of groundwork.
 *
 * @throws Error if two have one name: the repository then describes several clusters
 */
export function adoptedFiles(model: Model): AdoptedFiles {
  const all = model.applications.filter((one) => !one.generatedBy && !one.assumed);
  const replaced = new Set(all.filter(onlyBrings));
  const bringers = new Map<Resource, Application>();
  for (const one of model.applications)
    for (const { resource } of one.resources) if (!bringers.get(resource)) bringers.set(resource, one);
  const left: { resource: Resource; why: string }[] = [];
  const staysWith = (resource: Resource): boolean => {
    const bringer = bringers.get(resource);
    if (!bringer || replaced.has(bringer)) return false;
    left.push({
      resource,
      why: `${bringer.name} brings it together with what is no Application, and stays as it is, so it comes from there`,
    });
    return true;
  };
  const files = new Map<string, string>();
  const from = new Map<string, Resource>();
  const add = (file: string, text: string, resource: Resource): void => {
    const other = from.get(file);
    if (other)
      throw new Error(
        `${resource.kind} ${resource.name} is there twice (${place(other)} and ${place(resource)}), so this is more than one ` +
          'cluster, or one that is not in order: name the folder of one cluster',
      );
    from.set(file, resource);
    files.set(file, text);
  };
  const asFiles: Application[] = [];
  const asManifests: { application: Application; why: string }[] = [];
  const others: Resource[] = [];
  for (const application of all) {
    if (replaced.has(application) || staysWith(application.resource)) continue;
    const folder = `apps/${folderOf(bringers.get(application.resource))}`;
    const found = appFileOf(application);
    if ('file' in found) {
      const { name, ...rest } = found.file;
      const file = fileName(application.name);
      add(`${folder}/${file}.yaml`, SCHEMA + yamlOf(name === file ? rest : found.file), application.resource);
      asFiles.push(application);
    } else {
      add(
        `manifests/${folder}/${fileName(application.name)}.yaml`,
        yamlOf(application.resource.object),
        application.resource,
      );
      asManifests.push({ application, why: found.why });
    }
  }
  for (const { resource } of model.projects) {
    if (staysWith(resource)) continue;
    add(`manifests/projects/${fileName(resource.name)}.yaml`, yamlOf(resource.object), resource);
    others.push(resource);
  }
  for (const { resource } of model.applicationSets) {
    if (staysWith(resource)) continue;
    const folder = folderOf(bringers.get(resource));
    add(`manifests/apps/${folder}/${fileName(resource.name)}-set.yaml`, yamlOf(resource.object), resource);
    others.push(resource);
  }
  return { files, asFiles, asManifests, others, replaced: [...replaced], left };
}

/** Whether an Application deploys nothing but Applications, sets and projects, and all of it is known. */
function onlyBrings({ complete, resources }: Application): boolean {
  return (
    complete &&
    resources.length > 0 &&
    resources.every(({ group, kind }) => group === 'argoproj.io' && BROUGHT.has(kind)) &&
    resources.some(({ kind }) => kind !== 'AppProject')
  );
}

/** One folder for all that one Application brought: waves order what is brought together. */
function folderOf(bringer: Application | undefined): string {
  return bringer ? fileName(bringer.name) : 'adopted';
}

function fileName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9.-]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
}

function yamlOf(value: Fields): string {
  return stringify(value, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
