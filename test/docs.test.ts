import { join } from 'node:path';
import { type PublicSymbol, publicSymbols } from './public-api';

const ROOT = join(__dirname, '..');
const CHARTS = join(ROOT, 'charts');

const failing = (symbols: readonly PublicSymbol[], wrong: (symbol: PublicSymbol) => boolean) =>
  symbols.filter(wrong).map(({ place, name }) => `${place} ${name}`);
const saysNothing = ({ docs }: PublicSymbol) => !/^[^@\s]/.test(docs);
/** Generated pages show a default as code, but for one that begins with a dash. */
const hasUnmarkedProse = ({ docs }: PublicSymbol) =>
  /@default (?!- )/.test(docs) && !/@default ('[^']*'|-?[\d.]+|true|false|\[.*\]|\{.*\}|[A-Z_]+)\s*(\n|@|$)/.test(docs);
const hasNoDefault = ({ optional, docs }: PublicSymbol) => optional && !/@default \S/.test(docs);

describe('what an editor shows of the public API', () => {
  const symbols = publicSymbols(join(CHARTS, 'index.ts'), CHARTS);

  test('the API is found, down to object types in properties', () => {
    const names = symbols.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining([
        'Platform',
        'SyncRetry.backoff.factor',
        'Harbor.image',
        'IN_CLUSTER',
        'RepositoryOptions.url',
      ]),
    );
    expect(names.filter((name) => name === 'HarborProps.values')).toHaveLength(1);
  });

  test('every symbol says what it is', () => {
    expect(failing(symbols, saysNothing)).toEqual([]);
  });

  test('a default that is a sentence begins with a dash, so that it is not shown as code', () => {
    expect(failing(symbols, hasUnmarkedProse)).toEqual([]);
  });

  test('every optional property says what applies if it is left out', () => {
    expect(failing(symbols, hasNoDefault)).toEqual([]);
  });
});

describe.each(['argocd', 'testing'])('what an editor shows of the entry point in %s', (room) => {
  // Not what only @internal members refer to, nor what a tree answers: FileTree says it.
  const symbols = publicSymbols(join(ROOT, room, 'index.ts'), ROOT).filter(
    ({ place, name }) => !/^argocd\/(model\/(?!scan|checkout)|read\/|render\/)/.test(place) && !/^\w+Tree\./.test(name),
  );

  test('every symbol says what it is, and every optional property what applies if it is left out', () => {
    expect(symbols.length).toBeGreaterThan(5);
    expect(failing(symbols, saysNothing)).toEqual([]);
    expect(failing(symbols, hasNoDefault)).toEqual([]);
  });
});
