import { parseQuantity } from './quantity';
import { vectors } from './vectors/load';

const { quantities } = vectors<{ readonly quantities: readonly (readonly [text: string, amount: number | null])[] }>(
  'quantity',
);

test('every amount that Kubernetes takes or refuses', () => {
  const wrong = quantities.flatMap(([text, real]) => {
    const ours = parseQuantity(text)?.amount ?? null;
    const same = ours === null || real === null ? ours === real : Math.abs(ours - real) <= Math.abs(real) * 1e-9 + 1e-9;
    return same ? [] : [{ text, ours, real }];
  });
  expect(wrong).toEqual([]);
});

test('no text takes longer than it is long', () => {
  for (const part of ['9', '.', '1.', '-', 'e', 'Gi']) parseQuantity(`${part.repeat(200_000)}x`);
});
