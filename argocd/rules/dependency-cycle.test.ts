import { application, documents, object, project, settings } from '../analysis/manifests';
import { findings, REPOSITORY } from '../testing/rules';

const RULE = 'dependency-cycle';
const HEALTH = settings({ 'resource.customizations.health.argoproj.io_Application': 'return {}' });

const app = (name: string, path: string, spec = {}, wave?: string) =>
  application(
    { source: { repoURL: REPOSITORY, path }, ...spec },
    { name, metadata: wave ? { annotations: { 'argocd.argoproj.io/sync-wave': wave } } : {} },
  );
const definition = (kind: string, annotations = {}) =>
  object(
    'CustomResourceDefinition',
    `${kind.toLowerCase()}s.example.com`,
    { annotations, spec: { group: 'example.com', names: { kind }, scope: 'Namespaced' } },
    'apiextensions.k8s.io/v1',
  );
const custom = (kind: string, annotations = {}) => object(kind, 'one', { annotations }, 'example.com/v1');

function judged(files: Record<string, string>) {
  return findings(RULE, files).map(({ severity, message }) => `${severity} ${message}`);
}

test('an Application that manages itself directly is how Argo CD is run', () => {
  expect(judged({ 'self/root.yaml': app('root', 'self') })).toEqual([]);
});

test('Applications that manage each other are a circle, reported once', () => {
  const files = { 'a/b.yaml': app('b', 'b'), 'b/c.yaml': app('c', 'c'), 'c/a.yaml': app('a', 'a') };
  expect(judged(files)).toEqual([
    expect.stringMatching(/^warn Application \w manages itself through others: \w → \w → \w → \w;/),
  ]);
});

test('a tree is no circle', () => {
  const children = documents(app('b', 'b'), app('c', 'c'));
  expect(
    judged({ 'root.yaml': app('root', 'a'), 'a/all.yaml': children, 'b/x.yaml': object('ConfigMap', 'x') }),
  ).toEqual([]);
});

describe('definitions', () => {
  const apps = documents(app('a', 'a'), app('b', 'b'));

  test('that two Applications need of each other keep both from syncing', () => {
    const files = {
      'apps.yaml': apps,
      'a/all.yaml': documents(definition('First'), custom('Second')),
      'b/all.yaml': documents(definition('Second'), custom('First')),
    };
    expect(judged(files)).toEqual([
      'refuse none of these Applications can sync before the next one has: ' +
        'a has Second one, whose definition seconds.example.com b brings; b has First one, whose definition firsts.example.com a brings',
    ]);
  });

  test('that only one needs of the other are an order', () => {
    const files = {
      'apps.yaml': apps,
      'a/all.yaml': documents(definition('First'), custom('First')),
      'b/all.yaml': custom('First'),
    };
    expect(judged(files)).toEqual([]);
  });

  test('that may be missing at the dry run are no need', () => {
    const option = { 'argocd.argoproj.io/sync-options': 'SkipDryRunOnMissingResource=true' };
    const files = {
      'apps.yaml': apps,
      'a/all.yaml': documents(definition('First'), custom('Second', option)),
      'b/all.yaml': documents(definition('Second'), custom('First')),
    };
    expect(judged(files)).toEqual([]);
  });
});

describe('projects', () => {
  test('that an Application brings for itself are missing on a new cluster', () => {
    const files = { 'root.yaml': app('root', 'projects', { project: 'web' }), 'projects/web.yaml': project() };
    expect(judged(files)).toEqual([
      expect.stringMatching(/^warn Application referencing project web which does not exist, on a new cluster/),
    ]);
  });

  test('the project default is there before anything is synced', () => {
    const files = {
      'root.yaml': app('root', 'projects', { project: 'default' }),
      'projects/default.yaml': project({}, 'default'),
    };
    expect(judged(files)).toEqual([]);
  });

  test("that an Application brings which Argo CD's own definitions come with are no circle", () => {
    const argocd = object(
      'CustomResourceDefinition',
      'appprojects.argoproj.io',
      { spec: { group: 'argoproj.io', names: { kind: 'AppProject' }, scope: 'Namespaced' } },
      'apiextensions.k8s.io/v1',
    );
    const files = {
      'apps.yaml': documents(app('root', 'root'), app('argocd', 'argocd', { project: 'web' })),
      'root/project.yaml': project(),
      'argocd/definition.yaml': argocd,
    };
    expect(judged(files)).toEqual([]);
  });

  test('that Applications bring for each other are a circle', () => {
    const files = {
      'apps.yaml': documents(app('a', 'a', { project: 'second' }), app('b', 'b', { project: 'first' })),
      'a/first.yaml': project({}, 'first'),
      'b/second.yaml': project({}, 'second'),
    };
    expect(judged(files)).toEqual([
      'warn none of these Applications can sync before the next one has: ' +
        'a is in project second, which b brings; b is in project first, which a brings',
    ]);
  });
});

describe('waves', () => {
  const tree = (early: string, late: string) => ({
    'root.yaml': app('root', 'children'),
    'children/all.yaml': documents(app('user', 'user', {}, early), app('definitions', 'definitions', {}, late)),
    'user/all.yaml': custom('First'),
    'definitions/all.yaml': definition('First'),
  });

  test('that put a need after what needs it never end, where the parent waits for health', () => {
    expect(judged({ ...tree('0', '1'), 'cm.yaml': HEALTH })).toEqual([
      'silent Application root waits in wave 0 until Application user is Healthy, which it cannot be before wave 1: ' +
        'user has First one, whose definition firsts.example.com definitions brings',
    ]);
  });

  test('in the right order, or that do not wait, are fine', () => {
    expect(judged({ ...tree('1', '0'), 'cm.yaml': HEALTH })).toEqual([]);
    expect(judged({ ...tree('0', '0'), 'cm.yaml': HEALTH })).toEqual([]);
    expect(judged(tree('0', '1'))).toEqual([]);
  });

  test('of a project that comes after its Application contradict too', () => {
    const late = project({}, 'web', { annotations: { 'argocd.argoproj.io/sync-wave': '5' } });
    const files = {
      'root.yaml': app('root', 'children'),
      'children/all.yaml': documents(app('user', 'user', { project: 'web' }), late),
      'user/a.yaml': object('ConfigMap', 'a'),
      'cm.yaml': HEALTH,
    };
    expect(judged(files)).toEqual([expect.stringContaining('user is in project web, which root brings')]);
  });
});

test('a long chain of Applications is walked without recursion', () => {
  const files: Record<string, string> = {};
  for (let i = 0; i < 400; i++) files[`d${i}/app.yaml`] = app(`a${i + 1}`, `d${(i + 1) % 400}`);
  expect(judged(files)).toHaveLength(1);
});
