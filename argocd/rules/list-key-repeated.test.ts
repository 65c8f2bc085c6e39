import { application, object } from '../analysis/manifests';
import { findings } from '../testing/rules';

const OPTION = 'argocd.argoproj.io/sync-options';

function judged(env: unknown, syncOptions: string[], annotations?: object) {
  const containers = [{ name: 'web', image: 'web', env }];
  const spec = { selector: { matchLabels: { a: 'b' } }, template: { spec: { containers } } };
  return findings('list-key-repeated', {
    'app.yaml': application({ syncPolicy: { syncOptions } }),
    'deploy/web.yaml': object('Deployment', 'web', { annotations, spec }, 'apps/v1'),
  }).map(({ message }) => message);
}

const TWICE = [
  { name: 'MODE', value: 'a' },
  { name: 'MODE', value: 'b' },
];
const WORDS = '.spec.template.spec.containers[name="web"].env: duplicate entries for key [name="MODE"]';

test('a variable that is there twice is refused where Argo CD applies server-side', () => {
  expect(judged(TWICE, ['ServerSideApply=true'])).toEqual([expect.stringContaining(WORDS)]);
  expect(judged(TWICE, [], { [OPTION]: 'Prune=false,ServerSideApply=true' })).toEqual([expect.stringContaining(WORDS)]);
});

test.each<[string, string[], object]>([
  ['client-side', [], {}],
  ['client-side by its own option', ['ServerSideApply=true'], { [OPTION]: 'ServerSideApply=false' }],
  ['by replacing it', ['ServerSideApply=true', 'Replace=true'], {}],
  ['by replacing this one', ['ServerSideApply=true'], { [OPTION]: 'Replace=true' }],
])('an object that is applied %s has no such merge', (_, options, annotations) => {
  expect(judged(TWICE, options, annotations)).toEqual([]);
});

test('different keys, and lists that are replaced whole, are fine', () => {
  expect(judged(TWICE.slice(1), ['ServerSideApply=true'])).toEqual([]);
  expect(judged([null], ['ServerSideApply=true'])).toEqual([
    expect.stringContaining('associative list with keys may not have a null element'),
  ]);
});
