import type { IConstruct } from 'constructs';

/** A file that is not made of Kubernetes objects, such as the values of a Helm chart. */
export interface RenderedFile {
  /** Where it goes, below the output folder, with `/`. */
  readonly path: string;
  /** Its text, without the marker that every generated file begins with. `#` must begin a comment in its format. */
  readonly body: string;
  /** The values of the documents that the text was rendered from, if it is YAML. @default - not known */
  readonly values?: readonly unknown[];
}

/** A construct that is a file of its own. Charts need not implement it: their objects are their file. */
export interface RendersFile extends IConstruct {
  renderFile(): RenderedFile;
}

/** Tells by shape, not by class: constructs may come from another copy of this package. */
export function isRendersFile(construct: IConstruct): construct is RendersFile {
  return typeof (construct as Partial<RendersFile>).renderFile === 'function';
}
