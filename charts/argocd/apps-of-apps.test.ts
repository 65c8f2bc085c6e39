import { ApiObject } from 'cdk8s';
import { GroundworkApp } from '../app';
import { AppsOfApps } from './apps-of-apps';

const plan = (metadata: object) => {
  const app = new GroundworkApp({ outdir: 'unused' });
  new AppsOfApps(app, 'root', { repository: { url: 'https://github.com/orgname/platform.git' } });
  new ApiObject(app.file('infra/widget'), 'widget', {
    apiVersion: 'example.com/v1',
    kind: 'Widget',
    metadata: { name: 'one', ...metadata },
  });
  return app.plan();
};

test('an object in the root’s folders whose scope is not known is an error, not guessed', () => {
  expect(() => plan({})).toThrow('[infra/widget/widget] has the kind example.com/Widget and no metadata.namespace');
});

test('one with a namespace is permitted by the root’s project', () => {
  const project = plan({ namespace: 'argocd' })
    .files.flatMap(({ documents }) => documents)
    .find(({ kind }) => kind === 'AppProject');
  expect(project?.spec).toMatchObject({
    namespaceResourceWhitelist: expect.arrayContaining([{ group: 'example.com', kind: 'Widget' }]),
  });
});
