import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { judge, REPOSITORY } from '../testing/rules';
import { marker } from './marker';

// In the middle of a merge people run the check to see where they are. The parser's words ("Implicit keys need to be on a
// single line") send them to look for a mistake in what is generated.

/** What Git makes of a file that two branches changed. */
function merged(base: string, ours: string, theirs: string, ...options: string[]): string {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-conflict-'));
  try {
    for (const [name, text] of Object.entries({ base, ours, theirs })) fs.writeFileSync(path.join(dir, name), text);
    const { status, stdout } = spawnSync('git', ['merge-file', '-p', ...options, 'ours', 'base', 'theirs'], {
      cwd: dir,
      encoding: 'utf8',
    });
    expect(status).toBeGreaterThan(0);
    return stdout;
  } finally {
    fs.rmSync(dir, { recursive: true });
  }
}

const MAP = (value: string, last = value) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  a: ${value}\n${'bcdefghijk'.replace(/./g, '  $&: x\n')}  l: ${last}\n`;
const CONFLICT = merged(MAP('base'), MAP('ours'), MAP('theirs'));
const shape = (files: Record<string, string>) =>
  judge(files).findings.map(({ rule, line, message, fix }) => ({ rule, line, message, fix }));

test.each([
  ['', []],
  ['with what both come from', ['--diff3']],
])('all the conflicts of a file are one finding, with their lines %s', (_, options) => {
  const text = merged(MAP('base'), MAP('ours'), MAP('theirs'), ...(options as string[]));
  const lines = text.split('\n').flatMap((line, at) => (line.startsWith('<<<<<<<') ? [at + 1] : []));
  expect(lines).toHaveLength(2);
  expect(shape({ 'web/x.yaml': text })).toEqual([
    {
      rule: 'document-shape',
      line: lines[0],
      message: `not YAML that Argo CD could read: a merge left its conflict markers in the file, in lines ${lines.join(', ')}`,
      fix: expect.stringMatching(/^Resolve the conflict and remove the markers; /),
    },
  ]);
});

test('a generated file names its source and the command, also where the branches render it from different ones', () => {
  const text = merged('', `${marker('main.ts')}${MAP('ours')}`, `${marker('teams/a.ts')}${MAP('theirs')}`);
  const [{ fix }, ...others] = shape({ 'dist/x.yaml': text });
  expect(fix).toMatch(/^Run npm run synth, which renders the file anew from main\.ts; /);
  expect(others).toEqual([]);
});

test('other mistakes in the file are still found, and documents that the merge left alone are still read', () => {
  const clash =
    'kind: Service\napiVersion: v1\nmetadata: {name: s}\nspec: {type: NodePort, ports: [{port: 80, nodePort: 80}]}\n';
  const text = `${MAP('x')}---\n${CONFLICT}---\n${MAP('[')}---\n${clash}`;
  expect(shape({ 'web/x.yaml': text }).map(({ message }) => message)).toEqual([
    expect.stringContaining('conflict markers in the file, in lines '),
    expect.not.stringContaining('conflict'),
  ]);
});

test('an Application that reads the file is refused for it, in YAML and in JSON, with CRLF as well', () => {
  const application =
    'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web, namespace: argocd}\nspec:\n  project: default\n' +
    `  source: {repoURL: ${REPOSITORY}, path: web}\n  destination: {server: https://kubernetes.default.svc, namespace: web}\n`;
  const object = (name: string) => JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }, null, 2);
  const files = {
    'web/x.yaml': CONFLICT,
    'web/crlf.yaml': CONFLICT.replaceAll('\n', '\r\n'),
    'web/x.json': merged(object('base'), object('ours'), object('theirs')),
  };
  const found = judge({ 'apps/web.yaml': application, ...files }).findings;
  expect(found.map(({ file }) => file).sort()).toEqual(Object.keys(files).sort());
  for (const { rule, message, fix } of found) {
    expect(rule).toBe('directory-file-breaks-application');
    expect(message).toContain('a merge left its conflict markers in the file, in line');
    expect(fix).toMatch(/^Resolve the conflict and remove the markers, or leave /);
  }
});

test('markers that are text, or not all there, are none', () => {
  const indented = CONFLICT.replaceAll(/^/gm, '    ');
  expect(shape({ 'web/x.yaml': `${MAP('x')}  m: |\n${indented}\n` })).toEqual([]);
  const half = CONFLICT.replaceAll(/^=======$/gm, '# resolved');
  expect(shape({ 'web/x.yaml': half })[0].message).not.toContain('merge');
});
