import { join } from 'node:path';
import { publicSymbols } from './public-api';

const CHARTS = join(__dirname, '..', 'charts');

describe('what an editor shows of the public API', () => {
  const symbols = publicSymbols(join(CHARTS, 'index.ts'), CHARTS);
  const failing = (wrong: (symbol: (typeof symbols)[number]) => boolean) =>
    symbols.filter(wrong).map(({ place, name }) => `${place} ${name}`);

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
    expect(failing(({ docs }) => !/^[^@\s]/.test(docs))).toEqual([]);
  });

  test('every optional property says what applies if it is left out', () => {
    expect(failing(({ optional, docs }) => optional && !/@default \S/.test(docs))).toEqual([]);
  });
});
