import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { formatImageReference, parseImageReference } from '../../images/image-reference';
import { imagesOf } from './image-inventory';
import { CASES, declare, nameOf, type RenderedCase } from './rendered-images.fixture';

// What the real charts render, by the real helm. HELM_CHARTS names a folder with the charts unpacked as NAME-VERSION, and
// HELM the program; with UPDATE_RENDERED_IMAGES=1 the fixture that the unit test reads is written anew.

const { HELM = 'helm', HELM_CHARTS, UPDATE_RENDERED_IMAGES } = process.env;
const FIXTURE = join(__dirname, '__fixtures__', 'rendered-images.json');
const NAMESPACE = { harbor: 'harbor', 'argo-cd': 'argocd', cilium: 'kube-system' };

function missing(): string | undefined {
  if (!HELM_CHARTS) return 'HELM_CHARTS names no folder of charts (unpacked, as NAME-VERSION)';
  const charts = [...new Set(CASES.map(({ chart, version }) => join(HELM_CHARTS, `${chart}-${version}`)))];
  const absent = charts.filter((folder) => !existsSync(folder));
  if (absent.length > 0) return `${absent.join(', ')} is not there`;
  return spawnSync(HELM, ['version']).status === 0 ? undefined : `${HELM} does not run; HELM names another one`;
}

const reason = missing();
if (reason) console.warn(`skipped: images as helm renders them: ${reason}`);

(reason ? test.skip : test)('the fixture is what helm renders of the real charts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rendered-images-'));
  try {
    const rendered = Object.fromEntries(CASES.map((one) => [nameOf(one), render(one, folder)]));
    if (UPDATE_RENDERED_IMAGES) writeFileSync(FIXTURE, `${JSON.stringify(rendered, null, 2)}\n`);
    expect(JSON.parse(readFileSync(FIXTURE, 'utf8'))).toEqual(rendered);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function render(one: RenderedCase, folder: string): string[] {
  const { chart, version } = one;
  const file = join(folder, 'values.yaml');
  writeFileSync(file, declare(one).values);
  const release = chart === 'argo-cd' ? 'argocd' : chart;
  const { status, stdout, stderr } = spawnSync(
    HELM,
    [
      'template',
      release,
      join(HELM_CHARTS as string, `${chart}-${version}`),
      '-n',
      NAMESPACE[chart],
      '-f',
      file,
      '--kube-version',
      '1.28.0',
    ],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0) return [stderr.trim()];
  const images = parseAllDocuments(stdout)
    .map((document) => document.toJS())
    // Argo CD leaves out what is only for helm test.
    .filter((document) => !/\btest/.test(document?.metadata?.annotations?.['helm.sh/hook'] ?? ''))
    .flatMap((document) => imagesOf(document))
    .map(({ reference }) => formatImageReference(parseImageReference(reference)));
  return [...new Set(images)].sort();
}
