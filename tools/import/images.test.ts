import type { Chart } from './chart';
import { releaseOf } from './images';

const chart = (values: object): Chart => ({
  name: 'demo',
  version: '1.0.0',
  appVersion: '2.3.4',
  where: 'test',
  values: values as never,
  valuesText: '',
  subcharts: [],
  templates: new Map(),
});

test.each([
  [
    'a tag of its own',
    { web: { image: { repository: 'docker.io/a/web', tag: 'v1' } } },
    { 'web.image': 'docker.io/a/web:v1' },
  ],
  [
    'the tag of the app where the chart leaves it empty',
    { image: { repository: 'quay.io/a/b', tag: '' } },
    { image: 'quay.io/a/b:2.3.4' },
  ],
  [
    'the digest that the chart pins',
    { image: { repository: 'r/a', tag: 'v1', digest: 'sha256:1', useDigest: true } },
    { image: 'r/a:v1@sha256:1' },
  ],
  [
    'no digest where the chart does not use it',
    { image: { repository: 'r/a', tag: 'v1', digest: 'sha256:1', useDigest: false } },
    { image: 'r/a:v1' },
  ],
  [
    'the generic one of Cilium\u2019s operators',
    {
      operator: {
        image: { repository: 'r/operator', tag: 'v1', genericDigest: 'sha256:2', useDigest: true, suffix: '' },
      },
    },
    { 'operator.image': 'r/operator-generic:v1@sha256:2' },
  ],
  ['nothing for what inherits its image', { server: { image: { repository: '', tag: '' } } }, {}],
  ['nothing for a repository of something else', { chart: { repository: 'https://example.com' } }, {}],
])('an image has %s', (_name, values, images) => {
  expect(releaseOf(chart(values))).toEqual({ appVersion: '2.3.4', images });
});
