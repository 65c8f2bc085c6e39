import fc from 'fast-check';
import * as names from './kubernetes-names';
import { vectors } from './vectors/load';

type Name = keyof typeof names;

interface Vectors {
  readonly values: readonly string[];
  readonly messages: readonly string[];
  readonly checks: Readonly<Record<Name, readonly (readonly number[])[]>>;
}

const { values, messages, checks } = vectors<Vectors>('kubernetes-names');

test.each(Object.entries(names) as [Name, (typeof names)[Name]][])(
  '%s: every vector, in the words of Kubernetes',
  (name, check) => {
    const wrong = values.flatMap((value, i) => {
      const real = checks[name][i]?.map((id) => messages[id]);
      const ours = check(value);
      return JSON.stringify(ours) === JSON.stringify(real) ? [] : [{ value, ours, real }];
    });
    expect(wrong).toEqual([]);
  },
);

test('no value takes long, or breaks anything', () => {
  fc.assert(
    fc.property(fc.constantFrom('a', '-', '.', 'a.', 'a-', '/', 'A'), fc.constantFrom('', '!', '-'), (part, end) => {
      for (const check of Object.values(names)) check(part.repeat(50_000) + end);
    }),
  );
});
