import type { ReportedFinding } from '../report/report';
import { ignoreComments, templateComments } from './ignore-comments';
import type { Files } from './model/files';
import { linesOf, RenderedOrigin } from './model/rendered-origin';
import type { SourceFile } from './model/source-file';
import type { Location, Model, Resource } from './model/types';
import { display, type FileTree } from './tree/file-tree';

/** A finding at its place. */
export interface Placed extends Omit<ReportedFinding, 'source'> {
  readonly confidential?: boolean;
  /** For an object that a program rendered: where it was, and the sources that it is rendered for. */
  readonly rendered?: readonly RenderedSource[];
}

/** The source of an Application that a program rendered. */
interface RenderedSource {
  readonly location: () => Location;
  /** The template. */
  readonly tree: FileTree;
  readonly path: string;
}

/** The Applications that an object is rendered for by a program, with the source in each; none if it is read from a file. */
export type RenderedFor = (resource: Resource) => readonly { readonly name: string; readonly source: RenderedSource }[];

/** Looks up the Applications that objects are rendered for. */
export function renderedForOf({ applications }: Model): RenderedFor {
  let known: Map<Resource, { readonly name: string; readonly source: RenderedSource }[]> | undefined;
  return (resource) => {
    const { origin } = resource;
    if (!(origin instanceof RenderedOrigin)) return [];
    if (!known) {
      known = new Map();
      for (const { name, resource: own, resources } of applications) {
        for (const { resource: one, source } of resources) {
          if (!(one.origin instanceof RenderedOrigin)) continue;
          const { tree, path } = one.origin;
          const location = () => own.origin.locate(source.pointer, 'key');
          known.set(one, [...(known.get(one) ?? []), { name, source: { location, tree, path } }]);
        }
      }
    }
    return known.get(resource) ?? [];
  };
}

/**
 * Removes the findings about rendered objects that a comment silences: one in the template, or one at the source in the
 * Application. Such a comment silences all that its rule finds there, for a template gives many objects.
 */
export function silenceRendered(
  findings: readonly Placed[],
  files: Files,
): {
  readonly kept: readonly Placed[];
  readonly ignored: number;
  /** The comments that silenced something, as `file:line`. */
  readonly used: ReadonlySet<string>;
} {
  const used = new Set<string>();
  const templates = new Map<string, ReturnType<typeof templateComments>>();
  const inTemplate = (rule: string, { tree, path }: RenderedSource): boolean => {
    const file = display(tree, path);
    const comments = templates.get(file) ?? templateComments(linesOf(tree, path));
    templates.set(file, comments);
    const comment = comments.find((one) => one.rule === rule);
    if (!comment) return false;
    used.add(`${file}:${comment.line}`);
    return true;
  };
  let bySource: ReadonlyMap<string, SourceFile> | undefined;
  const atSource = ({ rule }: Placed, { location }: RenderedSource): boolean => {
    const { file, line } = location();
    bySource ??= new Map([...files.all()].map((one) => [display(one.tree, one.path), one]));
    const source = bySource.get(file);
    const comment =
      source && ignoreComments(source).find((one) => one.rule === rule && one.from <= line && line <= one.to);
    if (!comment) return false;
    used.add(`${file}:${comment.line}`);
    return true;
  };
  const kept = findings.filter(
    (one) => !one.rendered?.some((source) => inTemplate(one.rule, source) || atSource(one, source)),
  );
  return { kept, ignored: findings.length - kept.length, used };
}
