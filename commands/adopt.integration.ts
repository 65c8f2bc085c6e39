import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { GROUNDWORK, installInto, runNode } from '../test/new-project';
import { sixty, URL, write } from './adopt/sixty.fixture';

const OWN = 'https://git.example.com/apps.git';

interface Reviewed {
  readonly applications: readonly {
    readonly name: string;
    readonly change: string;
    readonly fields: readonly unknown[];
  }[];
  readonly consequences: readonly { readonly rule: string; readonly severity: string; readonly application: string }[];
}

test('what was adopted is rendered by synth, and groundwork diff says that nothing is pruned', () => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-adopt-diff-')));
  const project = path.join(folder, 'new');
  try {
    sixty(folder);
    write(folder, 'new/package.json', '{}');
    installInto(project);
    const adopt = ['adopt', 'old', '--into', 'new', '--root', 'new-root', '--repository', OWN, '--no-render'];
    expect(runNode(GROUNDWORK, adopt, folder)).toMatchObject({ status: 0, stderr: '' });
    expect(runNode(GROUNDWORK, ['synth', '--quiet'], project)).toMatchObject({ status: 0 });
    // Both folders are taken for states of one repository, so what the Applications read is in both.
    fs.cpSync(path.join(folder, 'old/deploy'), path.join(project, 'deploy'), { recursive: true });
    const repositories = ['--repo', `${URL}=../old`, '--repo', `${OWN}=.`];
    const where = ['--dir', 'bootstrap', '--dir', 'argocd', '--dir', 'dist'];
    const { stdout, stderr } = runNode(
      GROUNDWORK,
      ['diff', '../old', '.', ...where, ...repositories, '--no-render', '--format', 'json', '--fail-on', 'never'],
      project,
    );
    expect(stderr).toBe('');
    const { applications, consequences } = JSON.parse(stdout) as Reviewed;
    const named = (change: string) => applications.filter((one) => one.change === change).map(({ name }) => name);
    // The old root alone is gone. It has no finalizer, so deleting it leaves what it brought.
    expect(named('gone')).toEqual(['old-root']);
    expect(named('created').sort()).toEqual(['apps-old-root', 'new-root']);
    expect(consequences.filter(({ severity }) => /^(loses data|fails|interrupts)$/.test(severity))).toEqual([]);
    const goes = consequences.filter(({ rule }) => /^(goes|emptied|left-behind)$/.test(rule));
    expect(goes.map(({ rule, application }) => [rule, application])).toEqual([['left-behind', 'argocd/old-root']]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
