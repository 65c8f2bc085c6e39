import fc from 'fast-check';
import { parse } from 'yaml';
import { promote } from './promote';
import { parseVersions } from './versions-file';

const FILE = `# What runs where.
shop:   # the web shop
  dev: main
  staging: "v1.5.0"   # since Monday
  prod: 1.10
stock:
  dev: { revision: main, digest: 'sha256:aa' }
  prod:
    # checked by QA
    digest: sha256:bb   # of Tuesday
    revision: v2
`;
const promoted = (app: string, from: string, to: string, text = FILE) =>
  promote(text, { app, from, to }, 'versions.yaml');
const refused = (app: string, from: string, to: string, text = FILE) => {
  try {
    promoted(app, from, to, text);
  } catch (error) {
    return (error as Error).message;
  }
  return '(nothing was refused)';
};

describe('promote', () => {
  test('changes that one value: comments, quotes and all other lines stay', () => {
    expect(promoted('shop', 'staging', 'prod')).toEqual({
      content: FILE.replace('prod: 1.10', 'prod: "v1.5.0"'),
      changes: [{ name: '', line: 5, from: '1.10', to: 'v1.5.0' }],
    });
    // 1.10 is no number, which would be 1.1.
    expect(promoted('shop', 'prod', 'staging').content).toContain('staging: 1.10   # since Monday');
  });

  test('of several texts, each to its own name, whatever their order', () => {
    const { content, changes } = promoted('stock', 'dev', 'prod');
    expect(content).toBe(FILE.replace('sha256:bb ', "'sha256:aa' ").replace('revision: v2', 'revision: main'));
    expect(changes.map(({ name, line }) => [name, line])).toEqual([
      ['digest', 10],
      ['revision', 11],
    ]);
  });

  test('the same on both is no change', () => {
    expect(promoted('shop', 'dev', 'staging', FILE.replace('"v1.5.0"', 'main')).changes).toEqual([]);
  });

  test('what is not there is told with what there is', () => {
    expect(refused('shopp', 'dev', 'prod')).toBe('versions.yaml has no app "shopp": it has shop, stock');
    expect(refused('shop', 'dev', 'live')).toBe(
      'versions.yaml has no environment "live" of shop: it has dev, staging, prod',
    );
    expect(refused('a', 'dev', 'prod', 'a: { dev: x, prod: { revision: y } }\n')).toContain(
      'versions.yaml:1: a on prod has revision, and on dev one text: write the same names in both',
    );
  });

  test('what others share by an anchor is not changed behind their back', () => {
    const shared = 'a: { dev: x, staging: &v y, prod: *v }\n';
    expect(refused('a', 'dev', 'staging', shared)).toMatch(/versions\.yaml:1: a\.prod is neither a text nor a map/);
  });

  test('whatever the versions and the order: one value is another, and promoting twice changes nothing more', () => {
    const version = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9._:@-]{0,20}$/).filter((one) => !/:$|: /.test(one));
    const environments = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,6}$/), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(
        environments,
        fc.array(version, { minLength: 5, maxLength: 5 }),
        fc.nat(),
        fc.nat(),
        (names, texts, i, j) => {
          const [from, to] = [names[i % names.length] as string, names[j % names.length] as string];
          const file = `x:\n${names.map((name, at) => `  ${name}: ${JSON.stringify(texts[at])} # ${at}\n`).join('')}y: { dev: z }\n`;
          const { content } = promoted('x', from, to, file);
          const [before, now] = [parse(file), parse(content)];
          expect(now).toEqual({ ...before, x: { ...before.x, [to]: before.x[from] } });
          expect(content.match(/#.*/g)).toEqual(file.match(/#.*/g));
          expect(promoted('x', from, to, content).changes).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test.each([
  ['[]', 'versions.yaml:1: expected are apps'],
  ['a: b\n', 'versions.yaml:1: a is no map'],
  ['a:\n  dev:\n', 'a.dev is neither a text nor a map of texts'],
  ['a:\n  dev: [x]\n', 'versions.yaml:2: a.dev is neither'],
  ['a:\n  dev: two words\n', 'versions.yaml:2: a.dev is neither'],
  ['a: { dev: x\n', 'versions.yaml:'],
  ['a: { dev: x, dev: y }\n', 'versions.yaml:1: '],
])('%j is refused with its line', (text, message) => {
  expect(() => parseVersions(text)).toThrow(message);
});
