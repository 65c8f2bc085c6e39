import { ArgoCdVersion } from '../semantics/version';
import { MemoryTree } from '../tree/memory-tree';
import { isThere } from './kustomize-job';

test('ignoreMissingComponents leaves out a directory without a kustomization from Argo CD 3.6 on; before, kustomize fails', () => {
  const files = { 'web/parts/blue/kustomization.yml': 'kind: Component\n', 'web/parts/notes/notes.md': '' };
  const tree = new MemoryTree(new Map(Object.entries(files)));
  const left = (version: ArgoCdVersion) =>
    ['../parts/blue', '../parts/notes', '../parts/none', '../../../outside'].filter((one) =>
      isThere(tree, 'web/base', one, version),
    );
  expect(left(new ArgoCdVersion(3, 5, 7))).toEqual(['../parts/blue', '../parts/notes']);
  expect(left(new ArgoCdVersion(3, 6, 0))).toEqual(['../parts/blue']);
});
