/** Joins paths in a tree (see `FileTree`), where `''` is the root; Argo CD also calls it `.`. */
export function join(dir: string, name: string): string {
  return dir === '' || dir === '.' ? name : name === '' ? dir : `${dir}/${name}`;
}

/** The directory that a path is in. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
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
