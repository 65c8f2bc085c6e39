import { createHash } from 'node:crypto';
import { ApiObject, App, Chart, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { type Plan, planOf, sumOf } from './plan';
import type { PlanError } from './plan-error';
import type { RendersFile } from './renders-file';

/** An app with one object in each of these charts. */
function appOf(...paths: string[]): App {
  const app = new App({ outdir: 'unused' });
  for (const path of paths) add(app, path);
  return app;
}

function add(app: App, path: string): Chart {
  const ids = path.split('/');
  const last = ids.pop() as string;
  let scope: Construct = app;
  for (const id of ids) scope = (scope.node.tryFindChild(id) as Construct | undefined) ?? new Construct(scope, id);
  const chart = new Chart(scope, last);
  new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } });
  return chart;
}

const pathsOf = ({ files }: Plan) => files.map(({ path }) => path);
const named = (path: string) => `${path}.k8s.yaml`;

test('files stand in the order of code units on every machine, not in that of its language', () => {
  const ordered = ['B', 'Z', '_', 'a', 'a10', 'a9', 'b-c', 'b/c', 'bc', 'z', 'ä'];
  const declared = ['ä', 'bc', 'z', 'a', 'b-c', 'B', 'b/c', 'Z', 'a10', 'a9', '_'];
  expect(pathsOf(planOf(appOf(...declared)))).toEqual(ordered.map(named));
  expect(pathsOf(planOf(appOf(...declared.reverse())))).toEqual(ordered.map(named));
});

test('a chart without objects is a folder, and no file', () => {
  const app = appOf('folder/one');
  new Chart(app, 'empty');
  expect(pathsOf(planOf(app))).toEqual(['folder/one.k8s.yaml']);
});

test('two constructs that render one file are both named, and nothing is planned', () => {
  const app = appOf('apps/one');
  class Twin extends Construct implements RendersFile {
    renderFile() {
      return { path: 'apps/one.k8s.yaml', body: '' };
    }
  }
  new Twin(app, 'twin');
  expect(() => planOf(app)).toThrow(
    '[twin] renders apps/one.k8s.yaml, which [apps/one] renders too: give one of them another id',
  );
});

test('everything that is wrong is said at once', () => {
  const app = appOf();
  for (const id of ['one', 'two']) {
    new ApiObject(add(app, id), 'bad', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      data: Lazy.any({
        produce: () => {
          throw new Error(`cannot say ${id}`);
        },
      }),
    });
  }
  app.node.addValidation({ validate: () => ['no two'] });
  let errors: readonly string[] = [];
  try {
    planOf(app);
  } catch (error) {
    errors = (error as PlanError).errors;
  }
  expect(errors).toEqual([
    '[the app] no two',
    expect.stringMatching(/^\[one\/bad\] .*cannot say one/),
    expect.stringMatching(/^\[two\/bad\] .*cannot say two/),
  ]);
});

test('the sum of a file is that of its bytes', () => {
  const [file] = planOf(appOf('one')).files;
  if (!file) throw new Error('no file');
  expect(sumOf(file)).toBe(createHash('sha256').update(file.text).digest('hex'));
  expect(sumOf({ ...file, text: '' })).not.toBe(sumOf(file));
});
