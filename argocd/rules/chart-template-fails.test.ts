import { application } from '../analysis/manifests';
import { recorded } from '../testing/recorded';
import { judge, page, REPOSITORY } from '../testing/rules';

const { wrong } = page('chart-template-fails');

const found = (files: Record<string, string | Buffer>) =>
  judge(files, { only: 'chart-template-fails', renderings: recorded });

test('what Helm says is told at the line of the template that it names', () => {
  expect(found(wrong).findings).toMatchObject([
    {
      severity: 'refuse',
      file: 'charts/web/templates/config.yaml',
      line: 6,
      message:
        'Application web cannot be rendered: Error: execution error at (web/templates/config.yaml:6:11): a host is needed',
    },
  ]);
  // It is not listed as unchecked besides.
  expect(found(wrong).unchecked.filter(({ subject }) => subject.startsWith('Application web'))).toEqual([]);
});

test('without the program nothing is found, and the source is listed', () => {
  const { findings, unchecked } = judge(wrong, { only: 'chart-template-fails' });
  expect(findings).toEqual([]);
  expect(unchecked.map(({ subject }) => subject)).toContain(`Application web: path "charts/web" of ${REPOSITORY}`);
});

test('what another rule says of the options for Helm is not said again', () => {
  const source = { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'charts/web', helm: { valueFiles: ['no.yaml'] } };
  const { findings } = judge({ ...wrong, 'apps/web.yaml': application({ source }) }, { renderings: recorded });
  expect(findings.map(({ rule }) => rule)).toEqual(['helm-value-file-invalid']);
});

test('a comment in the template silences it', () => {
  const file = 'charts/web/templates/config.yaml';
  const { findings, summary } = found({
    ...wrong,
    [file]: `${wrong[file]}# groundwork:ignore chart-template-fails later\n`,
  });
  expect(findings).toEqual([]);
  expect(summary.ignored).toBe(1);
});
