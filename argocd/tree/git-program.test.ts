import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { complaintOf, runGit } from './git-program';

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'git-program-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true }));

/** Runs a shell script in place of git. */
function run(script: string, isTTY: boolean) {
  fs.writeFileSync(path.join(dir, 'git'), `#!/bin/sh\necho "$*" >> asked\n${script}\n`, { mode: 0o755 });
  const said: string[] = [];
  const env = { PATH: `${dir}${path.delimiter}${process.env.PATH}` };
  const answer = runGit(
    ['-c', 'core.fsmonitor=false', 'ls-files', '-z'],
    { cwd: dir, env, encoding: 'utf8' },
    { patience: 2_000, silence: 1_000, terminal: { isTTY, write: (text) => said.push(text) } },
  );
  return { answer, said, asked: fs.readFileSync(path.join(dir, 'asked'), 'utf8').split('\n').length - 1 };
}

test('a git that answers is asked once, and nothing is said', () => {
  expect(run('echo yes', true)).toMatchObject({ answer: { stdout: 'yes\n' }, said: [], asked: 1 });
});

test('at a terminal, what takes long is said, and then waited for', () => {
  const slow = 'if [ -e again ]; then echo yes; else touch again; exec sleep 20; fi';
  expect(run(slow, true)).toMatchObject({
    answer: { stdout: 'yes\n' },
    said: [`waiting for git ls-files in ${dir}, 2 seconds at most\n`],
    asked: 2,
  });
});

test('a git that never answers is given up, with the reason, and not asked again; elsewhere than at a terminal nothing is said', () => {
  run('exec sleep 20', false);
  const { answer, said, asked } = run('exec sleep 20', false);
  expect([said, asked]).toEqual([[], 1]);
  expect(complaintOf(answer)).toBe('git did not answer in 60 seconds');
});
