import type { FileOrigin } from './model/origin';
import { isArgoChart } from './model/settings';
import type { FileTree } from './model/tree';
import type { Application, Model, Resource } from './model/types';
import { roomIn } from './rules/directory-too-large';
import { sha256 } from './sum';

/** What is left of an earlier check, for the next one of the same files. */
export interface Memory {
  /** A digest of a file's bytes; undefined for one that is not remembered. */
  sum(tree: FileTree, path: string): string | undefined;
  /** The digests of all files that are remembered, by path. */
  sums(): Iterable<readonly [path: string, sum: string]>;
  /** What was kept with these surroundings; empty if the last ones were others. */
  recall(surroundings: string): ReadonlySet<string>;
  /** @param room how many bytes the files may grow together before a directory is too large for Argo CD */
  keep(surroundings: string, keys: readonly string[], room: number): void;
}

/**
 * The Applications that need no second look. Most Applications of a large platform stand alone: each in a file of its own,
 * rendering nothing that is at hand. What a local rule (see `Rule.local`) says of such a one depends on its own bytes, on its
 * place among the others (its key), and on its surroundings: every other file, the settings, the repositories. While none
 * of these changes, and nothing was found, nothing will be found.
 */
export class Settled {
  /** The model without them, for the local rules. */
  readonly rest: Model;
  private readonly keys = new Map<Resource, string>();
  private readonly surroundings: string;

  constructor(
    private readonly model: Model,
    private readonly memory: Memory,
  ) {
    const alone = new Set<string>();
    const data = readAsData(model);
    for (const application of data === undefined ? [] : model.applications) {
      if (!isAlone(application)) continue;
      const { origin } = application.resource;
      if (data?.has(origin.path)) continue;
      const sum = memory.sum(origin.tree, origin.path);
      if (sum === undefined) continue;
      this.keys.set(application.resource, keyOf(application, sum));
      alone.add(origin.path);
    }
    this.surroundings = surroundingsOf(model, memory, alone);
    const known = memory.recall(this.surroundings);
    const isOpen = (resource: Resource) => {
      const key = this.keys.get(resource);
      return key === undefined || !known.has(key);
    };
    this.rest =
      known.size === 0
        ? model
        : {
            ...model,
            applications: model.applications.filter(({ resource }) => isOpen(resource)),
            resources: model.resources.filter(isOpen),
          };
  }

  /** A rule had something to say about an object. */
  reopen(resource: Resource | undefined): void {
    if (resource) this.keys.delete(resource);
  }

  /** Remembers those of which nothing was said. */
  keep(): void {
    this.memory.keep(this.surroundings, [...this.keys.values()], roomIn(this.model));
  }
}

/** Whether no other object of the model depends on what is in an Application, beyond its place. */
export function isAlone({ generatedBy, resources, children, sources, resource }: Application): boolean {
  if (generatedBy || resources.length > 0 || children.length > 0) return false;
  for (const source of sources)
    if (source.repository !== undefined || source.values.length > 0 || isArgoChart(source)) return false;
  const { file, prefix } = resource.origin as FileOrigin;
  // An item of a list has others beside it.
  return prefix.length === 0 && file.values.length === 1 && file.problems.length === 0 && !file.mayIgnore;
}

/** The files that something takes values from, whatever else is in them; undefined where that is not known. */
function readAsData({ applications, applicationSets }: Model): ReadonlySet<string> | undefined {
  if (applicationSets.some(({ spec }) => JSON.stringify(spec.generators)?.includes('"files"'))) return undefined;
  const paths = new Set<string>();
  for (const { sources } of applications)
    for (const { values } of sources) for (const { origin } of values) paths.add(origin.path);
  return paths;
}

/** The bytes of an Application, and what the other Applications and the projects make of it. */
function keyOf(
  { resource, namespace, instance, project, projectAmbiguous, parents }: Application,
  sum: string,
): string {
  const home = projectAmbiguous ? '?' : (project?.resource.origin.path ?? '');
  const key = `${sum}\t${resource.origin.path}\t${instance}\t${namespace}\t${home}`;
  return parents.length === 0 ? key : `${key}\t${parents.map(({ name }) => name).join('\t')}`;
}

/** What a key says of its Application. */
export function readKey(key: string): { readonly sum: string; readonly path: string } {
  const at = key.indexOf('\t');
  return { sum: key.slice(0, at), path: key.slice(at + 1, key.indexOf('\t', at + 1)) };
}

/** The same Application with other bytes. */
export function changeKey(key: string, sum: string): string {
  return sum + key.slice(key.indexOf('\t'));
}

function surroundingsOf(
  { settings, repositories, argocdVersion }: Model,
  memory: Memory,
  alone: ReadonlySet<string>,
): string {
  const { origin: _, ...values } = settings;
  const parts = [JSON.stringify([argocdVersion, values, repositories.map(({ url, revision }) => [url, revision])])];
  for (const [path, sum] of memory.sums()) if (!alone.has(path)) parts.push(`${sum} ${path}`);
  return sha256(parts.join('\n'));
}
