import * as path from 'node:path';

/**
 * A path from the working directory as one from the checkout, for viewers that know the files by that. One outside of the
 * checkout stays as it is.
 */
export function checkoutPath(file: string, root: string): string {
  const inside = path.relative(root, file).split(path.sep).join('/');
  return inside.startsWith('../') ? file : inside;
}
