import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

// The three commands about images, as processes and without any registry: what wrong use and wrong files get.
const ROOT = resolve(__dirname, '..');
const DIGEST = `sha256:${'a'.repeat(64)}`;
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'images-'));
  writeFileSync(
    join(directory, 'main.ts'),
    `import { GroundworkApp } from ${JSON.stringify(join(ROOT, 'lib/charts/app'))};
     import { PlatformImages } from ${JSON.stringify(join(ROOT, 'lib/charts/images/platform-images'))};
     const app = new GroundworkApp();
     const construct = app.file('infra/harbor');
     for (const image of ['quay.io/a/locked:v1', 'quay.io/a/open:v1'])
       PlatformImages.of(construct).use(image, { construct, through: 'image.tag', chart: 'harbor 1.19.1' });
     app.synth();`,
  );
  lock(['locked', 'unused']);
});
afterEach(() => rmSync(directory, { recursive: true }));

function lock(names: readonly string[]): void {
  const entries = names.map((name) => `  ${name}:\n    repository: quay.io/a/${name}\n    tag: v1@${DIGEST}\n`);
  writeFileSync(join(directory, 'images.lock.yaml'), `images:\n${entries.join('')}`);
}

function groundwork(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin/groundwork.js'), ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: directory },
  });
  return { code: status, stdout, stderr };
}

test('images lists who uses each image, what is not pinned, and which entries of the lock are not used', () => {
  const { code, stdout } = groundwork('images');
  expect(code).toBe(0);
  expect(stdout).toBe(
    [
      'quay.io/a/locked:v1  pinned by the lock',
      `  ${DIGEST}`,
      '  infra/harbor  chart harbor 1.19.1  image.tag',
      'quay.io/a/open:v1  not pinned',
      '  infra/harbor  chart harbor 1.19.1  image.tag',
      '',
      '2 images, 1 pinned by digest.',
      'quay.io/a/open:v1 is not pinned (infra/harbor). Run groundwork pin.',
      'images.lock.yaml:5: quay.io/a/unused:v1 is used nowhere. groundwork pin removes it.',
      '',
    ].join('\n'),
  );
  expect(existsSync(join(directory, 'dist'))).toBe(false);
});

test('an image in values that the lock cannot reach is not called pinned, and the message says what to do', () => {
  const main = join(directory, 'main.ts');
  const text = readFileSync(main, 'utf8').replace("chart: 'harbor 1.19.1'", "chart: 'harbor 1.19.1', fromLock: false");
  writeFileSync(main, text);
  const { stdout } = groundwork('images');
  expect(stdout).toContain('quay.io/a/locked:v1  not pinned');
  expect(stdout).toContain('infra/harbor does not use it (image.tag): write its digest into that value.');
});

test('images --check fails on findings; lists go to standard output alone, findings beside them', () => {
  expect(groundwork('images', '--check').code).toBe(1);
  const list = groundwork('images', '--format', 'crane');
  expect(list.stdout).toBe(`quay.io/a/locked:v1@${DIGEST}\nquay.io/a/open:v1\n`);
  expect(list.stderr).toContain('quay.io/a/open:v1 is not pinned');
  expect(JSON.parse(groundwork('images', '--format', 'json').stdout)).toMatchObject({
    lock: 'images.lock.yaml',
    images: [{ name: 'quay.io/a/locked:v1', digest: DIGEST, pinnedBy: 'lock' }, { name: 'quay.io/a/open:v1' }],
    unused: ['quay.io/a/unused:v1'],
  });
});

test.each([
  [['images', '--format', 'yaml'], /Allowed choices are text, json, crane, skopeo/],
  [['images', '--main', 'none.ts'], /none\.ts does not exist/],
  [['pin', '--concurrency', '0'], /--concurrency 0: not a whole number from 1 to 32/],
  [['pin', '--plain-http', 'http://h:1'], /--plain-http http:\/\/h:1: it starts with a URL scheme/],
  [['pin', '--plain-http', 'h'], /--plain-http h: not the name of a registry/],
  [['pin', '--only', 'nothing/*'], /--only nothing\/\*: no image of the platform matches/],
  [['mirror'], /required option '--to/],
  [['mirror', '--to', 'mirror/x'], /mirror is not the name of a registry, which has a dot or a port/],
  [['mirror', '--to', 'h.io/x', '--only', 'nothing'], /no image in it matches nothing/],
])('%j is a usage error: a message, code 2, nothing written', (args, message) => {
  const before = readFileSync(join(directory, 'images.lock.yaml'), 'utf8');
  const { code, stdout, stderr } = groundwork(...args);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(readFileSync(join(directory, 'images.lock.yaml'), 'utf8')).toBe(before);
});

test.each(['images', 'pin', 'mirror'])('%s on a malformed lock says file and line, and leaves it alone', (verb) => {
  const text = 'images:\n  a: v1\n';
  writeFileSync(join(directory, 'images.lock.yaml'), text);
  const { code, stderr } = groundwork(verb, ...(verb === 'mirror' ? ['--to', 'h.io'] : []));
  expect(code).toBe(2);
  expect(stderr).toMatch(/images\.lock\.yaml:2: images\.a is not a map/);
  expect(readFileSync(join(directory, 'images.lock.yaml'), 'utf8')).toBe(text);
});

test('mirror --dry-run sends no request, and lists each copy', () => {
  const { code, stdout } = groundwork('mirror', '--to', 'h.io/mirror', '--dry-run', '--only', '*/locked');
  expect(code).toBe(0);
  expect(stdout).toBe(`quay.io/a/locked:v1@${DIGEST} -> h.io/mirror/quay.io/a/locked:v1\n`);
});

test('mirror copies nothing from the registry that it copies to', () => {
  const { code, stdout } = groundwork('mirror', '--to', 'quay.io/mirror', '--dry-run', '--only', '*/locked');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
});
