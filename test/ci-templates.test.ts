/**
 * The files that others run in their CI: what they call is there, and no text of a pull request becomes a part of a script.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { command } from '../commands/ci';

const ROOT = path.join(__dirname, '..');
const read = (file: string) => parse(fs.readFileSync(path.join(ROOT, file), 'utf8'));
const action = read('ci/github/action.yml');
const gitlab = read('ci/gitlab/groundwork.gitlab-ci.yml');
const workflow = read('templates/common/dot-github/workflows/ci.yaml');
const scaffold = read('templates/common/dot-gitlab-ci.yml');
const scripts: readonly string[] = [action.runs.steps, workflow.jobs.ci.steps]
  .flat()
  .flatMap(({ run }: { run?: string }) => (run === undefined ? [] : [run]));

test('scripts take what they are given from variables', () => {
  expect(scripts.length).toBeGreaterThan(3);
  for (const script of scripts) expect(script).not.toContain('${{');
});

test('the options that they use exist', () => {
  const known = command().options.map(({ long }) => long);
  const used = [...scripts, ...gitlab.groundwork.script, ...scaffold.ci.script].flatMap((script) => {
    return script.includes('groundwork ci')
      ? [...script.matchAll(/(?<![\w-])--[a-z-]+/g)].map(([option]) => option)
      : [];
  });
  expect(used.filter((one) => !['--yes', '--package', ...known].includes(one))).toEqual([]);
  expect(used).toEqual(expect.arrayContaining(['--fail-on', '--dir', '--name', '--strict']));
});

test('all of the history is there to compare with, and what was found is kept', () => {
  const [checkout] = workflow.jobs.ci.steps;
  expect(checkout).toMatchObject({ uses: expect.stringMatching(/^actions\/checkout@/), with: { 'fetch-depth': 0 } });
  for (const job of [gitlab.groundwork, scaffold.ci]) {
    expect(job.variables.GIT_DEPTH).toBe('0');
    expect(job.artifacts).toMatchObject({
      when: 'always',
      paths: ['groundwork-ci'],
      reports: { codequality: 'groundwork-ci/code-quality.json' },
    });
  }
  expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
});
