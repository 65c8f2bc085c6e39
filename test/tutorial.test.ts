/**
 * What the tutorial says of its platform, which main.ts declares until you change it. Delete this file when the
 * platform is your own; platform.test.ts holds for every platform.
 */
import * as path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { parse } from 'yaml';
import type { SynthesizedApp } from '../synth/app';
import type { Plan } from '../synth/plan/plan';
import { loadPlan } from '../synth/run-main';

let app: SynthesizedApp;
let plan: Plan;
beforeAll(async () => {
  ({ app, plan } = await loadPlan(path.join(__dirname, '..', 'main.ts')));
});
const text = (file: string) => plan.files.find((f) => f.path === file)?.text ?? `(no ${file})`;
const value = (file: string) => parse(text(file));

test('one file an Application, by environment', () => {
  const files = plan.files.map((file) => file.path).filter((file) => file.startsWith('apps/'));
  expect(files).toEqual([
    'apps/demo/guestbook.yaml',
    ...['dev', 'prod', 'staging'].flatMap((env) => [`apps/${env}/backend.yaml`, `apps/${env}/frontend.yaml`]),
  ]);
});

test('the facts of the tutorial are where Argo CD reads them', () => {
  expect(value('values/harbor.yaml').expose.nodePort.ports.http).toEqual({ port: 80, nodePort: 30002 });
  expect(value('values/argocd.yaml').server.service).toEqual({
    type: 'NodePort',
    nodePortHttp: 30080,
    nodePortHttps: 30443,
  });
  expect(value('values/cilium.yaml').encryption).toEqual({ enabled: true, type: 'wireguard', nodeEncryption: false });
  expect(text('workloads/registry-hosts/registry-hosts.yaml')).toContain('[host."http://10.0.24.28:30002"]');
  expect(text('workloads/harbor-setup/harbor-setup.yaml')).toContain('"bootcamp"');
});

test('what people read of it', () => {
  expect(stripVTControlCharacters(app.describe(plan).text)).toMatchSnapshot();
});
