import { app, claim, consequences, type Files, object, told } from '../testing/reviews';

const files = (claimName: string, more: Files = {}): Files => ({
  'apps/web.json': app('web'),
  'web/old.json': claim('old'),
  'web/a.json': object('apps/v1 Deployment', 'registry', {
    spec: {
      selector: {},
      template: {
        spec: {
          containers: [{ name: 'a', image: 'a:1' }],
          volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }],
        },
      },
    },
  }),
  ...more,
});

test('another claim, in Git or not', () => {
  const [one] = consequences('other-volume', files('old'), files('new'));
  expect(one).toMatchObject({
    severity: 'interrupts',
    happens: 'uses the claim new in the place of old: what is stored in old is not in it',
    details: ['PersistentVolumeClaim web/new is not in Git: without it no pod starts.'],
  });
  const [other] = consequences('other-volume', files('old'), files('new', { 'web/new.json': claim('new') }));
  expect(other?.details).toEqual([]);
});

test('the same claim', () => {
  expect(told('other-volume', files('old'), files('old', { 'web/new.json': claim('new') }))).toEqual([]);
});
