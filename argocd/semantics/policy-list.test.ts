import { matchPolicyList } from './policy-list';
import { bits, vectors } from './vectors/load';

interface Vectors {
  readonly sourceNamespaces: {
    readonly namespaces: readonly string[];
    readonly cases: readonly (readonly [list: string[] | null, permitted: string, panics: string])[];
  };
}

describe('sourceNamespaces of a project', () => {
  const { namespaces, cases } = vectors<Vectors>('project-permission').sourceNamespaces;

  test('every vector, where a regular expression can be judged', () => {
    let unknown = 0;
    const wrong = cases.flatMap(([list, mask, panicMask]) => {
      const [real, panics] = [bits(mask, namespaces.length), bits(panicMask, namespaces.length)];
      return namespaces.flatMap((namespace, i) => {
        // Argo CD asks no list about its own namespace.
        if (namespace === '' || namespace === 'argocd') return [];
        const found = matchPolicyList(list ?? [], namespace);
        if (found === 'unknown') unknown++;
        const expected = panics[i] ? 'panic' : real[i] ? 'match' : 'no match';
        return found === expected || found === 'unknown' ? [] : [{ list, namespace, found, expected }];
      });
    });
    expect(wrong).toEqual([]);
    expect(unknown).toBeLessThan(10);
  });

  test('a lone slash takes the controller down', () => {
    expect(matchPolicyList(['/'], 'team-a')).toBe('panic');
  });
});
