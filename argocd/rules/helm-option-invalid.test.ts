import fc from 'fast-check';
import { setMistake } from '../model/helm-set';
import { applicationOf, type Files, findings, REPOSITORY } from '../testing/rules';

const rule = 'helm-option-invalid';

function application(helm: object, more: Files = {}): Files {
  return {
    'app.yaml': applicationOf({ repoURL: REPOSITORY, path: 'charts/web', targetRevision: 'HEAD', helm }),
    'charts/web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'charts/web/files/x.txt': 'x',
    ...more,
  };
}

const words = (helm: object, version?: string) =>
  findings(rule, application(helm), version).map(({ message }) =>
    message.replace('Application web cannot be rendered: ', ''),
  );

const parameter = (name: string, value = '1', more: object = {}) => ({ parameters: [{ name, value }], ...more });

// Here and below: what helmTemplate of Argo CD 3.4.4 with Helm 3.19.4 (and of 3.5.1 with Helm 4.2.1) said.
test.each([
  ['a[', 'error parsing index: EOF'],
  ['a[]', 'error parsing index: strconv.Atoi: parsing "": invalid syntax'],
  ['a[x]', 'error parsing index: strconv.Atoi: parsing "x": invalid syntax'],
  ['a[-1]', 'negative -1 index not allowed'],
  ['a[65537]', 'index of 65537 is greater than maximum supported index of 65536'],
  ['a[0]b', "unexpected data at end of array index: ['b']"],
  ['a,b', 'key "a" has no value (cannot end with ,)'],
  ['a.', 'key map "a" has no value'],
  ['a=1,a.b', 'unable to parse key: interface conversion: interface {} is string, not map[string]interface {}'],
  [`x${'.x'.repeat(31)}`, 'value name nested level is greater than maximum supported nested level of 30'],
])('the name %s of a parameter', (name, expected) => {
  expect(words(parameter(name))).toEqual([`Error: failed parsing --set data: ${expected}`]);
});

test('a name too deep to be followed ends neither the check nor in a finding', () => {
  expect(words({ parameters: [{ name: `${'a[0].'.repeat(100_000)}b`, value: '1' }] })).toEqual([]);
});

test.each(['a', 'a.b', 'a[0].b[1]', 'a\\.b', 'a[65536]', 'a]', '', 'a b', 'é', `x${'.x'.repeat(30)}`, 'a[+1]'])(
  'Helm takes the name %j',
  (name) => {
    expect(words(parameter(name))).toEqual([]);
  },
);

test('since Helm 4 an index without its bracket passes', () => {
  expect(words(parameter('a[0'), '3.4.4')).toHaveLength(1);
  expect(words(parameter('a[0'), '3.5.1')).toEqual([]);
});

test.each([
  ['{a,b', "list must terminate with '}'"],
  ['{"a":{"b":1}}', 'key "…" has no value'],
  ['{a}hunter2}', 'key "…" has no value'],
])('the value %s of a parameter, which is never quoted', (value, expected) => {
  expect(words(parameter('a', value))).toEqual([`Error: failed parsing --set data: ${expected}`]);
  const forced = { parameters: [{ name: 'a', value, forceString: true }] };
  expect(words(forced)).toEqual([`Error: failed parsing --set-string data: ${expected}`]);
});

test.each(['', 'a,b', '{a,b}', '{}', '{"a":1}', '[{"a":1}]', '{$X', 'a=b', '\\', ' {a'])(
  'Helm takes the value %j',
  (value) => {
    expect(words(parameter('a', value))).toEqual([]);
  },
);

test.each([
  [{ a: 'x' }, 'a.b', 'string, not map[string]interface {}'],
  [{ a: null }, 'a.b', 'nil, not map[string]interface {}'],
  [{ a: 1.5 }, 'a.b', 'float64, not map[string]interface {}'],
  [{ a: true }, 'a[0]', 'bool, not []interface {}'],
  [{ a: [1] }, 'a.b', '[]interface {}, not map[string]interface {}'],
  [{ a: { b: 1 } }, 'a[0]', 'map[string]interface {}, not []interface {}'],
  [{ a: { b: 'x' } }, 'a.b.c', 'string, not map[string]interface {}'],
])('values %j have no place for the parameter %s', (values, name, types) => {
  const expected = `Error: failed parsing --set data: unable to parse key: interface conversion: interface {} is ${types}`;
  expect(words(parameter(name, '1', { valuesObject: values }))).toEqual([expected]);
  expect(words(parameter(name, '1', { values: JSON.stringify(values) }))).toEqual([expected]);
  // Another parameter may make room first: their order is not known.
  const other = { name: 'a', value: 'null' };
  expect(words({ valuesObject: values, parameters: [{ name, value: '1' }, other] })).toEqual([]);
});

test('what is true only without value files is reported only without them', () => {
  expect(words(parameter('a.'))).toHaveLength(1);
  const files = { 'charts/web/x.yaml': 'a: {b: 1}\n' };
  expect(findings(rule, application(parameter('a.', '1', { valueFiles: ['x.yaml'] }), files))).toEqual([]);
});

test('of two parameters with one name the last counts', () => {
  const [bad, good] = [
    { name: 'a', value: '{x' },
    { name: 'a', value: 'x' },
  ];
  expect(words({ parameters: [bad, good] })).toEqual([]);
  expect(words({ parameters: [good, bad] })).toHaveLength(1);
});

test('a finding points at the parameter', () => {
  const [first] = findings(
    rule,
    application({
      parameters: [
        { name: 'ok', value: '1' },
        { name: 'a[', value: '1' },
      ],
    }),
  );
  const line = application({
    parameters: [
      { name: 'ok', value: '1' },
      { name: 'a[', value: '1' },
    ],
  })['app.yaml'] as string;
  expect(first).toMatchObject({ severity: 'refuse', file: 'app.yaml' });
  expect(line.split('\n')[(first?.line ?? 0) - 1]).toContain('"a["');
});

test.each([
  ['files/y.txt', 'Error: failed parsing --set-file data: open charts/web/files/y.txt: no such file or directory'],
  ['/files/x.txt', 'Error: failed parsing --set-file data: open files/x.txt: no such file or directory'],
  ['files', 'Error: failed parsing --set-file data: read charts/web/files: is a directory'],
  ['../../../x', "error resolving helm value file path: file '../../../x' resolved to outside repository root"],
])('the path %s of a file parameter', (path, expected) => {
  expect(words({ fileParameters: [{ name: 'f', path }] })).toEqual([expect.stringContaining(expected)]);
});

test.each(['files/x.txt', '../web/files/x.txt', '/charts/web/files/x.txt', '$NAME.txt', 'https://x.org/x', ''])(
  'the path %j of a file parameter is fine, or not known',
  (path) => {
    expect(words({ fileParameters: [{ name: 'f', path }] })).toEqual([]);
  },
);

test.each(['Web', 'web_1', 'web-', 'a..b', 'w b', 'é', ' web'])('the release name %j', (releaseName) => {
  expect(words({ releaseName })).toEqual([expect.stringContaining('invalid release name, must match regex')]);
});

test.each(['web', 'web.1', '1', 'w'.repeat(54), '{{ .x }}'])(
  'the release name %j is fine, or for another rule',
  (releaseName) => {
    expect(words({ releaseName })).toEqual([]);
  },
);

test('the version is that of Helm', () => {
  const start = 'error initializing helm app object: failed to create new helm command: ';
  expect(words({ version: 'v4' })).toEqual([`${start}helm chart version 'v4' is not supported`]);
  expect(words({ version: 'v4' }, '3.5.1')).toEqual([]);
  expect(words({ version: '1.2.3' }, '3.5.1')).toEqual([`${start}helm version '1.2.3' is not supported`]);
  expect(words({ version: 'v3' })).toEqual([]);
});

test.each([
  ['latest', 'could not parse "latest" as version'],
  ['1', 'illegal version string "1"'],
  ['1.x', 'illegal version string "1.x"'],
  ['01.2', 'illegal zero-prefixed version component "01" in "01.2"'],
])('the version of Kubernetes %s', (kubeVersion, expected) => {
  expect(words({ kubeVersion })).toEqual([`could not parse kubernetes version ${kubeVersion}: ${expected}`]);
});

test.each(['1.30', 'v1.30.1', '1.30.1-gke.1', '1.30+', ' 1.30 ', '1.030'])(
  'Argo CD takes Kubernetes %j',
  (kubeVersion) => {
    expect(words({ kubeVersion })).toEqual([]);
  },
);

test('API versions are separated like CSV', () => {
  expect(words({ apiVersions: ['v1', 'apps/v1/Deployment', 'a,b', '"a"'] })).toEqual([]);
  expect(words({ apiVersions: ['a"b'] })).toEqual([expect.stringContaining('parse error on line 1')]);
});

test('whatever a parameter is called, it is judged', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '.', '[', ']', '0', ',', '=', '\\', '{', '}', '-', 'é', '"') });
  const values = fc.dictionary(fc.constantFrom('a', 'aa', ''), fc.jsonValue());
  fc.assert(
    fc.property(text, text, values, fc.boolean(), (name, value, known, lenient) => {
      const before = JSON.stringify(known);
      setMistake(name, value, known, lenient);
      expect(JSON.stringify(known)).toBe(before);
    }),
  );
});
