import { application } from './manifests';
import { findings } from './testing';

function found(file: string, target: string) {
  return findings('symlink-out-of-bounds', {
    'apps/website.yaml': application(),
    'deploy/x.yaml': '# nothing',
    [file]: `-> ${target}`,
  });
}

test.each([
  ['docs/a', '/etc/hosts'],
  ['docs/a', '../../outside'],
  ['docs/a', '../../docs/b'],
  ['a', '..'],
])('%s -> %s leaves the repository', (file, target) => {
  expect(found(file, target)).toMatchObject([
    {
      severity: 'refuse',
      file,
      message: expect.stringContaining(`repository contains out-of-bounds symlinks. file: ${file}`),
    },
  ]);
});

test.each([
  ['docs/a', '../deploy/x.yaml'],
  ['docs/a', 'b/../../deploy'],
  ['docs/a', 'gone'],
])('%s -> %s stays in it', (file, target) => {
  expect(found(file, target)).toEqual([]);
});

test('a repository that no Application reads may hold any symlink', () => {
  expect(findings('symlink-out-of-bounds', { 'docs/a': '-> /etc/hosts', 'x.yaml': 'a: 1' })).toEqual([]);
});
