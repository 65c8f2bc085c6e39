import { platform } from '../../test/seed-platform';
import { GroundworkApp } from '../app';
import { Application, type ApplicationProps } from './application';
import type { WhenRemoved } from './when-removed';

const FINALIZER = 'resources-finalizer.argocd.argoproj.io';

const make = (app: GroundworkApp, file: string, more: Partial<ApplicationProps> = {}) =>
  new Application(app.file(file), 'application', {
    name: file.replaceAll('/', '-'),
    project: 'default',
    source: { repoURL: 'https://git.example.com/shop.git', path: 'deploy' },
    ...more,
  } as ApplicationProps);

function finalizers(app: GroundworkApp, file: string): unknown {
  const [document] = app.plan().files.find(({ path }) => path === `${file}.yaml`)?.documents ?? [];
  return (document?.metadata as { finalizers?: unknown } | undefined)?.finalizers;
}

test('what an Application deployed is kept, as long as nobody says otherwise', () => {
  const app = new GroundworkApp();
  platform(app);
  make(app, 'apps/dev/shop');
  expect(finalizers(app, 'apps/dev/shop')).toBeUndefined();
});

test.each<[string, WhenRemoved | undefined, WhenRemoved | undefined, WhenRemoved | undefined, boolean]>([
  ['the platform decides for apps/', 'delete', undefined, undefined, true],
  ['a folder knows better than the platform', 'delete', 'keep', undefined, false],
  ['an Application knows better than its folder', undefined, 'keep', 'delete', true],
  ['and the other way round', 'delete', 'delete', 'keep', false],
])('%s', (_name, ofPlatform, ofFolder, own, deletes) => {
  const app = new GroundworkApp();
  platform(app, { whenRemoved: ofPlatform });
  if (ofFolder) app.folder('apps/dev', { whenRemoved: ofFolder });
  make(app, 'apps/dev/team/shop', { whenRemoved: own });
  expect(finalizers(app, 'apps/dev/team/shop')).toEqual(deletes ? [FINALIZER] : undefined);
});

test('the ground is kept, whatever the platform says of the rest', () => {
  const app = new GroundworkApp();
  platform(app, { whenRemoved: 'delete' });
  make(app, 'infra/storage');
  for (const name of ['cilium', 'argocd', 'harbor', 'registry-hosts', 'harbor-setup', 'storage'])
    expect(finalizers(app, `infra/${name}`)).toBeUndefined();
});

test('a folder that has something in it already is refused: that one would not have what was said', () => {
  const app = new GroundworkApp();
  make(app, 'apps/dev/shop');
  expect(() => app.folder('apps/dev', { whenRemoved: 'delete' })).toThrow(
    `app.folder("apps/dev", { whenRemoved: 'delete' }) comes after something is in it ([apps/dev/shop]): say it before`,
  );
});

test('whenRemoved and a finalizer decide the same, so both are refused', () => {
  const app = new GroundworkApp();
  make(app, 'apps/dev/shop', { whenRemoved: 'keep', finalizer: FINALIZER });
  expect(() => app.plan()).toThrow(`it has whenRemoved: 'keep' and the finalizer ${FINALIZER}`);
});
