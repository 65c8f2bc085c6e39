import * as fs from 'node:fs';
import * as path from 'node:path';
import { ApiObject, type ApiObjectProps } from 'cdk8s';
import type { Construct } from 'constructs';
import { Lines } from '../../argocd/yaml/lines';
import { decode, readYamlDocuments } from '../../argocd/yaml/text';
import { noteText } from '../../synth/plan/as-written';
import { becauseOf, noteSource } from '../../synth/plan/source';
import { workingDirectory } from '../../synth/working-directory';
import { GroundworkApp } from '../app';
import { ClusterScope } from '../cluster-scope';
import { findAppFiles, folderError } from './find-app-files';

/**
 * Takes the plain YAML files of a folder into the tree as they are: `manifests/projects/team-a.yaml` becomes
 * `projects/team-a.yaml` of the output folder. For what no construct says, such as an Application whose fields have to stay as
 * they were. The rules judge it like everything else. Comments stay, those that silence a rule too (`# groundwork:ignore RULE
 * reason`), as long as nothing else changes an object of the file.
 *
 * @param folder from the folder that commands are run in
 * @example
 *   manifestsFromFiles(app, 'manifests');
 */
export function manifestsFromFiles(scope: Construct, folder: string): void {
  const root = workingDirectory();
  const app = GroundworkApp.of(scope);
  const problems: string[] = [];
  scope.node.addValidation({ validate: () => problems });
  const wrong = folderError('manifestsFromFiles', folder);
  if (wrong) {
    problems.push(wrong);
    return;
  }
  const found = findAppFiles(root, path.posix.normalize(folder));
  problems.push(...found.problems);
  for (const { file, inside } of found.files) {
    const text = decode(fs.readFileSync(path.join(root, file)));
    const lines = new Lines(text);
    const read = readYamlDocuments(text);
    const line = (offset: number) => lines.place(offset).line;
    problems.push(
      ...read.problems.map(({ message, offset }) => `${file}:${line(offset)}: ${message}: correct the YAML`),
    );
    if (read.problems.length > 0) continue;
    for (const [at, { value, start }] of read.documents.entries()) {
      if (value === null || value === undefined) continue;
      if (!isObject(value)) {
        problems.push(`${file}:${line(start)}: it is no Kubernetes object: expected are apiVersion, kind and metadata`);
        continue;
      }
      try {
        becauseOf(file, line(start), () => {
          const chart = app.file(ClusterScope.of(scope).path(inside));
          noteSource(new ApiObject(chart, `document-${at}`, value));
          noteText(
            chart,
            text,
            read.documents.map((document) => document.value),
          );
        });
      } catch (error) {
        problems.push(`${file}:${line(start)}: ${(error as Error).message}`);
      }
    }
  }
}

function isObject(value: unknown): value is ApiObjectProps {
  const { apiVersion, kind } = (value ?? {}) as Record<string, unknown>;
  return typeof apiVersion === 'string' && typeof kind === 'string' && apiVersion !== '' && kind !== '';
}
