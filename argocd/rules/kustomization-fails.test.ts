import { recorded } from '../testing/recorded';
import { judge, page } from '../testing/rules';

const { wrong } = page('kustomization-fails');

const found = (files: Record<string, string | Buffer>) =>
  judge(files, { only: 'kustomization-fails', renderings: recorded });

test('what kustomize says is told at the kustomization, in its own words', () => {
  expect(found(wrong).findings).toMatchObject([
    {
      severity: 'refuse',
      file: 'web/kustomization.yaml',
      message: expect.stringContaining(
        'Application web cannot be rendered: Error: no resource matches strategic merge patch',
      ),
    },
  ]);
});

test('without the program nothing is found', () => {
  expect(judge(wrong, { only: 'kustomization-fails' }).findings).toEqual([]);
});

test('a comment above the kustomization silences it', () => {
  const file = 'web/kustomization.yaml';
  const { findings, summary } = found({
    ...wrong,
    [file]: `# groundwork:ignore kustomization-fails on purpose\n${wrong[file]}`,
  });
  expect(findings).toEqual([]);
  expect(summary.ignored).toBe(1);
});
