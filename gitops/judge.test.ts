import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { GroundworkApp } from '../charts';
import { platform } from '../test/seed-platform';
import { judge, refusals } from './judge';
import { type Plan, sumOf } from './plan/plan';
import { VerdictCache } from './verdict-cache';

const outdir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-judge-')), 'dist');
afterAll(() => fs.rmSync(path.dirname(outdir), { recursive: true }));

function planned(change: Parameters<typeof platform>[1] = {}) {
  const app = new GroundworkApp({ outdir });
  platform(app, change);
  return { app, plan: app.plan() };
}

/** What the cache is asked with. */
function sumsOf(plan: Plan): ReadonlyMap<string, string> {
  return new Map(plan.files.map((file) => [file.path, sumOf(file)]));
}

describe('the verdict on a plan is remembered', () => {
  const parameters = { test: true };

  test('for the same bytes, and for no others', () => {
    const { app, plan } = planned();
    const report = judge(app, plan);
    new VerdictCache(outdir, sumsOf(plan), parameters).set(report);
    expect(new VerdictCache(outdir, sumsOf(plan), parameters).get()).toEqual(JSON.parse(JSON.stringify(report)));
    const [first, ...others] = plan.files;
    const edited = { files: [{ ...first, text: `${first.text}#` }, ...others] };
    const renamed = { files: [{ ...first, path: `x-${first.path}` }, ...others] };
    for (const other of [edited, renamed, { files: others }])
      expect(new VerdictCache(outdir, sumsOf(other), parameters).get()).toBeUndefined();
    expect(new VerdictCache(outdir, sumsOf(plan), { test: false }).get()).toBeUndefined();
  });

  test('and a damaged memory is none', () => {
    const { plan } = planned();
    const cache = new VerdictCache(outdir, sumsOf(plan), parameters);
    cache.set({ findings: [] } as never);
    fs.writeFileSync(cache.file, '{"digest":');
    expect(cache.get()).toBeUndefined();
    fs.rmSync(cache.file);
    expect(cache.get()).toBeUndefined();
  });

  test('a refused plan is judged, and refused, each time', () => {
    const { app, plan } = planned();
    const broken = {
      files: plan.files.map((file) =>
        file.path === 'infra/harbor.yaml'
          ? { ...file, values: undefined, text: file.text.replace('project: platform', 'project: nobody') }
          : file,
      ),
    };
    for (let i = 0; i < 2; i++) {
      expect(refusals(judge(app, broken)).map(({ rule }) => rule)).toContain('application-project-missing');
    }
  });
});
