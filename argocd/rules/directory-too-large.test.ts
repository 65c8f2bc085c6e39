import { application } from '../analysis/manifests';
import { findings } from '../testing/rules';

function found(bytes: number, limit?: string) {
  const params = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: argocd-cmd-params-cm, namespace: argocd}\ndata: {reposerver.max.combined.directory.manifests.size: "${limit}"}\n`;
  const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n#';
  return findings('directory-too-large', {
    'apps/website.yaml': application(),
    'deploy/a.yaml': head + 'x'.repeat(Math.floor(bytes / 2) - head.length),
    'deploy/b.yaml': head + 'x'.repeat(Math.ceil(bytes / 2) - head.length),
    ...(limit === undefined ? {} : { 'settings.yaml': params }),
  });
}

test('ten million bytes are read, one more is not', () => {
  expect(found(10_000_000)).toEqual([]);
  expect(found(10_000_001)).toMatchObject([
    { severity: 'refuse', file: 'apps/website.yaml', resource: { name: 'website' } },
  ]);
});

test.each([
  ['2k', 2_000, 2_001],
  ['2Ki', 2_048, 2_049],
])('the limit of argocd-cmd-params-cm counts: %s', (limit, fits, over) => {
  expect(found(fits, limit)).toEqual([]);
  expect(found(over, limit)).toHaveLength(1);
});

test('a limit of zero is none, and one that is no quantity is not guessed at', () => {
  expect(found(20_000, '0')).toEqual([]);
  expect(found(20_000, 'a lot')).toEqual([]);
});
