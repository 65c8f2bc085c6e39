/**
 * Small schemas of custom resources, made up at random, and objects for them: right ones, and ones that were made wrong in
 * a place or two. Everything that a structural schema may say is in them.
 */
import { isMap } from '../../argocd/model/resource';
import type { Random } from '../../review/objects/testing/random';

type Json = Record<string, unknown>;

const NAMES = ['a', 'b', 'c', 'name', 'spec'];
const TEXTS = ['', 'a', 'ab', 'abc', 'é', '😀😀', 'Fast', 'a.b', '1', '10', 'A', 'web-1'];
const PATTERNS = ['^[a-z]+$', '^a', '\\d', '^(?i)fast$', '^[[:alpha:]]*$', 'b|c', '^.{2}$', '^\\pL+$'];
const NUMBERS = [0, 1, 2, 3, -1, 10, 97, 1.5, 0.1, -2.5, 2147483648, 1e21, 1e-7, 3.0000001];

/** Texts that are of a format, or nearly. */
export const FORMATTED: Readonly<Record<string, readonly string[]>> = {
  bsonobjectid: [
    '507f1f77bcf86cd799439011',
    '507F1F77BCF86CD799439011',
    '507f1f77bcf86cd79943901',
    'zz7f1f77bcf86cd799439011',
  ],
  uri: [
    'https://a.example.com/x',
    '/x',
    '//x',
    'x',
    'a.b',
    'mailto:a@b',
    'http://[::1]:80/',
    'http://a b',
    'http://a/%zz',
    '*',
    '',
    'https://a#b',
    ':a',
    'http://a:b',
    'http://a?x#y',
    '/%',
    '/a?%zz',
    'http://[::1',
    '1a://x',
    'urn:x:y',
    '/a b',
    'HTTP://A',
    'http://%41/',
    'a:b c',
    'http://u:p@h/',
    'http://u p@h/',
  ],
  email: [
    'a@b.example',
    'a',
    '@b',
    'a@',
    'a.b@c',
    'a..b@c',
    '.a@b',
    'a.@b',
    'A <a@b.c>',
    '"a b"@c',
    'a@b@c',
    'a@[1.2.3.4]',
    'a@b.',
    'é@b.c',
    '',
  ],
  hostname: [
    'a',
    'a.example',
    'A-b.example.com',
    '-a',
    'a-',
    'a..b',
    'a.1',
    '1.2.3.4',
    'é.example',
    'a_b',
    '',
    'x'.repeat(64),
    `${'a.'.repeat(130)}com`,
    'a.b',
    '😀.example',
    'a.',
    'a-b',
    'a--b.co',
  ],
  ipv4: [
    '1.2.3.4',
    '01.002.3.4',
    '1.2.3',
    '256.1.1.1',
    '::ffff:1.2.3.4',
    '::',
    'a',
    '1.2.3.4.5',
    '::ffff:01.2.3.4',
    '',
    '1.2.3.-4',
    '1.2.3.4 ',
  ],
  ipv6: [
    '::1',
    '::',
    '1.2.3.4',
    '::ffff:1.2.3.4',
    'fe80::1%eth0',
    '1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7',
    'g::',
    '::ffff:01.2.3.4',
    ':::',
    '12345::',
    'A::B',
  ],
  cidr: [
    '10.0.0.0/8',
    '10.0.0.0/33',
    '10.0.0.0',
    '::/0',
    '::/129',
    '010.0.0.0/08',
    'a/8',
    '10.0.0.0/',
    '10.0.0.0/-1',
    '1.2.3.4/8/8',
    '::ffff:1.2.3.4/100',
    '/8',
  ],
  mac: [
    '3D:F2:C9:A6:B3:4F',
    '3D-F2-C9-A6-B3-4F',
    '3D-F2-C9-A6-B3:4F',
    '3df2.c9a6.b34f',
    '3d:f2:c9:a6:b3:4f:00:01',
    '3d:f2',
    '3df2.c9a6',
    '',
    '3df2-c9a6-b34f',
    '3df2c9a6b34f',
    '3df2c9a6b34f0',
    '0000.0000.0000.0001',
  ],
  uuid: [
    '01234567-89ab-cdef-0123-456789abcdef',
    '0123456789abcdef0123456789ABCDEF',
    '0123',
    '01234567-89ab-cdef-0123-456789abcdeg',
  ],
  uuid3: ['01234567-89ab-3def-0123-456789abcdef', '01234567-89ab-4def-0123-456789abcdef'],
  uuid4: ['01234567-89ab-4def-8123-456789abcdef', '01234567-89ab-4def-0123-456789abcdef'],
  uuid5: ['01234567-89ab-5def-9123-456789abcdef', '01234567-89ab-4def-9123-456789abcdef'],
  isbn: ['3836221195', '1-61729-085-8', '978-4-87311-368-5', '3 401 01319 X', '3423214121', 'foo'],
  isbn10: ['3836221195', '3 423 21412 1', '978-4-87311-368-5', '3 401 01319 X'],
  isbn13: ['9784873113685', '978 3 8362 2119 0', '978-3-8362-2119-1', '3836221195'],
  creditcard: [
    '4220855426222389',
    '4220855426213389',
    '4220 8554 2622 2389',
    '374953669708156',
    'x',
    '6011464355444102',
  ],
  ssn: ['191-60-2869', '191 60 2869', '191602869', '00-90-8787'],
  hexcolor: ['#FFF', 'fff', '#ffff', '#12abCD', '#ff12FG'],
  rgbcolor: ['rgb(0,31,255)', 'rgb( 0, 31 , 255 )', 'rgb(256,0,0)', 'rgb(01,0,0)', 'rgba(0,0,0)'],
  byte: ['YQ==', 'YWI=', 'YWJj', '', 'YQ=', 'Y Q==', 'YQ==\n', 'a-b_'],
  password: ['', 'x'],
  date: [
    '2024-02-29',
    '2023-02-29',
    '2024-13-01',
    '2024-1-1',
    '2024-04-31',
    '0000-01-01',
    '2024-01-01T00:00:00Z',
    '2000-02-29',
    '1900-02-29',
  ],
  'date-time': [
    '2024-01-01T10:00:00Z',
    '2024-01-01t10:00:00z',
    '2024-01-01T24:00:00Z',
    '2024-01-01T10:00:00',
    '2024-01-01T10:00:00.5+02:00',
    '2024-01-01 10:00:00Z',
    '2024-01-01T10:00:60Z',
    '2024-01-01T10:00:00ZT',
    '2024-01-01T10:00:00x5Z',
    '2024-02-30T10:00:00Z',
    '2024-01-01T10:00:00+99:99',
  ],
  datetime: ['2024-01-01T10:00:00Z', 'x'],
  duration: [
    '5m',
    '1h30m',
    '3 weeks',
    '1d',
    '1.5h',
    '5',
    '0',
    '',
    'm',
    '1x',
    'x 3 days y',
    '-5m',
    '1 µs',
    '10 Minutes',
    '99999999999999999999 s',
    '3 WK',
    '1 fortnight',
    '1 secs',
    '1 w',
  ],
  'k8s-short-name': ['a', 'A', 'a.b', 'x'.repeat(64), '-a', ''],
  'k8s-long-name': ['a', 'A', 'a.b', 'x'.repeat(64), 'a..b', ''],
  int32: ['a'],
  int64: ['a'],
  float: ['a'],
  'made-up': ['a'],
};

const FORMATS = Object.keys(FORMATTED);

/** A schema of an object. */
export function schemaFor(random: Random): Json {
  const schema: Json = { type: 'object', properties: { spec: structure(random, 0) } };
  if (random.chance(0.3)) schema.required = ['spec'];
  return schema;
}

/** A place with its type: what a structural schema is made of. */
function structure(random: Random, depth: number): Json {
  const kind = depth === 0 ? 0 : random.below(depth > 3 ? 5 : 9);
  const schema: Json =
    kind === 0 || kind > 6
      ? map(random, depth)
      : kind === 5 || kind === 6
        ? list(random, depth)
        : random.chance(0.15)
          ? { 'x-kubernetes-int-or-string': true }
          : { type: random.of(['string', 'string', 'integer', 'number', 'boolean']) };
  Object.assign(schema, limits(random, String(schema.type ?? 'any')));
  if (random.chance(0.15)) schema.nullable = true;
  if (depth > 0 && random.chance(0.15)) {
    // The API server takes only a default that is right by itself.
    const right = value(random, schema, 0);
    if (right !== null) schema.default = right;
  }
  for (const word of ['anyOf', 'oneOf', 'allOf'])
    if (random.chance(0.1))
      schema[word] = Array.from({ length: 1 + random.below(3) }, () => alternative(random, schema));
  if (random.chance(0.05)) schema.not = alternative(random, schema);
  return schema;
}

function map(random: Random, depth: number): Json {
  const schema: Json = { type: 'object' };
  if (random.chance(0.15)) schema.additionalProperties = random.chance(0.2) ? true : structure(random, depth + 1);
  else {
    const names = NAMES.filter(() => random.chance(0.6));
    if (names.length > 0)
      schema.properties = Object.fromEntries(names.map((name) => [name, structure(random, depth + 1)]));
    if (random.chance(0.4)) schema.required = names.filter(() => random.chance(0.4));
  }
  if (random.chance(0.15)) schema['x-kubernetes-preserve-unknown-fields'] = true;
  if (depth > 0 && random.chance(0.08)) {
    schema['x-kubernetes-embedded-resource'] = true;
    schema['x-kubernetes-preserve-unknown-fields'] = true;
  }
  return schema;
}

function list(random: Random, depth: number): Json {
  if (random.chance(0.3)) {
    const keys = random.chance(0.7) ? ['a'] : ['a', 'b'];
    const items = {
      type: 'object',
      required: keys,
      properties: { a: { type: 'string' }, b: { type: 'integer' }, c: structure(random, depth + 1) },
    };
    return { type: 'array', items, 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': keys };
  }
  if (random.chance(0.3))
    return {
      type: 'array',
      items: { type: random.of(['string', 'integer']) },
      'x-kubernetes-list-type': 'set',
    };
  return { type: 'array', items: structure(random, depth + 1) };
}

/** What one place may be bound to. Some of it says nothing about its type. */
function limits(random: Random, type: string): Json {
  const schema: Json = {};
  const maybe = (share: number, name: string, make: () => unknown) => {
    if (random.chance(share)) schema[name] = make();
  };
  if (type === 'string' || type === 'any') {
    maybe(0.2, 'minLength', () => random.below(3));
    maybe(0.2, 'maxLength', () => random.below(4));
    maybe(0.2, 'pattern', () => random.of(PATTERNS));
    maybe(0.25, 'enum', () => ['a', 'ab', 'Fast', ''].filter(() => random.chance(0.6)));
    if (type === 'string') maybe(0.35, 'format', () => random.of(FORMATS));
  }
  if (type === 'integer' || type === 'number' || type === 'any') {
    maybe(0.25, 'minimum', () => random.of([0, 1, 1.5, -3]));
    maybe(0.25, 'maximum', () => random.of([2, 5, 2.5, 3000000000]));
    if (schema.minimum !== undefined) maybe(0.3, 'exclusiveMinimum', () => true);
    if (schema.maximum !== undefined) maybe(0.3, 'exclusiveMaximum', () => true);
    maybe(0.15, 'multipleOf', () => random.of([1, 2, 0.5, 0.1, 3, 2.5]));
    if (type !== 'any') {
      maybe(0.15, 'enum', () => [0, 1, 2, 1.5, 10].filter(() => random.chance(0.6)));
      maybe(0.25, 'format', () => random.of(['int32', 'int64', 'float', 'double', 'date-time', 'byte', 'x']));
    }
  }
  if (type === 'object') {
    maybe(0.12, 'minProperties', () => random.below(3));
    maybe(0.12, 'maxProperties', () => random.below(4));
  }
  if (type === 'array') {
    maybe(0.2, 'minItems', () => random.below(3));
    maybe(0.2, 'maxItems', () => random.below(4));
    maybe(0.15, 'uniqueItems', () => false);
  }
  if (schema.enum && (schema.enum as unknown[]).length === 0) delete schema.enum;
  return schema;
}

/** A schema without types, below a word such as `anyOf`. */
function alternative(random: Random, schema: Json): Json {
  const one = limits(random, String(schema.type ?? 'any'));
  const names = Object.keys(isMap(schema.properties) ? schema.properties : {});
  if (names.length > 0) {
    if (random.chance(0.6)) one.required = [random.of(names)];
    if (random.chance(0.4)) {
      const name = random.of(names);
      one.properties = { [name]: limits(random, String(((schema.properties as Json)[name] as Json).type ?? 'any')) };
    }
    if (random.chance(0.15)) one.not = { required: [random.of(names)] };
  }
  if (schema['x-kubernetes-int-or-string'] === true && random.chance(0.5)) one.type = random.of(['integer', 'string']);
  return one;
}

/** A value for a schema. @param wrong how often it is of another type, or beyond a limit */
export function value(random: Random, schema: Json, wrong: number): unknown {
  if (random.chance(wrong))
    return random.of<unknown>([null, true, '', 'x', 0, 1.5, [], {}, ['a'], { a: 1 }, 97, 'abc']);
  if (schema.nullable === true && random.chance(0.2)) return null;
  const words = schema.enum as readonly unknown[] | undefined;
  if (words && random.chance(0.8)) return random.of(words);
  const type = schema['x-kubernetes-int-or-string'] === true ? random.of(['integer', 'string']) : schema.type;
  switch (type) {
    case 'object':
      return mapValue(random, schema, wrong);
    case 'array': {
      const count = random.below(4);
      return Array.from({ length: count }, () => value(random, (schema.items ?? {}) as Json, wrong));
    }
    case 'string':
      return random.of(FORMATTED[String(schema.format)] ?? TEXTS);
    case 'integer':
      return random.of(NUMBERS.filter((one) => Number.isInteger(one) && one < 1e15));
    case 'number':
      return random.of(NUMBERS);
    case 'boolean':
      return random.chance(0.5);
    default:
      return random.of<unknown>(['a', 1, true]);
  }
}

function mapValue(random: Random, schema: Json, wrong: number): Json {
  const result: Json = {};
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Json>>;
  const required = (schema.required ?? []) as readonly string[];
  for (const [name, one] of Object.entries(properties)) {
    if (random.chance(required.includes(name) ? 1 - wrong : 0.6)) result[name] = value(random, one, wrong);
    else if (random.chance(wrong)) result[name] = null;
  }
  const others = schema.additionalProperties;
  if (others !== undefined)
    for (const name of ['x', 'y'])
      if (random.chance(0.6)) result[name] = isMap(others) ? value(random, others, wrong) : { x: { y: 1 } };
  if (schema['x-kubernetes-embedded-resource'] === true) {
    if (!random.chance(wrong)) result.apiVersion = random.chance(wrong) ? 'a/b/c' : 'apps/v1';
    if (!random.chance(wrong)) result.kind = random.chance(wrong) ? 'A b' : 'Deployment';
  }
  if (random.chance(wrong)) result.unknown = random.of<unknown>([1, { deep: [{ x: 1 }] }, null]);
  return result;
}
