import { schemaViolations } from './schema-violations';

const START = "Error: values don't meet the specifications of the schema(s) in the following chart(s):";

test('each value that does not fit is one, with its way, whatever order Helm says them in', () => {
  const said = [
    START,
    'web:',
    "- at '': missing property 'host'",
    "- at '/one': 'oneOf' failed, none matched",
    "  - at '/one': got array, want string",
    "  - at '/one': got array, want integer",
    "- at '/image': validation failed",
    "  - at '/image/pull': value must be one of 'Always', 'Never'",
    "  - at '/image/tag': got number, want string",
    "- at '/a.b~1c': got number, want string",
    'redis:',
    "- at '/port': got string, want integer",
    '',
  ];
  expect(schemaViolations(said.join('\n'), 'web')).toEqual([
    { chart: 'web', path: [], words: "missing property 'host'" },
    { chart: 'web', path: ['a.b/c'], words: 'got number, want string' },
    { chart: 'web', path: ['image', 'pull'], words: "value must be one of 'Always', 'Never'" },
    { chart: 'web', path: ['image', 'tag'], words: 'got number, want string' },
    {
      chart: 'web',
      path: ['one'],
      words: "'oneOf' failed, none matched (got array, want integer; got array, want string)",
    },
    { chart: 'redis', path: ['redis', 'port'], words: 'got string, want integer' },
  ]);
});

test('the words of Helm before 3.18 are understood', () => {
  const said = [
    START,
    'web:',
    '- (root): host is required',
    '- image.tag: Invalid type. Expected: string, given: integer',
  ];
  expect(schemaViolations(said.join('\n'), 'web').map(({ path }) => path)).toEqual([[], ['image', 'tag']]);
});

test('a value that Helm quotes may be a secret: it is not told', () => {
  const said = [START, 'web:', "- at '/password': 'hunter2' does not match pattern '^[a-z]+$'"];
  expect(schemaViolations(said.join('\n'), 'web')).toMatchObject([
    { words: "the value does not match pattern '^[a-z]+$'" },
  ]);
});

test('another failure has none', () => {
  expect(schemaViolations('Error: execution error at (web/templates/a.yaml:1:1): no', 'web')).toEqual([]);
});
