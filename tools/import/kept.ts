import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFacts } from './facts';
import type { ChartRelease } from './images';
import type { Sources } from './sources';
import type { Definitions } from './structural';
import { kubernetesNames } from './values-typescript';

/** The results of an earlier import, for everything but one version of a chart. */
export interface Kept {
  /** Path → text, byte for byte as it is. */
  readonly files: ReadonlyMap<string, string>;
  readonly kubernetes: Definitions;
  /** What a version of a chart gave to the files that all charts share, by `name@version`. */
  readonly charts: ReadonlyMap<string, KeptChart>;
}

/** What a version of a chart gave to the files that all charts share. */
export interface KeptChart {
  readonly release: ChartRelease;
  /** The structures of Kubernetes that its values name. */
  readonly structures: readonly string[];
}

/**
 * Reads the results of an earlier import.
 *
 * @param fetched the version of a chart that is imported anew, as `name@version`
 * @returns undefined where something is missing, or is of another release than the one that is declared
 */
export function readKept(folder: string, sources: Sources, fetched: string | undefined): Kept | undefined {
  try {
    return read(folder, sources, fetched);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function read(folder: string, sources: Sources, fetched: string | undefined): Kept | undefined {
  const files = new Map<string, string>();
  const keep = (path: string): string => {
    const text = readFileSync(join(folder, path), 'utf8');
    files.set(path, text);
    return text;
  };
  const has = (...paths: readonly string[]): boolean => paths.every((path) => existsSync(join(folder, path)));

  const schema = `schemas/kubernetes-${sources.kubernetes.version}.json`;
  if (!has(schema, 'releases.json')) return undefined;
  const kubernetes = (JSON.parse(keep(schema)) as { readonly definitions: Definitions }).definitions;
  for (const [group, { version }] of Object.entries(sources.crds)) {
    const paths = [`${group}.d.ts`, `schemas/${group}.json`];
    if (!has(...paths) || !paths.map(keep).every((text) => text.includes(` ${group} CRDs ${version} by `)))
      return undefined;
  }
  const releases = JSON.parse(readFileSync(join(folder, 'releases.json'), 'utf8'));
  const charts = new Map<string, KeptChart>();
  for (const [name, { versions }] of Object.entries(sources.charts)) {
    for (const version of versions) {
      const id = `${name}@${version}`;
      if (id === fetched) continue;
      const paths = [`${name}-${version}.d.ts`, `values/${name}-${version}.json`];
      const release = releases[name]?.[version] as ChartRelease | undefined;
      if (!has(...paths) || !release) return undefined;
      paths.forEach(keep);
      charts.set(id, { release, structures: kubernetesNames(readFacts(name, version, folder).type) });
    }
  }
  return { files, kubernetes, charts };
}
