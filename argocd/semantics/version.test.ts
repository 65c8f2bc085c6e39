import { ArgoCdVersion } from './version';

describe('versions', () => {
  test.each([
    ['v3.5.1', [3, 5, 1]],
    ['3.4', [3, 4, 0]],
    ['v3.5.0-rc2', [3, 5, 0]],
    ['latest', undefined],
    ['3', undefined],
    ['3.5.1 ', undefined],
  ])('%s is %j', (text, numbers) => {
    const version = ArgoCdVersion.parse(text);
    expect(version && [version.major, version.minor, version.patch]).toEqual(numbers);
  });

  test('are compared by number', () => {
    expect(new ArgoCdVersion(3, 10, 0).atLeast(3, 5)).toBe(true);
    expect(new ArgoCdVersion(3, 4, 13).hasSourceIntegrity).toBe(false);
    expect(new ArgoCdVersion(4, 0, 0).hasSourceIntegrity).toBe(true);
  });
});
