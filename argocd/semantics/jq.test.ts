import fc from 'fast-check';
import { jqError } from './jq';

/** Expressions that gojq 0.12.19 compiles inside del(…). */
const TAKEN = [
  '.spec.replicas',
  '.spec.template.spec.containers[] | select(.name == "app") | .image',
  '.webhooks[].clientConfig.caBundle',
  '.metadata.annotations."a.b/c", .metadata.annotations["d/e"]',
  '.spec.containers[]?.env[]?',
  '.a.b.c[1:2].d[.x:].e[:.y]',
  '.[-1:]',
  '.a.["b"].[0]',
  '..',
  '...a',
  'to_entries|map(select(.key|test("^a")))|from_entries',
  '{(.a,.b):1|2, "x":3, $ENV, if:1}',
  '{"a":1,}',
  '.a as [$x,{b:$y}] ?// $x | $x,$y',
  '. as {a:$x, "b":$y, (.c):$z, $w} | $x+$y+$z+$w',
  'reduce .[] as $x (0; . + $x)',
  'foreach .[] as $x (0; . + $x; .)',
  'label $out | .a, break $out',
  'def f($a; g): $a + a + g; f(1;2)',
  'def f: def g: 3; g; f',
  '.a, def f: 1; f',
  'if . then 1 elif 2 then 3 else 4 end',
  'if . then 1 end',
  'try error("x") catch . | .a',
  '"a\\("x\\(1)")b"',
  '@json "x\\(.a)"',
  '@whatever',
  '1e5 + .5 - 1.',
  '1 - -1',
  '.a = .b // 3',
  '.[1 as $x | $x:2]',
  '.a # a comment that goes on \\\n)\n',
];

/** Expressions that it refuses, with its words. */
const REFUSED: readonly [string, string][] = [
  ['', 'unexpected token ")"'],
  ['.a[', 'unexpected token ")"'],
  ['.a]', 'unexpected token "]"'],
  ['.a,', 'unexpected token ")"'],
  ['.a # c', 'unexpected EOF'],
  ['()', 'unexpected token ")"'],
  ['[,]', 'unexpected token ","'],
  ['{1:2}', 'unexpected token "1"'],
  ['{a b}', 'unexpected token "b"'],
  ['/spec/replicas', 'unexpected token "/"'],
  ['$.spec.replicas', 'unexpected token "$"'],
  ["'.spec'", 'unexpected token "\'"'],
  ['.webhooks[*].clientConfig', 'unexpected token "*"'],
  [".metadata.annotations['a/b']", 'unexpected token "\'"'],
  ['. foo', 'unexpected token "foo"'],
  ['.a"b"', 'unexpected token "\\"b\\""'],
  ['.[:]', 'unexpected token "]"'],
  ['1==1==1', 'unexpected token "=="'],
  ['.a |= 1 |= 2', 'unexpected token "|="'],
  ['. ?// .', 'unexpected token "?//"'],
  ['try 1 + 2 catch .', 'unexpected token "catch"'],
  ['if . then 1', 'unexpected token ")"'],
  ['import "a" as b; .', 'unexpected token "import"'],
  ['1x', 'invalid token "1x"'],
  ['"a', 'unterminated string literal'],
  ['"\\q"', 'invalid escape sequence "\\q" in string literal'],
  ['"\\u12"', 'invalid escape sequence "\\u12" in string literal'],
  ['spec.replicas', 'function not defined: spec/0'],
  ['.metadata.annotations.a-b', 'function not defined: b/0'],
  ['.metadata.labels.app.kubernetes.io/name', 'function not defined: name/0'],
  ['select(.a; .b)', 'function not defined: select/2'],
  ['a::b', 'function not defined: a::b/0'],
  ['$x', 'variable not defined: $x'],
  ['.[] as $x | 1, ($y)', 'variable not defined: $y'],
  ['(. as $x | 1) | $x', 'variable not defined: $x'],
  ['break $out', 'label not defined: $out'],
  ['input', 'input(s)/0 is not allowed'],
];

test.each(TAKEN)('an expression that Argo CD compiles is no finding: %s', (expression) => {
  expect(jqError(expression)).toBeUndefined();
});

test.each(REFUSED)('an expression that fails every comparison is refused: %s', (expression, error) => {
  expect(jqError(expression)).toBe(error);
});

test('whatever the YAML holds, the answer is words or nothing', () => {
  const piece = fc.constantFrom(
    ...'.[]{}()|,:;?"$@#\\/+-*%=<>! \n',
    '\\(',
    '//',
    '?//',
    'as',
    'def',
    'if',
    '.a',
    '$x',
    '"b"',
    '1',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const error = jqError(pieces.join(''));
      expect(error === undefined || error.length > 0).toBe(true);
    }),
  );
});

test('what nests deeper than a person writes is left unjudged, and does not overflow the stack', () => {
  expect(jqError(`${'['.repeat(100_000)}.a`)).toBeUndefined();
  expect(jqError(`${'.a|'.repeat(100_000)}.a`)).toBeUndefined();
});
