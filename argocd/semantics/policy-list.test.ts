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
    expect(unknown).toBe(0);
  });

  test('a lone slash takes the controller down', () => {
    expect(matchPolicyList(['/'], 'team-a')).toBe('panic');
  });

  test.each([
    ['/^((a+))+$/', `${'a'.repeat(10_000)}b`, 'no match'],
    ['/^(a|a)*$/', 'a'.repeat(10_000), 'match'],
    ['/^(?!kube-).*$/', 'kube-system', 'no match'],
    ['/^(?!kube-).*$/', 'team-a', 'match'],
    ['/^(?=team-).*-prod$/', 'team-a-prod', 'match'],
    ['/^team-(?!b)/', 'team-b', 'no match'],
    ['/^(?!a)b|a/', 'a', 'unknown'],
    ['/^te.m-(?!b)/', 'team-a', 'unknown'],
    ['/(/', 'team-a', 'no match'],
    [`/${'('.repeat(10_000)}/`, 'team-a', 'unknown'],
  ])('an expression that backtracks without end, or looks ahead: %.20s', (item, name, outcome) => {
    expect(matchPolicyList([item], name)).toBe(outcome);
  });
});
