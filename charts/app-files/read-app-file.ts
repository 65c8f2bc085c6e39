import * as fs from 'node:fs';
import * as path from 'node:path';
import { Lines } from '../../argocd/yaml/lines';
import { rangeOf } from '../../argocd/yaml/locate';
import { compose, decode, readYamlDocuments } from '../../argocd/yaml/text';
import type { AppFile } from './app-file';
import { type Schema, schemaProblems } from './schema-problems';

/** A file that was read. */
export interface ReadFile {
  /** What is in it; undefined if something is wrong with it. */
  readonly app?: AppFile;
  /** The line of a field, or of the first one. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
  /** Each begins with the file and the line. */
  readonly problems: readonly string[];
}

/** More than anybody writes by hand, and little enough to be read at once. */
const LARGEST = 1024 * 1024;

/**
 * Reads the file of one app, as strictly as the compiler reads TypeScript.
 *
 * @param root the working directory
 * @param file from there
 */
export function readAppFile(root: string, file: string): ReadFile {
  const broken = (line: number, message: string): ReadFile => ({
    lineOf: () => line,
    problems: [`${file}:${line}: ${message}`],
  });
  const bytes = fs.readFileSync(path.join(root, file));
  if (bytes.length > LARGEST)
    return broken(1, `it has ${bytes.length} bytes, and ${LARGEST} at most are read: one file is one app`);
  const text = decode(bytes);
  const lines = new Lines(text);
  const { documents, problems } = readYamlDocuments(text);
  if (problems.length > 0)
    return {
      lineOf: () => 1,
      problems: problems.map(
        ({ message, offset, repair }) =>
          `${file}:${lines.place(offset).line}: ${message}: ${repair ?? 'correct the YAML'}`,
      ),
    };
  const full = documents.filter(({ value }) => value !== null && value !== undefined);
  const [first, second] = full;
  if (!first) return broken(1, 'there is no app in it: write one, or remove the file');
  if (second)
    return broken(
      lines.place(second.start).line,
      'a second document begins here, and one file is one app: move it into a file of its own',
    );
  const root_ = compose(text, first);
  const lineOf = (where: readonly (string | number)[], on: 'key' | 'value' = 'key') =>
    root_ ? lines.place(rangeOf(root_, where, on).start).line : 1;
  const found = schemaProblems(schema(), first.value);
  return {
    app: found.length === 0 ? (first.value as AppFile) : undefined,
    lineOf,
    problems: found.map(({ path: where, on, message }) => `${file}:${lineOf(where, on)}: ${message}`),
  };
}

/** What is wrong with the value of an app file that no file holds yet. */
export function appFileProblems(value: unknown): readonly string[] {
  return schemaProblems(schema(), value).map(({ message }) => message);
}

let read: Schema | undefined;

function schema(): Schema {
  const folder = path.dirname(require.resolve('cdk8s-groundwork/package.json'));
  read ??= JSON.parse(fs.readFileSync(path.join(folder, 'schemas', 'groundwork.app.schema.json'), 'utf8')) as Schema;
  return read;
}
