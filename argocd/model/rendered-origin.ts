import { display, type FileTree } from '../tree/file-tree';
import { TreeError } from '../tree/tree-error';
import { parentOf } from '../tree/tree-path';
import { decode } from '../yaml/text';
import type { FileOrigin } from './origin';
import type { Location, Origin, Pointer } from './types';

/** A template that objects are rendered from: of a Helm chart, or a kustomization. */
export class RenderedOrigin implements Origin {
  /** The directory that is rendered, which tells alternatives (one for each cluster, say) apart. */
  readonly folder: string;

  /**
   * @param by the program that rendered it
   * @param path of the template, the packaged chart that it is in, or the kustomization
   * @param folder see {@link folder}
   * @param kind of the object, which its template names
   * @param written where the object stands in a file, before the kustomization changes it
   */
  constructor(
    readonly by: 'helm' | 'kustomize',
    readonly tree: FileTree,
    readonly path: string,
    folder?: string,
    private readonly kind?: string,
    readonly written?: FileOrigin,
  ) {
    this.folder = folder ?? parentOf(path);
  }

  get name(): string {
    return display(this.tree, this.path);
  }

  locate(pointer: Pointer, on?: 'key' | 'value'): Location {
    if (this.written) return this.written.locate(pointer, on);
    return placeIn(linesOf(this.tree, this.path), this.name, this.kind, pointer);
  }
}

/** A line of a template that can only be meant, otherwise all of it. */
function placeIn(lines: readonly string[], file: string, kind: string | undefined, pointer: Pointer): Location {
  const starts = lines.flatMap((line, index) => (/^---/.test(line) ? [index] : []));
  const kinds = lines.flatMap((line, index) => (kind !== undefined && namesKind(line, kind) ? [index] : []));
  const [top] = kinds;
  if (kinds.length === 1 && top !== undefined) {
    const from = starts.findLast((start) => start < top) ?? 0;
    const to = starts.find((start) => start > top) ?? lines.length;
    const key = pointer.findLast((part): part is string => typeof part === 'string');
    const keys = key === undefined ? [] : matching(lines, from, to, key);
    return lineAt(lines, file, keys.length === 1 ? (keys[0] as number) : top);
  }
  return { file, line: 0, column: 0, endLine: 0, endColumn: 0 };
}

function namesKind(line: string, kind: string): boolean {
  return line.replace(/^kind:\s*/, '').trim() === kind && line.startsWith('kind:');
}

function matching(lines: readonly string[], from: number, to: number, key: string): readonly number[] {
  const found: number[] = [];
  for (let at = from; at < to; at += 1)
    if ((lines[at] as string).replace(/^[\s-]*/, '').startsWith(`${key}:`)) found.push(at);
  return found;
}

function lineAt(lines: readonly string[], file: string, index: number): Location {
  const text = lines[index] ?? '';
  const column = text.length - text.trimStart().length + 1;
  return { file, line: index + 1, column, endLine: index + 1, endColumn: Math.max(column + 1, text.length + 1) };
}

/** The lines of a text file; none of a packaged chart, or of what cannot be read. */
export function linesOf(tree: FileTree, path: string): readonly string[] {
  if (/\.(?:tgz|tar\.gz)$/.test(path)) return [];
  try {
    return decode(tree.read(path)).split(/\r?\n/);
  } catch (error) {
    if (!(error instanceof TreeError)) throw error;
    return [];
  }
}
