import { printedObjects } from './rendered-objects';

const objects = (text: string) => printedObjects(Buffer.from(text));

test('each object has the template that Helm names; those of one file share it', () => {
  const text =
    '---\n# Source: web/crds/a.yaml\nkind: A\n---\nkind: B\n---\n# Source: web/templates/c.yaml\n\n---\n# Source: web/templates/d.yaml\nkind: D\n';
  expect(objects(text)).toEqual([
    { object: { kind: 'A' }, source: 'web/crds/a.yaml' },
    { object: { kind: 'B' }, source: 'web/crds/a.yaml' },
    { object: { kind: 'D' }, source: 'web/templates/d.yaml' },
  ]);
});

test('lists are torn apart, and one with null is none', () => {
  expect(
    objects('kind: List\nitems: [{kind: A}, {kind: B}]\n---\nkind: ConfigMapList\nitems: null\n').map(
      ({ object }) => object,
    ),
  ).toEqual([{ kind: 'A' }, { kind: 'B' }]);
});

test('what is no object is refused in the words of Argo CD', () => {
  expect(() => objects('# Source: web/templates/a.yaml\nreplicas: 1\n')).toThrow(
    "failed to unmarshal manifest: Object 'Kind' is missing in a document with replicas (web/templates/a.yaml)",
  );
  expect(() => objects('kind: [\n')).toThrow('failed to unmarshal manifest');
});

test('values of Secrets go no further, but by their keys Argo CD knows repositories', () => {
  const text = (labels: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: a, labels: {${labels}}}\ndata: {password: aHVudGVyMg==, empty: ""}\nstringData: {url: https://git.example.com, token: hunter2}\n`;
  const [plain] = objects(text(''));
  expect(plain?.object).toMatchObject({
    data: { password: 'Kioq', empty: '' },
    stringData: { url: '***', token: '***' },
  });
  const [repository] = objects(text('argocd.argoproj.io/secret-type: repository'));
  expect(repository?.object.stringData).toEqual({ url: 'https://git.example.com', token: '***' });
  expect(JSON.stringify([plain, repository])).not.toMatch(/hunter2|aHVudGVyMg/);
});
