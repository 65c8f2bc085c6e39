import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { formatImageLock, imageLockKeys, parseImageLock, readImageLock } from './image-lock';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const entries = [
  { image: 'quay.io/argoproj/argocd:v3.4.4', digest: digest('1') },
  { image: 'docker.io/library/busybox:1.37.0', digest: digest('2') },
  { image: 'docker.io/library/busybox:1.36', digest: digest('3') },
  { image: 'quay.io/library/busybox:1.36', digest: digest('4') },
];

test('the lock is sorted, and keys are as short as keeps them apart', () => {
  expect(Object.keys(parse(formatImageLock(entries)).images)).toEqual([
    'docker-io/library/busybox/1-36',
    'library/busybox/1-37-0',
    'argoproj/argocd',
    'quay-io/library/busybox/1-36',
  ]);
  expect(formatImageLock(entries)).toBe(formatImageLock([...entries].reverse()));
});

test('an empty lock is a lock', () => {
  expect(parseImageLock(formatImageLock([])).size).toBe(0);
  expect(parseImageLock('').size).toBe(0);
});

test('what is written is read again, whatever the images are', () => {
  const image = fc
    .tuple(
      fc.constantFrom('docker.io', 'quay.io', '10.0.24.28:30002'),
      fc.stringMatching(/^[a-z]{1,3}(?:\.[a-z]{1,3})?\/[a-z]{1,3}$/),
      fc.constantFrom('1.0', '1', 'v1', 'true', '1e3', '0x10', 'null', '_', '2024-01-01'),
    )
    .map(([registry, repository, tag]) => `${registry}/${repository}:${tag}`);
  fc.assert(
    fc.property(fc.uniqueArray(image, { maxLength: 12 }), (images) => {
      const text = formatImageLock(images.map((one) => ({ image: one, digest: digest('a') })));
      const read = parseImageLock(text);
      expect([...read.keys()].sort()).toEqual([...images].sort());
      expect(new Set([...read.values()].map(({ key }) => key)).size).toBe(images.length);
      for (const { key } of read.values()) expect(key).not.toMatch(/[.[\]:]/);
    }),
  );
});

test('a lock that is as it was written is read without YAML, and says what YAML says', () => {
  const text = formatImageLock([...entries, { image: '10.0.24.28:30002/a/b:true', digest: digest('5') }]);
  const lines = text.split('\n');
  const broken = fc.tuple(
    fc.nat(lines.length - 1),
    fc.constantFrom(
      (line: string) => `${line}x`,
      (line: string) => `${line} # why`,
      (line: string) => line.slice(0, -1),
      (line: string) => line.replace(/:/, ''),
      (line: string) => line.replace(/[a-z]/, "'"),
      (line: string) => line.replace(/[a-z]+$/, '1'),
      (line: string) => line.replace(/^ +[a-z-]+/, '  true'),
      (line: string) => line.replace('1.37.0', '1.36'),
      (line: string) => line.replace('docker-io/library/busybox/1-36', 'argoproj/argocd'),
      (line: string) => `${line}\n`,
      () => '',
    ),
  );
  const read = (whole: string) => {
    try {
      return [...parseImageLock(whole)];
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(read(text)).toHaveLength(5);
  fc.assert(
    fc.property(fc.array(broken, { maxLength: 2 }), (changes) => {
      const changed = [...lines];
      for (const [at, change] of changes) changed[at] = change(changed[at]);
      // A space that means nothing is nothing that was written.
      expect(read(changed.join('\n'))).toEqual(read(changed.join('\n').replace('\nimages:\n', '\nimages: \n')));
    }),
    { numRuns: 500 },
  );
});

test('the keys of a lock tell images with one name in two registries apart', () => {
  const keys = imageLockKeys(['a.io/x/y:1', 'b.io/x/y:1', 'a.io/x/z:1']);
  expect([...keys.values()]).toEqual(['a-io/x/y/1', 'b-io/x/y/1', 'x/z']);
});

test('the short names that Argo CD Image Updater writes are read', () => {
  const text = `images:\n  library/busybox:\n    repository: docker.io/busybox\n    tag: 1.37.0@${digest('a')}\n`;
  expect([...parseImageLock(text).keys()]).toEqual(['docker.io/library/busybox:1.37.0']);
});

test.each([
  ['[]', '1: the lock is not a map'],
  ['images: 3', '1: images is not a map'],
  ['image: {}', '1: unknown key "image"'],
  ['images:\n  a: v1', '2: images.a is not a map'],
  [
    `images:\n  a:\n    repository: x.io/a\n    tag: v1@${digest('a')}\n    digets: 1`,
    '5: images.a: unknown key "digets"',
  ],
  ['images:\n  a:\n    repository: x.io/a', '2: images.a.tag is not a text'],
  ['images:\n  a:\n    repository: x.io/a\n    tag: 1.2', '4: images.a.tag is not a text'],
  ['images:\n  a:\n    repository: x.io/a\n    tag: v1', '4: images.a.tag: v1 has no digest'],
  ['images:\n  a:\n    repository: x.io/a\n    tag: v1@sha256:abc', '3 hex digits, sha256 has 64'],
  [`images:\n  a:\n    repository: x.io/A\n    tag: v1@${digest('a')}`, 'upper-case'],
  ['images:\n  a: {}\n  a: {}', '3: Map keys must be unique'],
  ['images: [', 'lock.yaml:1: '],
])('%j is refused with its line: %s', (text, message) => {
  expect(() => parseImageLock(text, 'lock.yaml')).toThrow(message);
  expect(() => parseImageLock(text, 'lock.yaml')).toThrow(/^lock\.yaml:\d+: /);
});

test('one image twice is refused, and everything that is wrong is reported at once', () => {
  const twice = ['a', 'b'].map((key) => `  ${key}:\n    repository: x.io/a\n    tag: v1@${digest('a')}\n`).join('');
  expect(() => parseImageLock(`images:\n${twice}  c: 1\n`)).toThrow(
    /^images\.lock\.yaml:5: x\.io\/a:v1 is in line 2 already.*\nimages\.lock\.yaml:8: images\.c is not a map/,
  );
});

test('a lock that is not there is empty; one that cannot be read is an error', () => {
  const directory = mkdtempSync(join(tmpdir(), 'lock-'));
  try {
    expect(readImageLock(join(directory, 'none.yaml')).size).toBe(0);
    expect(() => readImageLock(directory)).toThrow(`${directory}: cannot read the image lock`);
    const file = join(directory, 'images.lock.yaml');
    writeFileSync(file, 'images: 1\n');
    expect(() => readImageLock(file)).toThrow(`${file}:1: `);
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test('the lock of this repository is as pin would write it', () => {
  const file = join(__dirname, '../images.lock.yaml');
  expect(formatImageLock(readImageLock(file).values())).toBe(readFileSync(file, 'utf8'));
});
