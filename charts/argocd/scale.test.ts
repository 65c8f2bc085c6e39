import { parse } from 'yaml';
import { platform } from '../../test/seed-platform';
import { GroundworkApp } from '..';

const app = (argocd: object) => {
  const made = new GroundworkApp({ outdir: 'dist' });
  platform(made, { argocd });
  return made;
};
const valuesOf = (argocd: object) =>
  parse(
    app(argocd)
      .plan()
      .files.find(({ path }) => path === 'values/argocd.yaml')?.text ?? '',
  );

test('each number is where the chart has it, and in a ConfigMap a text', () => {
  const values = valuesOf({
    scale: {
      controllers: 10,
      sharding: 'round-robin',
      statusProcessors: 50,
      operationProcessors: 25,
      reconciliation: '10m',
      repoServers: 5,
      parallelismLimit: 20,
      repoCacheExpiration: '48h',
      servers: 3,
    },
    progressiveSyncs: true,
  });
  expect([values.controller.replicas, values.repoServer.replicas, values.server.replicas]).toEqual([10, 5, 3]);
  expect(values.configs.cm['timeout.reconciliation']).toBe('10m');
  expect(values.configs.params).toMatchObject({
    'controller.sharding.algorithm': 'round-robin',
    'controller.status.processors': '50',
    'controller.operation.processors': '25',
    'reposerver.parallelism.limit': '20',
    'reposerver.repo.cache.expiration': '48h',
    'applicationsetcontroller.enable.progressive.syncs': 'true',
  });
});

test('what is not said is not rendered', () => {
  expect(valuesOf({ scale: {} })).toEqual(valuesOf({}));
});

test('a value that says otherwise is a contradiction, and what Argo CD cannot start with is refused', () => {
  expect(() => app({ scale: { controllers: 2 }, values: { controller: { replicas: 3 } } }).plan()).toThrow(
    'values.controller.replicas is 3, but what is declared gives 2',
  );
  const bad = { controllers: 0, statusProcessors: 1.5, parallelismLimit: -1, reconciliation: '3 minutes' };
  expect(() => app({ scale: bad }).plan()).toThrow(
    /scale\.controllers is 0[\s\S]*statusProcessors is 1\.5[\s\S]*parallelismLimit is -1[\s\S]*reconciliation is "3 minutes"/,
  );
});
