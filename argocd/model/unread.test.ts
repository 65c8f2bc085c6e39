import { check } from '../check';
import { MemoryTree } from '../tree/memory-tree';
import { ScannedFolders } from './scanned-folders';

const REPOSITORY = 'https://git.example.com/platform.git';

const application = (name: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, namespace: argocd }
spec:
  project: default
  source: { repoURL: '${REPOSITORY}', path: workloads/${name}, targetRevision: HEAD }
  destination: { server: https://kubernetes.default.svc, namespace: ${name} }
`;

/** How often folders are asked for in a check of a repository that has this many Applications. */
function asksOf(applications: number): number {
  const files = new Map<string, string>();
  for (let at = 0; at < applications; at += 1) {
    files.set(`apps/app-${at}.yaml`, application(`app-${at}`));
    files.set(`workloads/app-${at}/map.yaml`, `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: app-${at} }\n`);
  }
  const tree = new MemoryTree(files);
  const asks = [jest.spyOn(ScannedFolders.prototype, 'files'), jest.spyOn(ScannedFolders.prototype, 'folders')];
  const { summary } = check({ directories: [{ tree, dir: '' }], repositories: [{ url: REPOSITORY, tree }] });
  expect(summary.applications).toBe(applications);
  const asked = asks.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  jest.restoreAllMocks();
  return asked;
}

test('each Application asks for its own folder only, so that 10,000 of them do not take 10,000 times as long', () => {
  const asked = asksOf(20);
  expect(asked).toBeGreaterThan(0);
  expect(asksOf(40)).toBe(2 * asked);
});
