import type { Files } from '../model/files';
import type { Kustomizations } from '../model/kustomize';
import type { Repositories } from '../model/repositories';
import type { ApplicationSource, SourceType } from '../model/types';
import type { ArgoCdVersion } from '../semantics/version';
import type { DirectoryToRender, Rendering, SourceToRender } from './rendering';
import type { SourceRenderings } from './source-renderings';

/** What renderers have besides the source. None of it waits for anything: what takes a program is rendered beforehand. */
export interface RenderContext {
  readonly files: Files;
  readonly kustomizations: Kustomizations;
  /** What programs have rendered before the model is read. */
  readonly renderings: SourceRenderings;
  /** The repositories, charts and artifacts at hand. */
  readonly repositories: Repositories;
  readonly version: ArgoCdVersion;
}

/** Renders the sources whose kind is clear from what is written in them, and that have no directory in Git. */
export interface ElsewhereRenderer {
  readonly type?: SourceType;
  /** Whether a source is of this kind. */
  takes(source: ApplicationSource): boolean;
  render(source: SourceToRender, context: RenderContext): Rendering;
}

/** Renders directories in Git of one type. */
export interface DirectoryRenderer {
  render(source: DirectoryToRender, context: RenderContext): Rendering;
}
