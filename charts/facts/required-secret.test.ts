import { mergeRequiredSecrets } from './required-secret';

const howToMake = 'as you like';

test('what two charts need of one Secret is one Secret, with the keys, the users and the type of both', () => {
  const typed = { namespace: 'a', name: 's', type: 'Opaque', keys: [{ key: 'x', howToMake }], usedBy: 'first, both' };
  const untyped = {
    namespace: 'a',
    name: 's',
    keys: ['x', 'y'].map((key) => ({ key, howToMake })),
    usedBy: 'both, second',
  };
  for (const [secrets, usedBy] of [
    [[typed, untyped], 'first, both, second'],
    [[untyped, typed], 'both, second, first'],
  ] as const) {
    const merged = mergeRequiredSecrets(secrets);
    expect(merged).toMatchObject([{ namespace: 'a', name: 's', type: 'Opaque', usedBy }]);
    expect(merged[0]?.keys.map(({ key }) => key)).toEqual(['x', 'y']);
  }
});

test('the same name in another namespace is another Secret', () => {
  const secret = { namespace: 'a', name: 's', keys: [], usedBy: 'x' };
  expect(mergeRequiredSecrets([secret, { ...secret, namespace: 'b' }])).toHaveLength(2);
});
