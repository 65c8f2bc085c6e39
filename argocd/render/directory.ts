import { readDirectory } from '../model/directory';
import { fields } from '../model/resource';
import { whyNoJsonnet } from './jsonnet';
import type { DirectoryRenderer } from './renderer';

/** A directory of manifests. */
export const directory: DirectoryRenderer = {
  render({ source, tree, path }, { files, version }) {
    const content = readDirectory(files, tree, path, fields(source.fields.directory), version);
    const unknown = content.unknown.length > 0 ? content.unknown.join(', ') : undefined;
    return { resources: content.resources, directory: content, notRendered: unknown ?? whyNoJsonnet(content.jsonnet) };
  },
};
