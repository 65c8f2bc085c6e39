import { app, consequences, type Files, told, workload } from '../testing/reviews';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const OTHER = `sha256:${'b'.repeat(64)}`;
const files = (image: string, spec: object = {}): Files => ({
  'apps/web.json': app('web'),
  'web/a.json': workload('Deployment', 'front', image, spec),
});

test.each([
  ['nginx:1', 'nginx:2', 'another version'],
  [`nginx:1@${DIGEST}`, `nginx:1@${OTHER}`, 'another digest of the same tag'],
  [`nginx:1@${DIGEST}`, `nginx:2@${DIGEST}`, 'the same digest: nothing new runs'],
  ['nginx:1', `nginx:1@${DIGEST}`, 'pinned by a digest'],
  [`nginx:1@${DIGEST}`, 'nginx:2', 'no longer pinned by a digest'],
  ['nginx:1', 'registry.example.com/nginx:1', 'from another registry'],
  [`nginx:1@${DIGEST}`, `registry.example.com/nginx:1@${DIGEST}`, 'the same digest, from elsewhere'],
])('%s → %s', (before, after, what) => {
  const [one] = consequences('image-changes', files(before), files(after));
  expect(one).toMatchObject({ severity: 'note', details: [`main: ${before} → ${after} (${what})`] });
});

test('the same image', () => {
  expect(told('image-changes', files('nginx:1'), files('nginx:1', { replicas: 2 }))).toEqual([]);
});
