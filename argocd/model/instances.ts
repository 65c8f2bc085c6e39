import { display, type FileTree } from '../tree/file-tree';
import { parentOf } from '../tree/tree-path';
import type { ApplicationNode, AppProjectNode } from './nodes';
import { FileOrigin } from './origin';
import type { Resource } from './types';

/**
 * Tells instances of Argo CD apart, and gives each Application its project.
 *
 * One repository often serves several clusters, each with an Argo CD of its own: `clusters/dev` and `clusters/prod` then
 * declare the same names, and nothing in the files says that they never meet. If an Application (or AppProject) is
 * declared twice with the same name in two places, there are several instances: then everything below one root
 * Application, or in one folder, is one instance. Otherwise everything is one instance.
 *
 * @param assumed Applications that are not known to be there, and tell nothing about instances
 */
export function assignInstances(
  applications: readonly ApplicationNode[],
  projects: readonly AppProjectNode[],
  assumed: readonly ApplicationNode[] = [],
): void {
  const folderOf = rememberFolders();
  const groups = new Map<ApplicationNode, string>();
  for (const application of [...applications, ...assumed]) groups.set(application, groupOf(application, folderOf));
  const projectGroups = new Map<AppProjectNode, readonly string[]>();
  const renderedBy = new Map<Resource, ApplicationNode[]>();
  for (const application of applications) {
    for (const { resource } of application.resources) {
      if (resource.kind !== 'AppProject') continue;
      renderedBy.set(resource, [...(renderedBy.get(resource) ?? []), application]);
    }
  }
  for (const project of projects) {
    const owners = renderedBy.get(project.resource) ?? [];
    const folder = folderOf(project.resource);
    projectGroups.set(project, owners.length > 0 ? owners.map((owner) => groups.get(owner) ?? folder) : [folder]);
  }

  const seen = new Map<string, string>();
  let several = false;
  for (const [application, group] of groups) {
    if (application.assumed) continue;
    const key = `${application.namespace}/${application.name}`;
    several ||= (seen.get(key) ?? group) !== group;
    seen.set(key, group);
  }
  const byName = new Map<string, AppProjectNode[]>();
  for (const project of projects) byName.set(project.name, [...(byName.get(project.name) ?? []), project]);
  several ||= [...byName.values()].some((same) => same.length > 1);

  for (const [application, group] of groups) {
    application.instance = several ? group : '';
    const same = byName.get(application.projectName) ?? [];
    const own = same.length > 1 ? same.filter((project) => isOf(projectGroups.get(project) ?? [], group)) : same;
    if (own.length === 1) application.project = own[0];
    else application.projectAmbiguous = same.length > 0;
  }
}

/** Whether a project is in a group: it, or what is beside a root, which is applied with it. */
function isOf(groups: readonly string[], group: string): boolean {
  return groups.some((one) => one === group || group.startsWith(`${one}#`));
}

/** The root that leads to an Application, or the folder where it is written if none does. */
function groupOf(application: ApplicationNode, folderOf: FolderOf): string {
  if (application.parents.length === 0 && application.children.length === 0) return folderOf(application.resource);
  let at = application;
  const seen = new Set<ApplicationNode>([at]);
  for (let [parent] = at.parents; parent && !seen.has(parent); [parent] = at.parents) {
    seen.add(parent);
    at = parent;
  }
  return at.children.length === 0 || at.parents.length > 0
    ? folderOf(at.resource)
    : `${folderOf(at.resource)}#${at.name}`;
}

/** The folder that an object is written in. */
type FolderOf = (resource: Resource) => string;

/** Thousands of objects are written in a few folders. */
function rememberFolders(): FolderOf {
  const known = new Map<FileTree, Map<string, string>>();
  return ({ origin }) => {
    const { tree, path, name } = origin;
    if (tree === undefined || path === undefined) return name;
    const folder = origin instanceof FileOrigin ? origin.folder : parentOf(path);
    const folders = known.get(tree) ?? new Map<string, string>();
    const shown = folders.get(folder) ?? display(tree, folder);
    known.set(tree, folders.set(folder, shown));
    return shown;
  };
}
