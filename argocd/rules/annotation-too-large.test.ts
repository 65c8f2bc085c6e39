import { findings, page } from '../testing/rules';

const { wrong } = page('annotation-too-large');
const application = wrong['apps/dashboards.yaml'] as string;

function configMap(bytes: number, annotations = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: nodes${annotations}\ndata:\n  text: ${'x'.repeat(bytes)}\n`;
}

/** What stands around the text in the annotation: its key, the rest of the JSON and a line feed. */
const AROUND = 48 + '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"nodes"},"data":{"text":""}}\n'.length;

function judged(bytes: number, annotations?: string) {
  return findings('annotation-too-large', {
    'apps/dashboards.yaml': application,
    'dashboards/nodes.yaml': configMap(bytes, annotations),
  });
}

test('the byte that breaks the limit is reported, the one before is not', () => {
  expect(judged(262_144 - AROUND)).toEqual([]);
  expect(judged(262_144 - AROUND + 1)).toMatchObject([
    { severity: 'refuse', file: 'dashboards/nodes.yaml', line: 4, resource: { kind: 'ConfigMap', name: 'nodes' } },
  ]);
});

test('an object that asks for server-side apply keeps no copy of itself', () => {
  const own = '\n  annotations: {argocd.argoproj.io/sync-options: "Prune=false, ServerSideApply=true"}';
  expect(judged(300_000, own)).toEqual([]);
});

test.each(['ServerSideApply=true', 'Replace=true'])('nor does one of an Application with %s', (option) => {
  const files = (syncOptions: string) => ({
    'apps/dashboards.yaml': `${application.trimEnd()}\n  syncPolicy: {syncOptions: [${syncOptions}]}\n`,
    'dashboards/nodes.yaml': configMap(300_000),
  });
  expect(findings('annotation-too-large', files(option))).toEqual([]);
  expect(findings('annotation-too-large', files(option.replace('true', 'false')))).toHaveLength(1);
});

test('what no Application applies has no limit', () => {
  expect(findings('annotation-too-large', { 'dashboards/nodes.yaml': configMap(300_000) })).toEqual([]);
});
