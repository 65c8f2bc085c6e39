import { isConfidentialLine, redact } from './redact';

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
