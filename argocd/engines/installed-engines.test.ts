import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { helmOf } from './installed-engines';

let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'helms-'));
});
afterEach(() => fs.rmSync(dir, { recursive: true, force: true }));

function helm(name: string, version: string): string {
  const file = path.join(dir, name);
  fs.writeFileSync(file, `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  return file;
}

const find = (argocd: string, more: object = {}) => helmOf(argocd, { named: new Map(), ...more }, true);

test('the Helm of a version of Argo CD is the one that is named, or the one of that version in a folder', () => {
  const three = helm('helm-3.19.4', 'v3.19.4');
  const four = helm('helm', 'v4.2');
  helm('helm-other', 'v4.1.0');
  expect(find('3.4.4', { folder: dir })).toMatchObject({ file: three });
  // One that Go built says no more than 4.2.
  expect(find('3.5.1', { folder: dir })).toMatchObject({ file: four });
  expect(find('3.5.1', { folder: dir, named: new Map([['3.5.1', three]]) })).toMatchObject({ file: three });
});

test('where there is none, the command that installs it is said', () => {
  const three = helm('helm-3.18.0', 'v3.18.0');
  // Another one of the same major version does.
  expect(find('3.4.4', { otherwise: three })).toMatchObject({ file: three });
  const lacking = find('3.5.1', { folder: dir, otherwise: three });
  expect(lacking).toEqual({ lacking: expect.stringContaining('go install helm.sh/helm/v4/cmd/helm@v4.2.1') });
  expect(lacking).toEqual({ lacking: expect.stringContaining('is 3.18.0') });
});
