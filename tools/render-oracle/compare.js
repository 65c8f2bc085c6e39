// Renders sources with `argocd/engines` and with Argo CD's own GenerateManifests (main.go), and says where they differ.
//
//   node tools/render-oracle/compare.js ORACLE generated [SEED [COUNT]]   option combinations on small charts and kustomizations
//   node tools/render-oracle/compare.js ORACLE DIR                        every chart and kustomization of a checkout, which Argo CD may change
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { isDeepStrictEqual } = require('node:util');
const lib = (name) => require(path.join(__dirname, '../../lib', name));
const { Engines } = lib('argocd/engines/engines.js');
const { readRendered } = lib('argocd/engines/read-rendered.js');
const { printedObjects, withoutSecrets } = lib('argocd/engines/rendered-objects.js');
const { DiskTree } = lib('argocd/tree/disk-tree.js');
const { MemoryTree } = lib('argocd/tree/memory-tree.js');
const { generate } = require('./generate.js');

const URL = 'https://git.example.com/platform.git';

/** That of the oracle. */
const { ARGOCD_VERSION = '3.4.4' } = process.env;

/** Every chart and kustomization below a folder. */
function found(top) {
  const cases = [];
  const visit = (dir) => {
    const names = fs.readdirSync(path.join(top, dir), { withFileTypes: true });
    const has = (name) => names.some((one) => one.name === name && !one.isDirectory());
    if (has('Chart.yaml') || ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some(has))
      cases.push({ source: { path: dir || '.' } });
    for (const one of names)
      if (one.isDirectory() && !['.git', 'node_modules'].includes(one.name)) visit(path.join(dir, one.name));
  };
  visit('');
  return cases;
}

/** What Argo CD makes of them. */
function ask(oracle, repo, cases, inPlace) {
  const questions = cases.map(({ source, buildOptions = '', refs = [] }, index) => ({
    repo,
    url: URL,
    name: `app-${index}`,
    namespace: 'web',
    project: 'default',
    kubeVersion: '1.34.0',
    buildOptions,
    refs,
    inPlace,
    source: { repoURL: URL, targetRevision: 'HEAD', ...source },
  }));
  const { stdout, status, error } = spawnSync(oracle, {
    input: questions.map((one) => `${JSON.stringify(one)}\n`).join(''),
    maxBuffer: 2 ** 31 - 1,
  });
  if (error || status !== 0) throw error ?? new Error(`the oracle ended with ${status}`);
  return stdout
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** What we make of them, build options by build options. */
async function render(repo, cases) {
  const answers = [];
  for (const buildOptions of new Set(cases.map((one) => one.buildOptions ?? ''))) {
    const disk = new DiskTree(repo, 'repo');
    const files = new Map();
    if (buildOptions !== '')
      files.set(
        'cm.json',
        JSON.stringify({
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: 'argocd-cm', namespace: 'argocd' },
          data: { 'kustomize.buildOptions': buildOptions },
        }),
      );
    for (const [index, { source, buildOptions: own = '', refs = [] }] of cases.entries()) {
      if (own !== buildOptions) continue;
      const one = { repoURL: URL, targetRevision: 'HEAD', ...source };
      const sources =
        refs.length > 0
          ? { sources: [one, ...refs.map((ref) => ({ repoURL: URL, targetRevision: 'HEAD', ref }))] }
          : { source: one };
      files.set(
        `${index}.json`,
        JSON.stringify({
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Application',
          metadata: { name: `app-${index}`, namespace: 'argocd' },
          spec: {
            project: 'default',
            destination: { server: 'https://kubernetes.default.svc', namespace: 'web' },
            ...sources,
          },
        }),
      );
    }
    const engines = new Engines({ memory: false, buildOptions: buildOptions === '' ? '' : undefined });
    try {
      const read = await readRendered(
        {
          directories: [{ tree: new MemoryTree(files), dir: '' }],
          repositories: [{ url: URL, tree: disk, because: 'given' }],
          argocdVersion: ARGOCD_VERSION,
        },
        [],
        engines,
      );
      for (const application of read.model.applications) {
        const index = /^app-(\d+)$/.exec(application.name)?.[1];
        if (index === undefined || application.resource.origin.path !== `${index}.json`) continue;
        const [{ renderFailure, notRendered, renderedBy, type }] = application.sources;
        answers[index] = {
          error: renderFailure?.words ?? notRendered,
          renderedBy,
          type,
          objects: application.resources.map(({ resource }) => resource.object),
        };
      }
    } finally {
      engines.close();
    }
  }
  return answers;
}

// What is built without kustomize is not sorted as kustomize sorts it, which means nothing to Argo CD.
const sorted = (objects) => [...objects].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
const keyOf = ({ apiVersion, kind, metadata }) =>
  JSON.stringify([apiVersion, kind, metadata?.namespace, metadata?.name]);
const ordered = (our) =>
  our?.renderedBy ? plain(our.objects) : sorted(plain((our?.objects ?? []).map(withoutSecrets)));
const plain = (objects) => JSON.parse(JSON.stringify(objects));

async function main([oracle, what, seed = '1', count = '300']) {
  if (what === undefined) throw new Error('usage: compare.js ORACLE (generated [SEED [COUNT]] | DIR)');
  const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'oracle-'));
  try {
    let repo = path.resolve(what);
    let cases;
    if (what === 'generated') {
      repo = temp;
      cases = generate(repo, Number(seed), Number(count));
    } else cases = found(repo);
    const theirs = ask(path.resolve(oracle), repo, cases, what !== 'generated');
    const ours = await render(repo, cases);
    const counts = { equal: 0, refused: 0, 'not rendered here': 0, different: 0 };
    const reasons = new Map();
    for (const [index, one] of cases.entries()) {
      const their = theirs[index];
      const our = ours[index];
      const expected =
        (their.manifests ?? []).length === 0 && their.error
          ? undefined
          : plain(
              printedObjects(
                Buffer.from((their.manifests ?? []).map((object) => JSON.stringify(object)).join('\n---\n')),
              ).map(({ object }) => object),
            );
      let outcome;
      if (expected === undefined) outcome = our?.error === undefined ? 'different' : 'refused';
      else if (our?.error !== undefined) outcome = 'not rendered here';
      else
        outcome = isDeepStrictEqual(ordered(our), our?.renderedBy ? expected : sorted(expected))
          ? 'equal'
          : 'different';
      counts[outcome] += 1;
      if (outcome === 'not rendered here')
        reasons.set(
          our.error.replace(/\S*\d\S*/g, '…').slice(0, 90),
          (reasons.get(our.error.replace(/\S*\d\S*/g, '…').slice(0, 90)) ?? 0) + 1,
        );
      if (outcome === 'different' || (process.env.VERBOSE && outcome !== 'equal')) {
        console.log(`${outcome}: ${JSON.stringify(one)}`);
        console.log(`  Argo CD: ${their.error ?? `${expected.length} objects`}`.slice(0, 400));
        console.log(`  here:    ${our?.error ?? `${our?.objects.length} objects`}`.slice(0, 400));
        if (expected && our?.objects) {
          const at = expected.findIndex((object, i) => !isDeepStrictEqual(plain(our.objects[i] ?? null), object));
          if (at >= 0)
            console.log(
              `  first:   ${JSON.stringify(expected[at]).slice(0, 600)}\n           ${JSON.stringify(our.objects[at])?.slice(0, 600)}`,
            );
        }
      }
    }
    for (const [reason, times] of reasons) console.log(`not rendered here, ${times} times: ${reason}`);
    console.log(
      `${cases.length} sources: ${Object.entries(counts)
        .map(([name, number]) => `${number} ${name}`)
        .join(', ')}`,
    );
    if (counts.different > 0) process.exitCode = 1;
  } finally {
    fs.rmSync(temp, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 2;
});
