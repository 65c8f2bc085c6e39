import { ApiObject, App, Chart, type IResolver, Lazy, type ResolutionContext } from 'cdk8s';
import { planOf } from '../synth/plan/plan';
import { GroundworkApp } from './app';

/** One that replaces texts, as somebody's own for secrets does. */
const upperCase: IResolver = {
  resolve(context: ResolutionContext) {
    if (context.value === 'replace me') context.replaceValue('REPLACED');
  },
};

/** As the cdk8s CLI generates it for IntOrString and Quantity. */
class IntOrString {
  constructor(readonly value: number | string) {}
}

function manifestIn(app: App): unknown {
  new ApiObject(new Chart(app, 'chart'), 'object', {
    apiVersion: 'v1',
    kind: 'Example',
    metadata: { name: Lazy.any({ produce: () => 'lazy-name' }) as string, annotations: { own: 'replace me' } },
    spec: {
      lazy: Lazy.any({ produce: () => ({ nested: Lazy.any({ produce: () => 'replace me' }) }) }),
      implicit: { resolve: () => ['an', 'implicit', { resolve: () => 'token' }] },
      callable: Object.assign(() => 'unused', { resolve: () => 'of a function' }),
      ports: [new IntOrString(80), new IntOrString('http')],
      plain: ['text', 0, false, '', { value: 1 }],
      absent: undefined,
    },
  });
  return planOf(app).files.map(({ documents }) => documents);
}

test.each([
  ['none of its own', undefined],
  ['one of its own, which comes first', [upperCase]],
])('tokens of every kind resolve in an app with %s as in cdk8s’ App', (_, resolvers) => {
  const expected = manifestIn(new App({ outputFileExtension: '.yaml', resolvers }));
  expect(manifestIn(new GroundworkApp({ outdir: 'unused', resolvers }))).toEqual(expected);
  expect(JSON.stringify(expected)).toContain(resolvers ? 'REPLACED' : 'replace me');
});
