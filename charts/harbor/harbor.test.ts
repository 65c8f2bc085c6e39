import { parse } from 'yaml';
import { platform, RIGHT } from '../../test/seed-platform';
import { GroundworkApp, Harbor, type HarborExposure } from '..';
import { AppProject } from '../argocd/app-project';

const harborAt = (exposure: HarborExposure) => {
  const app = new GroundworkApp({ outdir: 'dist' });
  const project = new AppProject(app.file('projects/platform'), 'project', { name: 'platform' });
  return new Harbor(app, 'harbor', { ...RIGHT.harbor, exposure, project, repository: RIGHT.repository });
};
const certificate = { certSource: 'secret', secretName: 'harbor-tls' } as const;
const ca = { configMap: 'ca', key: 'ca.crt' };

describe('a proxy cache as a mirror: the nodes ask it where, and how, they pull from Harbor', () => {
  test.each<[string, HarborExposure, object]>([
    [
      'plain HTTP on a NodePort',
      { type: 'nodePort', tls: false, host: '10.0.24.28', nodePort: 30002 },
      { scheme: 'http', host: '10.0.24.28', port: 30002 },
    ],
    [
      'HTTPS on a NodePort, by a CA of one’s own',
      { type: 'nodePort', tls: { ...certificate, ca }, host: 'm1.example.com', nodePort: 30003, httpNodePort: 30002 },
      { scheme: 'https', host: 'm1.example.com', port: 30003, ca },
    ],
    [
      'an Ingress with a certificate that the nodes trust anyway',
      { type: 'ingress', tls: certificate, host: 'harbor.example.com', className: 'nginx' },
      { scheme: 'https', host: 'harbor.example.com' },
    ],
  ])('%s', (_name, exposure, endpoint) => {
    expect(harborAt(exposure).mirror({ name: 'docker-hub' })).toEqual({ ...endpoint, project: 'docker-hub' });
  });

  test('one that is not public takes a header, from a Secret', () => {
    const headers = { Authorization: { secret: 'docker-hub-pull', key: 'header' } };
    const mirror = harborAt(RIGHT.harbor.exposure).mirror({ name: 'docker-hub' }, { headers });
    expect(mirror).toMatchObject({ project: 'docker-hub', headers });
  });
});

describe('the volume of Trivy', () => {
  const { trivy: _, ...storage } = RIGHT.harbor.storage;
  const volumes = (change: object) => {
    const app = new GroundworkApp({ outdir: 'dist' });
    platform(app, { harbor: { storage, ...change } });
    const text = app.plan().files.find(({ path }) => path === 'values/harbor.yaml')?.text ?? '';
    return parse(text).persistence.persistentVolumeClaim;
  };

  test('has the chart’s default size if none is declared', () => {
    expect(volumes({}).trivy).toEqual({ storageClass: 'longhorn', accessMode: 'ReadWriteOnce', size: '5Gi' });
  });

  test('is not there without Trivy', () => {
    expect(volumes({ values: { trivy: { enabled: false } } })).not.toHaveProperty('trivy');
  });
});
