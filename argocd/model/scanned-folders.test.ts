import { ScannedFolders } from './scanned-folders';

const PATHS = ['a.yaml', 'apps/b.yaml', 'apps/deep/er/c.yaml', 'apps/deep/d.yaml', 'more/e.yaml'];

test('files are found by their folder', () => {
  const folders = new ScannedFolders(PATHS);
  expect(folders.files('')).toEqual(['a.yaml']);
  expect(folders.files('apps')).toEqual(['apps/b.yaml']);
  expect(folders.files('nowhere')).toEqual([]);
});

test('a folder that only has folders is one too', () => {
  const folders = new ScannedFolders(PATHS);
  expect(folders.folders('')).toEqual(['apps', 'more']);
  expect(folders.folders('apps')).toEqual(['apps/deep']);
  expect(folders.folders('apps/deep')).toEqual(['apps/deep/er']);
});

test('below a folder is all that is in it, and nothing of its neighbour with a longer name', () => {
  const folders = new ScannedFolders([...PATHS, 'apps2/f.yaml']);
  expect([...folders.below('apps')].sort()).toEqual(['apps/b.yaml', 'apps/deep/d.yaml', 'apps/deep/er/c.yaml']);
});
