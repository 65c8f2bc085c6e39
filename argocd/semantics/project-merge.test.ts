import { mergeGlobalProjects } from './project-merge';
import { resourcePermission } from './project-permission';
import { ArgoCdVersion } from './version';

const secret = { group: '', kind: 'Secret', name: 'a', namespaced: true };

describe('a global project', () => {
  test('turns an absent whitelist into one that restricts', () => {
    const merged = mergeGlobalProjects({}, [{ namespaceResourceWhitelist: [{ group: 'apps', kind: '*' }] }]);
    expect(resourcePermission({}, secret).permitted).toBe(true);
    expect(resourcePermission(merged, secret).permitted).toBe(false);
  });

  test('that says nothing leaves absent lists absent and empty lists empty', () => {
    expect(resourcePermission(mergeGlobalProjects({}, [{}]), secret).permitted).toBe(true);
    expect(mergeGlobalProjects({ namespaceResourceWhitelist: [] }, [{}]).namespaceResourceWhitelist).toEqual([]);
  });

  test('appends its lists in order, but service accounts only since 3.5', () => {
    const account = { server: '*', namespace: '*', defaultServiceAccount: 'sa' };
    const global = { sourceRepos: ['b'], destinationServiceAccounts: [account] };
    const merge = (version: ArgoCdVersion) =>
      mergeGlobalProjects({ sourceRepos: ['a'] }, [global, { sourceRepos: ['c'] }], version);
    expect(merge(new ArgoCdVersion(3, 4, 4)).sourceRepos).toEqual(['a', 'b', 'c']);
    expect(merge(new ArgoCdVersion(3, 4, 4)).destinationServiceAccounts).toBeUndefined();
    expect(merge(new ArgoCdVersion(3, 5, 1)).destinationServiceAccounts).toEqual([account]);
  });
});
