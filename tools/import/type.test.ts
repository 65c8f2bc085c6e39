import fc from 'fast-check';
import { fromJson, misfits, NULL, parseType, print, STRING, type Type, toJson, union } from './type';

const name = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/).filter((text) => !['map', 'true', 'false'].includes(text));
const { type: anyType } = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<Type>({ is: 'string' }, { is: 'number' }, { is: 'boolean' }, { is: 'null' }, { is: 'unknown' }),
    fc.stringMatching(/^[a-z0-9 .:/-]{0,8}$/).map((value): Type => ({ is: 'literal', value })),
    fc.integer({ min: -9, max: 99 }).map((value): Type => ({ is: 'literal', value })),
    fc.constantFrom<Type>({ is: 'kubernetes', name: 'Toleration' }),
    tie('type').map((of): Type => ({ is: 'array', of })),
    tie('type').map((rest): Type => ({ is: 'object', keys: {}, rest })),
    fc
      .dictionary(name, tie('type'), { minKeys: 1, maxKeys: 3 })
      .map((keys): Type => ({ is: 'object', keys: { ...keys } })),
    fc.array(tie('type'), { minLength: 1, maxLength: 3 }).map((types) => union(...types)),
  ),
}));

test('a type that is printed reads back as the same', () => {
  fc.assert(
    fc.property(anyType, (type) => {
      expect(print(parseType(print(type)))).toBe(print(type));
      expect(print(fromJson(JSON.parse(JSON.stringify(toJson(type)))))).toBe(print(type));
    }),
  );
});

test('a value that fits a type fits every union with it', () => {
  fc.assert(
    fc.property(anyType, anyType, fc.jsonValue(), (one, other, value) => {
      if (misfits(one, value).length === 0) expect(misfits(union(one, other), value)).toEqual([]);
    }),
  );
});

test('a misfit says where, what, and what is allowed', () => {
  const type = parseType("{ mode?: 'a' | 'b'; list?: { port: number }[]; map?: map<string>; none?: string | null }");
  expect(misfits(type, { mode: 'c', list: [{ port: '1' }], map: { x: 1 }, none: null, more: 0 })).toEqual([
    `mode: "c" is not 'a' | 'b'`,
    'list[0].port: "1" is not number',
    'map.x: 1 is not string',
    'more: unknown key',
  ]);
});

test.each([
  ['strng', "type 'strng': unknown type 'strng'"],
  ["'a' |", "type ''a' |': expected a type at ''"],
  ['map<string', "type 'map<string': expected > at ''"],
  ['string string', "type 'string string': unexpected 'string'"],
])('%s is refused with the place', (text, message) => {
  expect(() => parseType(text)).toThrow(message);
});

test('null beside a text is kept, a choice beside the text is not', () => {
  expect(print(union(STRING, NULL, { is: 'literal', value: 'x' }))).toBe('string | null');
});
