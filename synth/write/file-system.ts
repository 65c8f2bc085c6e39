import * as fs from 'node:fs';

/** The file-system calls that the writer makes. A test replaces them to let each one fail in turn. */
export interface FileSystem {
  lstat(path: string): fs.Stats | undefined;
  readFile(path: string): Buffer;
  /** Whether there is a regular file with exactly this text; false also if it cannot be read. */
  isFileWith(path: string, text: string): boolean;
  writeFile(path: string, data: string | Buffer): void;
  mkdir(path: string): void;
  rename(from: string, to: string): void;
  link(from: string, to: string): void;
  unlink(path: string): void;
  rmdir(path: string): void;
  readdir(path: string): string[];
}

/** Node's own, synchronous: thousands of tiny files are written faster one after another than through the thread pool. */
export const nodeFileSystem: FileSystem = {
  lstat: (path) => fs.lstatSync(path, { throwIfNoEntry: false }),
  readFile: (path) => fs.readFileSync(path),
  isFileWith,
  writeFile: (path, data) => fs.writeFileSync(path, data, { flag: 'wx' }),
  mkdir: (path) => fs.mkdirSync(path),
  rename: (from, to) => fs.renameSync(from, to),
  link: (from, to) => {
    try {
      fs.linkSync(from, to);
    } catch (error) {
      // Some file systems have no hard links.
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'].includes((error as NodeJS.ErrnoException).code ?? ''))
        throw error;
      fs.copyFileSync(from, to);
    }
  },
  unlink: (path) => fs.unlinkSync(path),
  rmdir: (path) => fs.rmdirSync(path),
  readdir: (path) => fs.readdirSync(path),
};

const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants;

/** Reused: a buffer for each of ten thousand files keeps the garbage collector busier than reading them does. */
let expected = Buffer.allocUnsafeSlow(64 * 1024);
let present = Buffer.allocUnsafeSlow(64 * 1024);

/** Needs half the system calls of lstat and readFile, for the thousands of files that have not changed. */
function isFileWith(path: string, text: string): boolean {
  // Windows has no O_NOFOLLOW.
  if (!O_NOFOLLOW) return false;
  // In UTF-8 a UTF-16 unit takes three bytes at most; one more byte in the file would be one too many.
  if (text.length * 3 >= expected.length) {
    expected = Buffer.allocUnsafeSlow(text.length * 3 + 1);
    present = Buffer.allocUnsafeSlow(text.length * 3 + 1);
  }
  const length = expected.write(text);
  try {
    const file = fs.openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const read = fs.readSync(file, present, 0, length + 1, null);
      return read === length && present.compare(expected, 0, length, 0, length) === 0;
    } finally {
      fs.closeSync(file);
    }
  } catch {
    return false;
  }
}
