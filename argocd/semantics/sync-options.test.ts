import { similarSyncOption, syncOptions, syncOptionVerdict } from './sync-options';

describe('sync options', () => {
  test.each([
    ['CreateNamespace=true', 'application', 'effective'],
    ['CreateNamespace=true', 'resource', 'misplaced'],
    ['Force=true', 'application', 'misplaced'],
    ['Force=true', 'resource', 'effective'],
    ['ServerSideApply=false', 'resource', 'effective'],
    ['ServerSideApply=false', 'application', 'default'],
    ['Prune=true', 'resource', 'default'],
    ['createNamespace=true', 'application', 'unknown'],
    ['Prune = false', 'application', 'unknown'],
    ['Prune=false,Validate=false', 'application', 'unknown'],
  ] as const)('%s at the %s: %s', (option, place, verdict) => {
    expect(syncOptionVerdict(option, place)).toBe(verdict);
  });

  test.each([
    ['createNamespace=true', 'CreateNamespace=true'],
    ['Prune = false', 'Prune=false'],
    ['ServerSideAply=true', 'ServerSideApply=true'],
    ['ServerSideApply: true', 'ServerSideApply=true'],
    ['SevrerSideApply=true', 'ServerSideApply=true'],
    ['Nonsense=true', undefined],
  ])('%s was probably %s', (option, meant) => {
    expect(similarSyncOption(option, 'application')).toBe(meant);
  });

  test('every option takes effect in its own place', () => {
    for (const place of ['application', 'resource'] as const) {
      for (const option of syncOptions(place)) expect(syncOptionVerdict(option, place)).toBe('effective');
    }
  });
});
