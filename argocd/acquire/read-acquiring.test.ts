import { application, object } from '../analysis/manifests';
import type { Acquired, Wanted } from '../model/wanted';
import { readModel } from '../read/read-model';
import { MemoryTree } from '../tree/memory-tree';
import { readAcquiring } from './read-acquiring';

const OTHER = 'https://git.example.com/other.git';
const SAME = 'https://git.example.com/other';

const tree = new MemoryTree(
  new Map([
    ['chart.yaml', application({ source: { repoURL: 'https://c.example.com', chart: 'web', targetRevision: '1.x' } })],
    ['oci.yaml', application({ source: { repoURL: 'oci://r.example.com/web', targetRevision: '1.0.0', path: '.' } })],
    ['git.yaml', application({ source: { repoURL: OTHER, path: 'web' } }, { name: 'git' })],
    ['git2.yaml', application({ source: { repoURL: SAME, path: 'web' } }, { name: 'again' })],
  ]),
);
const input = { directories: [{ tree, dir: '' }], repositories: [], argocdVersion: '3.4.4' };

/** Has answers for some, and notes what it is asked for. */
function acquirer(answers: Readonly<Record<string, Acquired>>) {
  const asked: Wanted[] = [];
  return {
    asked,
    acquire: async (wanted: Wanted) => {
      asked.push(wanted);
      return answers[wanted.url];
    },
  };
}

test('a model says what it wants: charts, artifacts and repositories, each once', () => {
  expect(readModel(input).wanted).toEqual([
    { kind: 'chart', url: 'https://c.example.com', revision: '1.x', chart: 'web', atHand: [] },
    { kind: 'git', url: OTHER, revision: '', chart: '', atHand: [], standIn: undefined },
    { kind: 'oci', url: 'oci://r.example.com/web', revision: '1.0.0', chart: '', atHand: [] },
  ]);
});

test('what is acquired is read like any other repository, and what it wants is acquired too', async () => {
  const next = 'https://git.example.com/next.git';
  const other = new MemoryTree(
    new Map([['web/x.yaml', application({ source: { repoURL: next, path: 'x' } }, { name: 'next' })]]),
  );
  const last = new MemoryTree(new Map([['x/x.yaml', object('ConfigMap', 'x')]]));
  const one = acquirer({ [OTHER]: { tree: other, because: 'fetched' }, [next]: { tree: last, because: 'fetched' } });
  const { model, wanted } = await readAcquiring(input, [one]);
  expect(model.applications.find(({ name }) => name === 'next')?.resources).toMatchObject([{ name: 'x' }]);
  expect(model.repositories).toMatchObject([
    { url: OTHER, because: 'fetched' },
    { url: next, because: 'fetched' },
  ]);
  // Each is asked for once, whether somebody had it or not.
  expect(one.asked.map(({ url }) => url)).toEqual(['https://c.example.com', OTHER, 'oci://r.example.com/web', next]);
  expect(wanted.map(({ kind }) => kind)).toEqual(['chart', 'oci']);
});

test('the report says why something could not be fetched; a source that does not answer passes the question on', async () => {
  const none = acquirer({});
  const one = acquirer({
    [OTHER]: { reason: 'the server asks for a password' },
    'https://c.example.com': { reason: 'no such chart' },
    'oci://r.example.com/web': { reason: 'no such tag' },
  });
  const { model } = await readAcquiring(input, [none, one]);
  expect(model.applications.map(({ sources }) => sources[0]?.notRendered)).toEqual([
    'a Helm chart from a repository: judged by source and destination alone (no such chart)',
    expect.stringContaining(`${OTHER} is not at hand: the server asks for a password (give it with --repo`),
    expect.stringContaining(`${SAME} is not at hand: the server asks for a password (give it with --repo`),
    'an OCI artifact: judged by source and destination alone (no such tag)',
  ]);
});
