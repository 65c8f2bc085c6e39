import fc from 'fast-check';
import { formatFamiliarReference, formatImageReference, isDigest, parseImageReference } from './image-reference';

const HEX = 'a'.repeat(64);

// What Docker makes of references, after the table of https://github.com/distribution/reference/blob/v0.6.0/normalize_test.go.
test.each([
  ['busybox', 'docker.io/library/busybox', 'busybox'],
  ['busybox:1.37', 'docker.io/library/busybox:1.37', 'busybox:1.37'],
  ['library/busybox', 'docker.io/library/busybox', 'busybox'],
  ['docker.io/busybox', 'docker.io/library/busybox', 'busybox'],
  ['index.docker.io/library/busybox', 'docker.io/library/busybox', 'busybox'],
  ['goharbor/harbor-core:v2.15.1', 'docker.io/goharbor/harbor-core:v2.15.1', 'goharbor/harbor-core:v2.15.1'],
  ['docker.io/a/b/c', 'docker.io/a/b/c', 'a/b/c'],
  ['quay.io/argoproj/argocd:v3.4.4', 'quay.io/argoproj/argocd:v3.4.4', 'quay.io/argoproj/argocd:v3.4.4'],
  ['10.0.24.28:30002/bootcamp/nginx', '10.0.24.28:30002/bootcamp/nginx', '10.0.24.28:30002/bootcamp/nginx'],
  ['localhost/app', 'localhost/app', 'localhost/app'],
  ['docker.io/localhost/app', 'docker.io/localhost/app', 'docker.io/localhost/app'],
  ['[fd00::1]:5000/app', '[fd00::1]:5000/app', '[fd00::1]:5000/app'],
  ['Host/app', 'Host/app', 'Host/app'],
  ['a__b/c--d.e_f:_T.a-g', 'docker.io/a__b/c--d.e_f:_T.a-g', 'a__b/c--d.e_f:_T.a-g'],
  [`busybox@sha256:${HEX}`, `docker.io/library/busybox@sha256:${HEX}`, `busybox@sha256:${HEX}`],
  [`x:5000/y:1@sha256:${HEX}`, `x:5000/y:1@sha256:${HEX}`, `x:5000/y:1@sha256:${HEX}`],
])('%s is %s, in short %s', (text, canonical, familiar) => {
  const reference = parseImageReference(text);
  expect(formatImageReference(reference)).toBe(canonical);
  expect(formatFamiliarReference(reference)).toBe(familiar);
});

test.each([
  ['', 'empty'],
  ['busybox ', 'white space'],
  ['https://quay.io/a/b', 'URL scheme'],
  ['Busybox', 'upper-case'],
  ['quay.io/Argoproj/argocd', 'upper-case'],
  ['quay.io//argocd', 'empty part'],
  ['quay.io/', 'empty part'],
  ['a/b-', 'is not a name'],
  ['a/.b', 'is not a name'],
  ['a..b/c', 'not a host'],
  ['a___b', 'is not a name'],
  ['busybox:', 'not a tag'],
  ['busybox:-1', 'not a tag'],
  [`busybox:${'a'.repeat(129)}`, 'not a tag'],
  ['busybox:1:2', 'not a tag'],
  ['-host.io/app', 'not a host'],
  ['host:port/app', 'not a host'],
  ['busybox@sha256', 'no algorithm'],
  ['busybox@sha256:abc', '3 hex digits, sha256 has 64'],
  [`busybox@sha256:${'A'.repeat(64)}`, 'lower-case hex'],
  [`busybox@md5:${HEX}`, 'sha256, sha384, sha512'],
  [HEX, 'image id'],
  [`quay.io/${'a/'.repeat(130)}b`, 'longer than 255'],
])('%j is refused: %s', (text, why) => {
  expect(() => parseImageReference(text)).toThrow(why);
  expect(() => parseImageReference(text)).toThrow(JSON.stringify(text));
});

test('a name may have 255 characters', () => {
  const name = `quay.io/${'a'.repeat(247)}`;
  expect(parseImageReference(name).repository).toHaveLength(247);
  expect(() => parseImageReference(`${name}a`)).toThrow('longer than 255');
});

test('a password in an invalid reference is not repeated', () => {
  const refused = () => parseImageReference('https://bob:hunter2@quay.io/app:1');
  expect(refused).toThrow('https://***@quay.io/app:1');
  expect(refused).not.toThrow('hunter2');
});

const part = fc.stringMatching(/^[a-z0-9]{1,8}(?:(?:\.|_|__|-{1,3})[a-z0-9]{1,8}){0,2}$/);
const reference = fc.record(
  {
    registry: fc.constantFrom('docker.io', 'quay.io', 'localhost', '10.0.24.28:30002', 'Registry', '[::1]:5000'),
    repository: fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
    tag: fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/),
    digest: fc.stringMatching(/^[a-f0-9]{64}$/).map((hex) => `sha256:${hex}`),
  },
  { requiredKeys: ['registry', 'repository'] },
);

test('a reference written out and read again is the same, in its canonical and in its short form', () => {
  fc.assert(
    fc.property(reference, (one) => {
      const canonical = formatImageReference(parseImageReference(formatImageReference(one)));
      expect(formatImageReference(parseImageReference(canonical))).toBe(canonical);
      expect(formatImageReference(parseImageReference(formatFamiliarReference(parseImageReference(canonical))))).toBe(
        canonical,
      );
    }),
  );
});

test('any text is read or refused with a message that says what is allowed, never a crash', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-zA-Z0-9./:@_-]{1,40}$/)), (text) => {
      try {
        const read = parseImageReference(text);
        expect(formatImageReference(parseImageReference(formatImageReference(read)))).toBe(formatImageReference(read));
      } catch (error) {
        expect((error as Error).message).toMatch(/ is not an image reference: .*\. .*\.$/s);
      }
    }),
  );
});

test('a digest is one of a registered algorithm, in full and in lower case', () => {
  expect(isDigest(`sha256:${HEX}`)).toBe(true);
  expect(isDigest(`sha512:${HEX}${HEX}`)).toBe(true);
  for (const wrong of [HEX, `sha512:${HEX}`, `sha256:${HEX}0`, `sha256:${HEX}\n`, 7, undefined]) {
    expect(isDigest(wrong)).toBe(false);
  }
});
