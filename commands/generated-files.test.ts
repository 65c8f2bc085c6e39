import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { marker } from '../argocd/model/marker';
import type { ReportedFinding } from '../report/report';
import { withSources } from './generated-files';

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-generated-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

const finding = (file: string) => ({ file, fix: 'Write main.' }) as ReportedFinding;

test('a finding in a generated file says what to edit instead, one in a file that somebody wrote does not', () => {
  const generated = path.join(dir, 'app.yaml');
  const written = path.join(dir, 'own.yaml');
  fs.writeFileSync(generated, `${marker('charts/team-apps.ts')}kind: Application\n`);
  fs.writeFileSync(written, 'kind: Application\n');
  const findings = [generated, written, dir, path.join(dir, 'gone.yaml'), ''].map(finding);
  const fixes = withSources({ findings } as unknown as Parameters<typeof withSources>[0]).findings.map(
    ({ fix }) => fix,
  );
  expect(fixes).toEqual([
    `Write main (in charts/team-apps.ts, which ${generated} is generated from; then npm run synth)`,
    'Write main.',
    'Write main.',
    'Write main.',
    'Write main.',
  ]);
});
