import type { ApplicationSource } from '../model/types';
import { directory } from './directory';
import { helm } from './helm';
import { helmChart } from './helm-chart';
import { kustomize } from './kustomize';
import { oci } from './oci';
import { plugin } from './plugin';
import { ref } from './ref';
import type { DirectoryRenderer, ElsewhereRenderer } from './renderer';

/** For sources that have no directory in Git. The first that takes a source renders it. */
const ELSEWHERE: readonly ElsewhereRenderer[] = [helmChart, oci, ref];

/** For directories in Git, by the type of the source, which is also the name of its options: `spec.source.kustomize`. */
const BY_TYPE = { kustomize, helm, directory, plugin } satisfies Record<string, DirectoryRenderer>;

/** The type of a source that has a directory in Git. */
export type DirectoryType = keyof typeof BY_TYPE;

export const DIRECTORY_TYPES = Object.keys(BY_TYPE) as DirectoryType[];

/** What renders a source that has no directory in Git; `undefined` for one that has. */
export function elsewhereRenderer(source: ApplicationSource): ElsewhereRenderer | undefined {
  return ELSEWHERE.find((renderer) => renderer.takes(source));
}

/** What renders a directory in Git. */
export function directoryRenderer(type: DirectoryType): DirectoryRenderer {
  return BY_TYPE[type];
}
