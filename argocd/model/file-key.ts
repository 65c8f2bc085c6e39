import { display, type FileTree } from '../tree/file-tree';

/** Names a file of a tree in `Model.readFiles`. */
export function fileKey(tree: FileTree, path: string): string {
  return display(tree, path);
}
