import { parse } from 'yaml';
import { platform, RIGHT } from '../../test/seed-platform';
import { type ClusterNode, GroundworkApp } from '..';
import { certgenValues } from './certgen';

const valuesOf = (change: Parameters<typeof platform>[1]) => {
  const app = new GroundworkApp({ outdir: 'dist' });
  platform(app, change);
  return parse(app.plan().files.find(({ path }) => path === 'values/cilium.yaml')?.text ?? '');
};

describe('the operator has as many replicas as there are nodes that take one, at most two', () => {
  const node = (number: number): ClusterNode => ({ name: `m${number}`, address: `10.0.24.${number}` });
  const replicasOn = (nodes: number, values = {}) =>
    valuesOf({
      cluster: { nodes: [node(1), ...Array.from({ length: nodes - 1 }, (_, index) => node(index + 2))] },
      cilium: { ...RIGHT.cilium, values },
    }).operator.replicas;

  test.each([
    [1, 1],
    [2, 2],
    [5, 2],
  ])('%i nodes: %i', (nodes, replicas) => {
    expect(replicasOn(nodes)).toBe(replicas);
  });

  test('a number that is given is kept', () => {
    expect(replicasOn(5, { operator: { replicas: 3 } })).toBe(3);
  });
});

describe('Hubble’s first certificate: the Job is a hook of the sync where the chart would run it after the sync', () => {
  test.each(['1.15.19', '1.16.5', '1.17.0', '1.17.18', '1.18.0', '1.18.12', 'v1.9.1'])('%s', (version) => {
    expect(certgenValues(version)).toMatchObject({
      certgen: { annotations: { job: { 'argocd.argoproj.io/hook': 'Sync' } } },
    });
  });

  test.each(['1.19.0', '1.19.6', '1.20.0', '2.0.0', '2.16.5'])('%s: it is no hook', (version) => {
    expect(certgenValues(version)).toEqual({});
  });
});
