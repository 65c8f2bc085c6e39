import type { AppProjectSpec } from './app-project';
import { validateProject } from './validate-project';
import { vectors } from './vectors/load';
import { ArgoCdVersion } from './version';

interface Vectors {
  readonly project: string;
  readonly cases: readonly (readonly [spec: AppProjectSpec, error: string | null])[];
}

describe('a project is refused in the words of Argo CD', () => {
  const { project, cases } = vectors<Vectors>('validate-project');

  test('every vector: the first error is the one that Argo CD stops at', () => {
    const wrong = cases.flatMap(([spec, error]) => {
      const found = validateProject(project, spec)[0]?.message ?? null;
      // Argo CD ends the text on a repeated window with a hash of its in-memory form.
      const real = error?.replace(/ \(hash=.*$/, '') ?? null;
      return found === real ? [] : [{ spec, found, real }];
    });
    expect(wrong).toEqual([]);
    expect(cases.filter(([, error]) => error !== null).length).toBeGreaterThan(100);
  });

  test('all errors at once, each with its place', () => {
    const spec = {
      sourceRepos: ['*', '!*', '*'],
      destinations: [{ server: '!*', namespace: '*' }],
      roles: [{ name: 'ci', policies: ['p, proj:x:ci, applications, get, demo/*, allow', 'nonsense'] }],
    };
    expect(validateProject('demo', spec).map(({ path }) => path.join('.'))).toEqual([
      'destinations.0.server',
      'sourceRepos.1',
      'sourceRepos.2',
      'roles.0.policies.0',
      'roles.0.policies.1',
    ]);
  });

  test('a role may permit a rollback from Argo CD 3.6 on', () => {
    const spec = { roles: [{ name: 'ci', policies: ['p, proj:demo:ci, applications, rollback, demo/*, allow'] }] };
    expect(validateProject('demo', spec, new ArgoCdVersion(3, 6, 0))).toEqual([]);
    expect(validateProject('demo', spec, new ArgoCdVersion(3, 5, 7))).toEqual([
      expect.objectContaining({ message: expect.stringContaining("invalid action 'rollback'") }),
    ]);
  });
});
