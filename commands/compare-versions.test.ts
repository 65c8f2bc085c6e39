import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { application } from '../argocd/analysis/manifests';
import { REPOSITORY } from '../argocd/testing/rules';

const GROUNDWORK = path.join(__dirname, '..', 'bin', 'groundwork.js');

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'compare-'));
  const source = { repoURL: REPOSITORY, targetRevision: 'HEAD', path: 'charts/web' };
  write('apps/web.yaml', application({ source }));
  write('charts/web/Chart.yaml', 'apiVersion: v2\nname: web\nversion: 1.0.0\n');
  write('charts/web/templates/a.yaml', 'one\n');
  write('other/helm-3.19.4', helm('v3.19.4', 'one'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

function write(file: string, content: string): void {
  fs.mkdirSync(path.join(dir, path.dirname(file)), { recursive: true });
  fs.writeFileSync(path.join(dir, file), content, { mode: 0o755 });
}

/** A stand-in for Helm that renders one ConfigMap. */
function helm(version: string, value: string): string {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data: { 'app.conf': value } };
  return `#!/bin/sh\nif [ "$1" = version ]; then echo ${version}; else echo '# Source: web/templates/a.yaml'; echo '${JSON.stringify(object)}'; fi\n`;
}

function compare(...args: readonly string[]) {
  const all = [
    'render',
    '--dir',
    'apps',
    '--repo',
    `${REPOSITORY}=.`,
    '--engines',
    'other',
    '--no-render-cache',
    ...args,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, [GROUNDWORK, ...all], {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, PATH: `/usr/bin${path.delimiter}/bin` },
  });
  return { code: status, out: stdout, err: stderr };
}

test('what another version renders differently is told, field by field', () => {
  write('other/helm-4.2.1', helm('v4.2', 'two'));
  const { code, out } = compare('--compare-argocd', '3.4.4', '3.5.1');
  expect(out).toBe(
    'website: 1 of 1 objects differ\n' +
      '  ConfigMap website/web: data["app.conf"] (charts/web/templates/a.yaml)\n\n' +
      'Argo CD 3.4.4 and 3.5.1 (Helm 3.19.4 and 4.2, kustomize 5.8.1 in both): 1 of 1 Applications differ.\n',
  );
  expect(code).toBe(1);
});

test('a program that is lacking is told, with what installs it, before anything is rendered', () => {
  const { code, out, err } = compare('--compare-argocd', '3.4.4', '3.5.1');
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('Argo CD 3.5.1 renders with helm 4.2.1');
  expect(compare('--compare-argocd', '3.4.4')).toMatchObject({
    code: 2,
    err: expect.stringContaining('name two versions'),
  });
});
