import { ApiObject, Chart } from 'cdk8s';
import { Application, GroundworkApp } from '../charts';
import { platform } from '../test/seed-platform';
import { unreadFiles } from './unread-files';

function planned(add: (app: GroundworkApp) => void = () => {}) {
  const app = new GroundworkApp({ outdir: 'dist' });
  platform(app);
  add(app);
  return unreadFiles(app.plan(), app);
}

const object = (chart: Chart) =>
  new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'argocd' } });

test('everything of a platform is read by some Application', () => {
  expect(planned()).toEqual([]);
});

test('a chart beside the folders, and a workload without an Application, are named', () => {
  const add = (app: GroundworkApp) => {
    object(new Chart(app, 'legacy'));
    object(app.file('workloads/orphan/orphan'));
    object(app.file('workloads/registry-hosts/more'));
  };
  expect(planned(add)).toEqual(['legacy.yaml', 'workloads/orphan/orphan.yaml']);
});

test('a folder of that name in another repository does not count', () => {
  const reads = (repoURL: string | undefined) => (app: GroundworkApp) => {
    object(app.file('workloads/orphan/orphan'));
    new Application(app.file('apps/orphan'), 'application', {
      name: 'orphan',
      project: 'default',
      source: { repoURL: repoURL ?? (app.repository?.url as string), path: 'dist/workloads/orphan' },
    });
  };
  expect(planned(reads(undefined))).toEqual([]);
  expect(planned(reads('https://git.example.com/other.git'))).toEqual(['workloads/orphan/orphan.yaml']);
});

test('without a repository the answer is not known', () => {
  const app = new GroundworkApp({ outdir: 'dist' });
  object(new Chart(app, 'legacy'));
  expect(unreadFiles(app.plan(), app)).toEqual([]);
});
