import { project } from '../analysis/manifests';
import { findings } from '../testing/rules';

function judged(...destinations: object[]) {
  return findings('project-namespace-deny-ignored', { 'project.yaml': project({ destinations }) });
}

const deny = { name: 'production', namespace: '!kube-system' };

test.each([
  [
    'with a server the denial holds',
    [
      { server: 'https://a', namespace: '!kube-system' },
      { server: '*', namespace: '*' },
    ],
  ],
  ['alone it holds too: nothing else allows the namespace', [deny]],
  ['the other destination is of another cluster', [deny, { name: 'staging', namespace: '*' }]],
  ['the other destination allows other namespaces', [deny, { name: 'production', namespace: 'team-*' }]],
  ['the other destination denies the same', [deny, { name: '*', namespace: '!kube-*' }]],
])('%s', (_, destinations) => {
  expect(judged(...destinations)).toEqual([]);
});

test.each([
  ['the same cluster', { name: 'production', namespace: '*' }],
  ['any cluster', { name: '*', namespace: 'kube-system' }],
  ['a cluster by its server, which may be this one', { server: 'https://prod.example.com', namespace: 'kube-*' }],
  ['a denial of another namespace, which allows all the rest', { server: '*', namespace: '!other' }],
])('a denial by name is overruled by a destination of %s', (_, other) => {
  expect(judged(deny, other)).toMatchObject([
    { severity: 'silent', line: 11, message: expect.stringContaining('does not deny namespace kube-system') },
  ]);
});
