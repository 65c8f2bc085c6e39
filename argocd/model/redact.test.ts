import fc from 'fast-check';
import { isConfidentialAt, isConfidentialLine, redact } from './redact';

describe('user and password of a URL are not repeated', () => {
  test.each([
    ['https://bob:hunter2@git.example.com/r.git', 'https://***@git.example.com/r.git'],
    [
      'a token in place of the user: https://hunter2@git.example.com',
      'a token in place of the user: https://***@git.example.com',
    ],
    ['https://bob:p@hunter2@git.example.com/r.git', 'https://***@git.example.com/r.git'],
    ['oci://hunter2@registry.example.com/chart', 'oci://***@registry.example.com/chart'],
    ['postgres://bob:hunter2@db:5432/a', 'postgres://***@db:5432/a'],
    ['HTTPS://bob:hunter2@git.example.com', 'HTTPS://***@git.example.com'],
    ['two: https://a:hunter2@x.io and https://b:hunter2@y.io', 'two: https://***@x.io and https://***@y.io'],
  ])('%s', (text, shown) => {
    expect(redact(text)).toBe(shown);
  });

  test('of a URL that was cut off before its host', () => {
    expect(redact('"{\\"url\\":\\"postgres://bob:hunter2…"')).toBe('"{\\"url\\":\\"postgres://***…"');
    expect(redact('https://git.example.com:8443…')).toBe('https://git.example.com:8443…');
  });

  test.each(['ssh://git@github.com/o/r.git', 'git@github.com:o/r.git', 'https://git.example.com/a@b', 'no URL: a:b@c'])(
    'what is no secret stays: %s',
    (text) => {
      expect(redact(text)).toBe(text);
    },
  );
});

test('a line is not shown if it gives a secret a value, or has a password in a URL', () => {
  const hidden = ['password: hunter2', '"apiKey": "hunter2"', 'repoURL: https://bob:hunter2@git.example.com/r.git'];
  expect(hidden.filter((line) => !isConfidentialLine(line))).toEqual([]);
  const shown = ['repoURL: https://git.example.com/r.git', 'password:', 'replicas: 2'];
  expect(shown.filter((line) => isConfidentialLine(line))).toEqual([]);
});

describe('a line is not shown next to what makes it a secret', () => {
  const isHidden = (text: string, marked: string): boolean => {
    const lines = text.split('\n');
    return isConfidentialAt(lines.findIndex((line) => line.includes(marked)) + 1, (number) => lines[number - 1]);
  };

  test.each([
    ['- name: auth.password\n  value: hunter2'],
    ['- value: hunter2\n  name: auth.password'],
    ['- forceString: true\n  name: "auth.token"\n  value: hunter2\n- name: x'],
    ['env:\n- name: DB_PASSWORD\n  value: hunter2'],
    ['adminPassword: |\n  first\n  hunter2'],
    ['adminPassword: >-\n\n    hunter2'],
    ['auth:\n  password:\n    hunter2'],
    ['privateKey:\n- one\n- hunter2'],
    ['- name: DB_PASSWORD\n  values:\n    a: hunter2'],
  ])('%j', (text) => {
    expect(isHidden(text, 'hunter2')).toBe(true);
  });

  test.each([
    ['- name: auth.password\n  value: x\n- name: replicas\n  value: shown'],
    ['- name: replicas\n  value: shown\n- name: auth.password\n  value: x'],
    ['password: x\nreplicas: shown'],
    ['auth:\n  password: x\nserver:\n  replicas: shown'],
  ])('and is, where that belongs to something else: %j', (text) => {
    expect(isHidden(text, 'shown')).toBe(false);
  });
});

/** What `redact` did with regular expressions, on short texts. */
function slowly(text: string): string {
  return text
    .replace(
      /\b(https?:\/\/|oci:\/\/)[^\s/?#"'`]*@|\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'`@]*:[^\s/?#"'`]*@/gi,
      (_, a, b) => `${a ?? b}***@`,
    )
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'`@]*:(?!\d*…)[^\s/?#"'`@]*…/gi, '$1***…');
}

test('reading a text once finds the same as trying every place', () => {
  const piece = fc.constantFrom(
    'https://',
    'ssh://',
    'oci://',
    'x',
    'a:',
    '@',
    ':',
    '…',
    '8',
    ' ',
    '/',
    '"',
    '.',
    'git+',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      // A scheme has a letter at its start; without one there is no URL, and hiding too much of that is no harm.
      fc.pre(!/(?:^|[^a-z])[^a-z]*:\/\/|8[\w+.-]*:\/\//.test(text) && !/@[^/]*…|…[^/]*…/.test(text));
      expect(redact(text)).toBe(slowly(text));
    }),
    { numRuns: 2_000 },
  );
});
