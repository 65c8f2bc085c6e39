import { resolveLink } from './directory';
import type { Files } from './files';
import { FileOrigin } from './origin';
import { fields, list, text } from './resource';
import type { ApplicationSource, Fields, HelmValues, Origin, Pointer, Repository } from './types';
import { readYaml } from './yaml';

/** A source while its values are looked up. */
interface Source extends Pick<ApplicationSource, 'fields' | 'pointer' | 'path' | 'chart'> {
  readonly repository?: Repository;
}

/**
 * The values at hand of one source of an Application, from the weakest to the strongest.
 *
 * @param refs the repositories of the sources with a `ref`, by that name
 * @param missing takes the value files that are not in a repository at hand although Argo CD insists on them
 */
export function helmValues(
  files: Files,
  origin: Origin,
  source: Source,
  refs: ReadonlyMap<string, Repository | undefined>,
  missing: string[] = [],
): readonly HelmValues[] {
  const helm = fields(source.fields.helm);
  const found: HelmValues[] = [];
  if (source.chart === '' && source.repository) {
    const own = join(source.path, 'values.yaml');
    if (source.repository.tree.type(join(source.path, 'Chart.yaml')) === 'file')
      add(files, source.repository, own, found);
  }
  for (const file of list(helm.valueFiles).map(text)) {
    const [, ref, rest = ''] = /^\$([\w-]+)\/(.*)$/.exec(file) ?? [];
    let there = true;
    if (ref !== undefined) there = add(files, refs.get(ref), rest, found);
    else if (file.startsWith('/')) there = add(files, source.repository, file.slice(1), found);
    else if (source.chart === '' && !file.includes('://'))
      there = add(files, source.repository, join(source.path, file), found);
    // Variables of the build and wildcards name other files.
    if (!there && helm.ignoreMissingValueFiles !== true && !/[*?[{]|\$/.test(ref === undefined ? file : rest))
      missing.push(file);
  }
  const pointer: Pointer = [...source.pointer, 'helm'];
  if (Object.keys(fields(helm.valuesObject)).length > 0) {
    found.push({ fields: fields(helm.valuesObject), origin, pointer: [...pointer, 'valuesObject'], inString: false });
  } else if (text(helm.values) !== '') {
    found.push({ fields: parse(text(helm.values)), origin, pointer: [...pointer, 'values'], inString: true });
  }
  return found;
}

/** Returns false if the repository is at hand and nothing is at the path. */
function add(files: Files, repository: Repository | undefined, path: string, found: HelmValues[]): boolean {
  const clean = normalize(path);
  if (!repository || clean === undefined) return true;
  const { tree } = repository;
  if (tree.type(clean) !== 'file') return resolveLink(tree, clean).path !== undefined;
  const file = files.file(repository.tree, clean);
  const values = fields(file.values[0]);
  if (Object.keys(values).length > 0)
    found.push({ fields: values, origin: new FileOrigin(file, 0), pointer: [], inString: false });
  return true;
}

function parse(values: string): Fields {
  return fields(readYaml(values).documents[0]?.value);
}

function join(dir: string, name: string): string {
  return dir === '' || dir === '.' ? name : `${dir}/${name}`;
}

/** A part that is empty, `.` or `..`. */
const ABNORMAL = /(?:^|\/)\.{0,2}(?:\/|$)/;

/** A path without `.` and `..`; `undefined` if it leads out of the repository. */
export function normalize(path: string): string | undefined {
  if (!ABNORMAL.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
