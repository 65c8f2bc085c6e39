import { GroundworkApp } from '..';
import { NodePorts } from './node-ports';

/** What is wrong with claims of these ports. */
function errorsOf(...ports: readonly number[]): string[] {
  const app = new GroundworkApp({ outdir: 'dist' });
  for (const [index, port] of ports.entries()) NodePorts.of(app).claim({ service: `s${index}`, port, owner: 'a test' });
  return app.node.findAll().flatMap(({ node }) => node.validate());
}

test('the first and the last port of the range can be claimed, those beside them cannot', () => {
  expect(errorsOf(30_000, 32_767)).toEqual([]);
  expect(errorsOf(29_999, 32_768, 30_000.5)).toEqual([
    expect.stringContaining('NodePort 29999 of s0 (a test) is outside of 30000-32767'),
    expect.stringContaining('NodePort 32768 of s1'),
    expect.stringContaining('NodePort 30000.5 of s2'),
  ]);
});

test('a port is claimed once, and both claims are named', () => {
  expect(errorsOf(30_080, 30_080)).toEqual([
    'NodePort 30080 is claimed by s0 (a test) and by s1 (a test): give one of them another port',
  ]);
});
