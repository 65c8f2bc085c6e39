import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
import { fields } from '../model/resource';
import type { Application, RenderedResource } from '../model/types';
import { withoutSecrets } from './rendered-objects';

/** One object of an Application as a file. */
export interface ManifestFile {
  /** `web/deployment.apps_web_frontend.yaml`: the Application, then kind, group, namespace and name. */
  readonly path: string;
  readonly text: string;
}

/**
 * The objects of Applications as Argo CD has them, without its tracking: one file an object, with names and an order of
 * fields that stay, so that two of them can be compared. Values of Secrets are hidden.
 */
export function manifestFiles(applications: readonly Application[]): readonly ManifestFile[] {
  const taken = new Set<string>();
  const unique = (name: string, end = ''): string => {
    let found = `${name}${end}`;
    for (let count = 2; taken.has(found.toLowerCase()); count += 1) found = `${name}-${count}${end}`;
    taken.add(found.toLowerCase());
    return found;
  };
  const names = applications.map(({ name }) => name);
  return applications.flatMap((application) => {
    const { name, namespace, resources } = application;
    const alone = names.filter((one) => one === name).length === 1;
    const folder = unique(plain(alone ? name : `${namespace}_${name}`));
    return resources.map((rendered) => ({
      path: unique(`${folder}/${nameOf(rendered)}`, '.yaml'),
      text: manifestText(rendered),
    }));
  });
}

function nameOf({ kind, group, namespace, name, resource }: RenderedResource): string {
  const called = name || `${String(fields(resource.object.metadata).generateName ?? '')}generated`;
  const parts = [group === '' ? kind.toLowerCase() : `${kind.toLowerCase()}.${group}`, namespace, called];
  return short(
    parts
      .filter((part) => part !== '')
      .map(plain)
      .join('_'),
  );
}

/** What every file system takes. */
function plain(name: string): string {
  return short(name.replace(/[^A-Za-z0-9.-]/g, '-').replace(/^\.+/, '-'));
}

/** The longest name of a file, with room for an end: file systems take 255 bytes. */
const LONGEST = 200;

/** A name that is too long, by its beginning and its sum: so it stays, whatever other objects there are. */
function short(name: string): string {
  if (name.length <= LONGEST) return name;
  return `${name.slice(0, LONGEST - 13)}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}

/** An object as YAML, in the namespace where it lands. */
export function manifestText({ resource, scope, namespace }: RenderedResource): string {
  const { namespace: _, ...metadata } = fields(resource.object.metadata) as Record<string, unknown>;
  const placed = scope === 'cluster' || namespace === '' ? metadata : { ...metadata, namespace };
  return stringify(withoutSecrets({ ...resource.object, metadata: placed }), {
    version: '1.1',
    sortMapEntries: true,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}
