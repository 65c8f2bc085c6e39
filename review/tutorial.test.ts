/** What a reviewer of the tutorial's platform is told of the changes that its page and its users speak of. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { unknownLines } from './print/not-compared';
import { type Files, review, toldLine, without } from './testing/reviews';

const DIST = path.join(__dirname, '..', 'dist');
const URL = 'https://github.com/orgname/platform.git';

const TUTORIAL: Files = Object.fromEntries(
  fs
    .readdirSync(DIST, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [`dist/${path.relative(DIST, file)}`, fs.readFileSync(file, 'utf8')]),
);

/** The tutorial with other words in its files. What is to be replaced has to be there. */
function edited(edits: Readonly<Record<string, readonly (readonly [string | RegExp, string])[]>>): Files {
  const files = { ...TUTORIAL };
  for (const [file, words] of Object.entries(edits))
    for (const [from, to] of words) {
      const text = String(files[file]);
      expect(text.replace(from, '')).not.toBe(text);
      files[file] = text.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'gm'), to);
    }
  return files;
}

const told = (after: Files, before = TUTORIAL) => review(before, after, URL).consequences.map(toldLine);

test('nothing changed', () => {
  expect(review(TUTORIAL, TUTORIAL, URL)).toMatchObject({
    consequences: [],
    applications: [],
    notCompared: [],
    summary: { applications: { same: 17 }, notRenderedSame: 10 },
  });
});

test('Harbor’s NodePort changed: the nodes and their registry follow', () => {
  const after = edited({
    'dist/values/harbor.yaml': [['30002', '30003']],
    'dist/workloads/registry-hosts/registry-hosts.yaml': [['30002', '30003']],
  });
  expect(told(after)).toEqual([
    'interrupts: DaemonSet registry-hosts/registry-hosts replaces its pods: on every node, 25% at a time',
    'interrupts: Application argocd/harbor moves a port of every node: 30002 → 30003 (value expose.nodePort.ports.http.nodePort of Application harbor)',
  ]);
});

test('staging removed: what runs there runs on, managed by nobody', () => {
  const after = without(TUTORIAL, ...Object.keys(TUTORIAL).filter((file) => /staging/.test(file)));
  const why = 'is deleted, and has no resources finalizer that would delete what it deployed';
  expect(told(after)).toEqual([
    'note: Application argocd/apps-staging is deleted (pruned by Application apps-of-apps)',
    'note: Application argocd/backend-staging is deleted (with Application apps-staging)',
    'note: Application argocd/frontend-staging is deleted (with Application apps-staging)',
    ...['backend', 'frontend'].map(
      (app) =>
        `note: Application argocd/${app}-staging leaves what it deployed on the cluster, managed by nobody: Application ${app}-staging ${why}`,
    ),
  ]);
});

test('encryption off, once somebody syncs it', () => {
  const after = edited({
    'dist/values/cilium.yaml': [[/^encryption:\n {2}enabled: true/m, 'encryption:\n  enabled: false']],
  });
  expect(review(TUTORIAL, after, URL).consequences[0]?.details).toContain(
    'Application cilium is not synced by itself: this happens when somebody syncs it.',
  );
  expect(told(after)).toEqual([
    'interrupts: Application argocd/cilium turns the encryption of the pod network off: from then on pods of different nodes talk in plain text',
  ]);
});

test('Cilium three minor releases on', () => {
  expect(told(edited({ 'dist/infra/cilium.yaml': [['1.16.5', '1.19.6']] }))).toEqual([
    'interrupts: Application argocd/cilium changes Cilium itself',
    'note: Application argocd/cilium gets another version of the chart cilium: 1.16.5 → 1.19.6, 3 minor releases on',
  ]);
});

test('team-a’s project narrowed: its six Applications are not synced any more', () => {
  const found = told(edited({ 'dist/projects/team-a.yaml': [['namespace: team-a-*', 'namespace: team-b-*']] }));
  expect(found).toHaveLength(6);
  for (const line of found)
    expect(line).toMatch(
      /^fails: Application argocd\/\w+-\w+ has what AppProject team-a no longer permits: it is not synced/,
    );
});

test('the volume of Harbor’s registry renamed: the values say so, and that the chart is not compared', () => {
  const after = edited({
    'dist/values/harbor.yaml': [
      [/^ {4}registry:\n {6}accessMode/m, '    registry:\n      existingClaim: other\n      accessMode'],
    ],
  });
  const { applications, notCompared } = review(TUTORIAL, after, URL);
  expect(applications.find(({ name }) => name === 'harbor')?.values).toEqual([
    { path: 'persistence.persistentVolumeClaim.registry.existingClaim', after: 'other' },
  ]);
  expect(unknownLines({ notCompared })).toEqual([
    expect.stringMatching(
      /^Application harbor: chart harbor 1.19.1 of https:\/\/helm.goharbor.io \(before and after\): /,
    ),
  ]);
});

test('the digest of an image changed', () => {
  const after = edited({
    'dist/workloads/registry-hosts/registry-hosts.yaml': [
      [/busybox:1.37.0@sha256:[0-9a-f]{64}/, `busybox:1.37.0@sha256:${'a'.repeat(64)}`],
    ],
  });
  const { consequences } = review(TUTORIAL, after, URL);
  expect(consequences.map(toldLine)).toEqual([
    'interrupts: DaemonSet registry-hosts/registry-hosts replaces its pods: on every node, 25% at a time',
    'note: DaemonSet registry-hosts/registry-hosts runs another image',
  ]);
  expect(consequences[1]?.details.join()).toContain('(another digest of the same tag)');
});

test('a set that loses an element deletes an Application, with what it deployed', () => {
  const set = (environments: readonly string[]): Files => ({
    ...TUTORIAL,
    'dist/projects/set.yaml': JSON.stringify({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 'hosts', namespace: 'argocd' },
      spec: {
        generators: [{ list: { elements: environments.map((environment) => ({ environment })) } }],
        template: {
          metadata: { name: 'hosts-{{environment}}' },
          spec: {
            project: 'default',
            source: { repoURL: URL, path: 'dist/workloads/registry-hosts' },
            destination: { name: '{{environment}}', namespace: 'registry-hosts' },
          },
        },
      },
    }),
  });
  const found = told(set(['east']), set(['east', 'west']));
  expect(found).toContain(
    'interrupts: DaemonSet registry-hosts/registry-hosts is deleted (with Application hosts-west)',
  );
  expect(
    found.filter(
      (line) => !/ is deleted \(with Application hosts-west\)$|^note: Namespace registry-hosts requests /.test(line),
    ),
  ).toEqual([]);
});
