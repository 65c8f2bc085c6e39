import { display, type FileTree } from '../tree/file-tree';
import type { SourceFile } from './source-file';
import type { Location, Origin, Pointer } from './types';

/** A document of a file, or a part of it: an item of a list, the template of an ApplicationSet. */
export class FileOrigin implements Origin {
  constructor(
    readonly file: SourceFile,
    readonly document: number,
    /** Where in the document the resource is. */
    readonly prefix: Pointer = [],
    /** The directory of the kustomization that produces the object; that of the file if none does. */
    readonly folder: string = file.path.slice(0, Math.max(file.path.lastIndexOf('/'), 0)),
  ) {}

  get name(): string {
    return display(this.file.tree, this.file.path);
  }

  get tree(): FileTree {
    return this.file.tree;
  }

  get path(): string {
    return this.file.path;
  }

  locate(pointer: Pointer, on?: 'key' | 'value'): Location {
    return this.file.locate(this.document, [...this.prefix, ...pointer], on);
  }

  /** A part of this: its pointers start there. */
  under(...prefix: Pointer): FileOrigin {
    return new FileOrigin(this.file, this.document, [...this.prefix, ...prefix], this.folder);
  }

  /** The same, come out of a kustomization. */
  builtIn(folder: string): FileOrigin {
    return new FileOrigin(this.file, this.document, this.prefix, folder);
  }
}
