/** Platforms as people write them, each a page in test/platforms/: rendered, and judged by the rules of `groundwork check`. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { judgeApp, refusals } from '../synth/judge';
import { loadPlan } from '../synth/run-main';

const FOLDER = path.join(__dirname, 'platforms');
const PAGE = fs.readFileSync(path.join(__dirname, '..', 'docs', 'platforms.md'), 'utf8');
const HERE = process.cwd();
beforeAll(() => process.chdir(FOLDER));
afterAll(() => process.chdir(HERE));

test.each(['home-lab', 'air-gapped', 'two-clusters', 'apps-as-files'])(
  '%s: nothing is refused, and nothing is found; what is rendered is what was reviewed',
  async (name) => {
    const { app, plan } = await loadPlan(path.join(FOLDER, `${name}.ts`));
    const report = judgeApp(plan, app);
    expect(refusals(report)).toEqual([]);
    expect(report.findings).toEqual([]);
    const { markdown, warning } = app.describe(plan);
    expect(warning).toBeUndefined();
    expect({
      files: Object.fromEntries(plan.files.map((file) => [file.path, file.text])),
      'PLATFORM.md': markdown,
    }).toMatchSnapshot();
  },
);

test.each([
  'home-lab.ts',
  'air-gapped.ts',
  'two-clusters.ts',
  'taken-over.ts',
  'apps-as-files.ts',
  'apps-as-files/prod/search.yaml',
])('docs/platforms.md shows %s as it is, and it is a page at most', (file) => {
  const text = fs.readFileSync(path.join(FOLDER, file), 'utf8');
  expect(PAGE).toContain(`\`\`\`${path.extname(file).slice(1)}\n${text}\`\`\`\n`);
  expect(text.split('\n').length).toBeLessThan(90);
});
