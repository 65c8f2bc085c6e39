import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Acquired, Wanted } from '../argocd/model/wanted';
import { type Answers, type Reply, TestServer } from '../images/testing/test-server';
import { unpack } from './archive';
import { ContentCache, sha256 } from './content-cache';
import { download } from './download';
import { FetchError } from './fetch-error';
import { type FetchLock, formatFetchLock, parseFetchLock } from './fetch-lock';
import { Fetcher, type FetcherOptions } from './fetcher';
import { archive, chartArchive, indexOf } from './testing/archives';
import { GitServer } from './testing/git-server';
import { VendoredCharts } from './vendored';

let dir: string;
const before = { ...process.env };

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'fetch-'));
  Object.assign(process.env, { HOME: dir, GIT_CONFIG_GLOBAL: path.join(dir, 'gitconfig'), GIT_CONFIG_NOSYSTEM: '1' });
  for (const name of ['NETRC', 'HELM_CONFIG_HOME', 'XDG_CONFIG_HOME', 'HELM_REPOSITORY_CONFIG', 'DOCKER_CONFIG'])
    delete process.env[name];
});
afterEach(() => {
  process.env = { ...before };
  TestServer.stopAll();
  jest.restoreAllMocks();
  fs.rmSync(dir, { recursive: true, force: true });
});

const cache = () => new ContentCache(path.join(dir, 'cache'));

function fetcher(options: Partial<FetcherOptions> = {}): Fetcher {
  return new Fetcher({
    from: 'network',
    lock: new Map(),
    lockFile: 'charts.lock.yaml',
    cache: cache(),
    vendored: new VendoredCharts(path.join(dir, 'vendor')),
    retry: { attempts: 2, firstWait: 0, longestWait: 10 },
    ...options,
  });
}

const chart = (url: string, revision = '1.0.0', name = 'web'): Wanted => ({
  kind: 'chart',
  url,
  revision,
  chart: name,
  atHand: [],
});

/** What was got, as words: its label, or why not. */
async function got(wanted: Wanted, options: Partial<FetcherOptions> = {}): Promise<string> {
  return words(await fetcher(options).acquire(wanted));
}

function words(acquired: Acquired | undefined): string {
  return acquired?.tree ? acquired.tree.label : (acquired?.reason ?? 'nothing said');
}

/** All files below the folder of the test, with what is in them. */
function everything(at = path.join(dir, 'cache')): string {
  if (!fs.existsSync(at)) return '';
  return fs
    .readdirSync(at, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name))
    .map((file) => `${file}\n${fs.readFileSync(file, 'latin1')}`)
    .join('\n');
}

const kept = () => fs.readdirSync(path.join(dir, 'cache', 'archives'));
const halves = () =>
  fs.existsSync(path.join(dir, 'cache', 'part')) ? fs.readdirSync(path.join(dir, 'cache', 'part')) : [];

/** A repository with some versions of a chart. */
async function repository(versions: readonly string[], more: Answers = {}): Promise<TestServer> {
  const charts = await Promise.all(
    versions.map(async (version) => {
      const bytes = await chartArchive('web', version);
      return { name: 'web', version, url: `charts/web-${version}.tgz`, bytes };
    }),
  );
  return TestServer.start({
    'GET /repo/index.yaml': { body: indexOf(charts) },
    ...Object.fromEntries(charts.map(({ url, bytes }) => [`GET /repo/${url}`, { body: bytes }])),
    ...(more as object),
  });
}

describe('a chart of an HTTP repository', () => {
  test('a version, a range, what Helm makes of half a version, and no version at all', async () => {
    const server = await repository(['1.0.0', '1.2.0', '1.3.0-rc.1', '2.0.0']);
    const url = `${server.origin}/repo/`;
    const all = ['1.0.0', '1.x', '1.2', '', '>1.2.0-0 <2', '9.9.9'].map((revision) => got(chart(url, revision)));
    expect(await Promise.all(all)).toEqual([
      'web-1.0.0',
      'web-1.2.0',
      'web-1.2.0',
      'web-2.0.0',
      'web-1.3.0-rc.1',
      'it has no version 9.9.9; the first of 4 is 1.0.0',
    ]);
  });

  test('an index is read once a run, and a chart that was had before is not asked for again', async () => {
    const server = await repository(['1.0.0', '1.2.0']);
    const url = `${server.origin}/repo`;
    const one = fetcher();
    await Promise.all([one.acquire(chart(url)), one.acquire(chart(url, '1.2.0')), one.acquire(chart(url))]);
    expect(server.log.filter((line) => line.includes('index'))).toHaveLength(1);
    const count = server.log.length;
    expect(await got(chart(url))).toBe('web-1.0.0');
    expect(server.log).toHaveLength(count);
  });

  test.each([
    ['the URL', (host: string) => `http://u:hunter2@${host}/repo`, () => undefined],
    [
      'netrc',
      (host: string) => `http://${host}/repo`,
      () => fs.writeFileSync(path.join(dir, '.netrc'), 'machine 127.0.0.1\n  login u\n  password hunter2\n'),
    ],
    [
      'helm repo add',
      (host: string) => `http://${host}/repo`,
      (host: string) => {
        fs.mkdirSync(path.join(dir, '.config/helm'), { recursive: true });
        const entry = `repositories: [{name: x, url: "http://${host}/repo/", username: u, password: hunter2}]\n`;
        fs.writeFileSync(path.join(dir, '.config/helm/repositories.yaml'), entry);
      },
    ],
  ])('the login of %s is used, and goes into no file and to no other host', async (_, url, prepare) => {
    const bytes = await chartArchive('web', '1.0.0');
    const other = await TestServer.start({ 'GET /web.tgz': { body: bytes } });
    const elsewhere = other.origin.replace('127.0.0.1', 'localhost');
    const login = `Basic ${Buffer.from('u:hunter2').toString('base64')}`;
    const server = await TestServer.start(({ headers, url: asked }) => {
      if (headers.authorization !== login) return { status: 401 };
      if (asked.pathname === '/repo/index.yaml')
        return { body: indexOf([{ name: 'web', version: '1.0.0', url: 'web.tgz', bytes }]) };
      return { status: 302, headers: { location: `${elsewhere}/web.tgz` } };
    });
    prepare(server.name);
    expect(await got(chart(url(server.name)))).toBe('web-1.0.0');
    expect(other.authorizations).toEqual([undefined]);
    expect(everything()).not.toMatch(/hunter2|aHVudGVy|dTpodW50ZXIy/);
  });

  test('a URL in the index on another host gets no login of the repository', async () => {
    const bytes = await chartArchive('web', '1.0.0');
    const other = await TestServer.start({ 'GET /web.tgz': { body: bytes } });
    const url = `${other.origin.replace('127.0.0.1', 'localhost')}/web.tgz`;
    const index = indexOf([{ name: 'web', version: '1.0.0', url }]);
    const server = await TestServer.start({ 'GET /index.yaml': { body: index } });
    expect(await got(chart(`http://u:hunter2@${server.name}`))).toBe('web-1.0.0');
    expect(other.authorizations).toEqual([undefined]);
  });
});

describe('a server that is hostile or ill: the reason is told, and nothing is kept', () => {
  const file: Reply = { body: 'x' };
  const cases: Readonly<Record<string, { index?: Reply; chart?: Reply; says: string | RegExp }>> = {
    'there is no index': { index: { status: 404 }, says: 'index.yaml: there is no such file (404)' },
    'it asks for a login': { index: { status: 401 }, says: 'asks for a login (401): give it with helm repo add' },
    'too many requests': {
      index: { status: 429, headers: { 'retry-after': '3600' } },
      says: 'too many requests (429): try again in 3600 s',
    },
    'it is down': { index: { status: 503 }, says: 'the server answers 503' },
    'the connection breaks before the answer': { index: { breakOff: 'before the answer' }, says: 'does not answer' },
    'the index is cut off': { index: { body: 'x'.repeat(1e5), breakOff: 'in the body' }, says: 'breaks off' },
    'the index is no YAML': { index: { body: '{{{' }, says: 'is no YAML' },
    'the index is a page': { index: { body: '<html></html>' }, says: 'is no index of charts' },
    'the index has no such chart': { index: { body: 'entries: {}' }, says: 'has no chart "web"' },
    'the index is no list': { index: { body: 'entries: {web: x}' }, says: 'it has no version 1.0.0' },
    'the index leads to a file': {
      index: { body: 'entries: {web: [{version: 1.0.0, urls: ["file:///etc/passwd"]}]}' },
      says: 'file:///etc/passwd is no URL of a web server',
    },
    'it redirects to a file': {
      index: { status: 302, headers: { location: 'file:///etc/passwd' } },
      says: 'sends on to a URL of the scheme file:',
    },
    'it redirects for ever': {
      index: { status: 302, headers: { location: '/repo/index.yaml' } },
      says: 'more than 10 times',
    },
    'the chart has another digest than the index says': { chart: file, says: /is sha256:[0-9a-f]{64}, and the index/ },
  };
  test.each(Object.keys(cases))('%s', async (name) => {
    const { index, chart: body, says } = cases[name] as (typeof cases)[string];
    const server = await repository(['1.0.0'], {
      ...(index && { 'GET /repo/index.yaml': index }),
      ...(body && { 'GET /repo/charts/web-1.0.0.tgz': body }),
    });
    const said = await got(chart(`${server.origin}/repo`));
    if (typeof says === 'string') expect(said).toContain(says);
    else expect(said).toMatch(says);
    expect(everything()).toBe('');
    expect(halves()).toEqual([]);
  });

  test('what is endless is left at a limit', async () => {
    const server = await TestServer.start({ 'GET /a': { body: 'x'.repeat(1 << 16), endless: true } });
    const url = new URL(`${server.origin}/a`);
    await expect(download(url, { limit: 2 ** 20 })).rejects.toThrow('is larger than 1 MiB');
  });

  test('what comes too slowly is left', async () => {
    const server = await TestServer.start({ 'GET /a': { body: 'x'.repeat(1000), drip: 20 } });
    const url = new URL(`${server.origin}/a`);
    await expect(download(url, { limit: 2 ** 20, within: 100 })).rejects.toThrow('not whole after');
  });

  const entry = (name: string, more: object = {}) => ({ name, text: 'x', ...more });
  test.each([
    ['a path above it', [entry('web/Chart.yaml'), entry('web/../../x')], 'a path that leads out of it'],
    ['an absolute path', [entry('web/Chart.yaml'), entry('/etc/x')], 'a path that leads out of it'],
    [
      'a symlink out of it',
      [entry('web/a', { type: 'symlink', linkname: '../../etc', text: '' })],
      'a symlink that leads out',
    ],
    [
      'an absolute symlink',
      [entry('web/a', { type: 'symlink', linkname: '/etc', text: '' })],
      'a symlink that leads out',
    ],
    ['a hard link', [entry('web/a', { type: 'link', linkname: 'web/b', text: '' })], 'neither a file nor a folder'],
    ['a device', [entry('web/a', { type: 'character-device', text: '' })], 'neither a file nor a folder'],
    ['another chart', [entry('other/Chart.yaml')], 'its archive has no web/Chart.yaml'],
  ])('an archive with %s', async (_, entries, says) => {
    const bytes = await archive(entries as never);
    const index = indexOf([{ name: 'web', version: '1.0.0', url: 'web.tgz' }]);
    const server = await TestServer.start({ 'GET /index.yaml': { body: index }, 'GET /web.tgz': { body: bytes } });
    expect(await got(chart(server.origin))).toContain(says);
  });

  test('an archive that unpacks to more than a limit, has too many files, or is half of one', async () => {
    const whole = await chartArchive('web', '1.0.0');
    const large = await archive([{ name: 'web/values.yaml', text: 'x'.repeat(2 ** 20) }]);
    const behind = Buffer.concat([await archive([{ name: 'web/a', text: 'x' }]), gzipSync(Buffer.alloc(2 ** 24))]);
    await expect(unpack(large, 'x', 'web', { bytes: 2 ** 19 })).rejects.toThrow('unpacks to more than 0.5 MiB');
    await expect(unpack(whole, 'x', 'web', { files: 1 })).rejects.toThrow('has more than 1 files');
    await expect(unpack(whole.subarray(0, whole.length / 2), 'x', 'web')).rejects.toThrow('no archive, or half of one');
    await expect(unpack(Buffer.from('<html>'), 'x', 'web')).rejects.toThrow('no archive, or half of one');
    await unpack(behind, 'x', 'web', { bytes: 2 ** 19 }).catch((error) => expect(error).toBeInstanceOf(FetchError));
  });
});

describe('the lock', () => {
  const lockOf = (one: Fetcher): FetchLock => parseFetchLock(formatFetchLock(one.used.values()));

  test('a range stays what it was, until it is resolved anew', async () => {
    const server = await repository(['1.0.0']);
    const url = `${server.origin}/repo`;
    const first = fetcher();
    await first.acquire(chart(url, '1.x'));
    const lock = lockOf(first);
    TestServer.stopAll();
    const newer = await repository(['1.0.0', '1.5.0']);
    const moved = new Map([...lock].map(([key, one]) => [key.replace(url, `${newer.origin}/repo`), one]));
    expect(await got(chart(`${newer.origin}/repo`, '1.x'), { lock: moved })).toBe('web-1.0.0');
    expect(newer.log).toEqual([]);
    expect(await got(chart(`${newer.origin}/repo`, '1.x'), { lock: moved, update: true })).toBe('web-1.5.0');
  });

  test('bytes that changed under the same version are refused, and taken with --update-lock', async () => {
    const old = await chartArchive('web', '1.0.0', { 'values.yaml': 'a: 1\n' });
    const fresh = await chartArchive('web', '1.0.0', { 'values.yaml': 'a: 2\n' });
    const index = indexOf([{ name: 'web', version: '1.0.0', url: 'web.tgz' }]);
    const server = await TestServer.start({
      'GET /index.yaml': { body: index },
      'GET /web.tgz': [{ body: old }, { body: fresh }],
    });
    const first = fetcher();
    await first.acquire(chart(server.origin));
    const lock = lockOf(first);
    fs.rmSync(path.join(dir, 'cache'), { recursive: true });
    const said = await got(chart(server.origin), { lock });
    expect(said).toContain(`is ${sha256(fresh)} now, and charts.lock.yaml:8 says ${sha256(old)}`);
    expect(said).toContain('--update-lock');
    expect(await got(chart(server.origin), { lock })).toBe(said);
    const update = fetcher({ lock, update: true });
    expect(words(await update.acquire(chart(server.origin)))).toBe('web-1.0.0');
    expect([...lockOf(update).values()][0]?.digest).toBe(sha256(fresh));
  });

  test('an archive in the repository is read without a network, but only if it is the one of the lock', async () => {
    const server = await repository(['1.0.0']);
    const url = `${server.origin}/repo`;
    const first = fetcher();
    await first.acquire(chart(url, '1.x'));
    const lock = lockOf(first);
    const vendored = new VendoredCharts(path.join(dir, 'vendor'));
    const [{ bytes = Buffer.alloc(0) } = {}] = first.used.values();
    expect(vendored.write('web', '1.0.0', bytes)).toEqual({ name: 'web-1.0.0.tgz', isNew: true });
    const count = server.log.length;
    expect(await got(chart(url, '1.x'), { lock, from: 'vendored' })).toBe('web-1.0.0');
    expect(await got(chart(url, '1.0.0'), { from: 'vendored' })).toBe('web-1.0.0');
    fs.writeFileSync(path.join(dir, 'vendor/web-1.0.0.tgz'), await chartArchive('web', '1.0.0', { a: 'b' }));
    expect(await got(chart(url, '1.x'), { lock, from: 'vendored' })).toContain('fetched only with --fetch');
    expect(server.log).toHaveLength(count);
  });

  test('it has no login of a URL, and says where it is wrong', async () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const wanted = { kind: 'chart', url: 'https://u:hunter2@c.example.com', revision: '1.x', chart: 'web' } as const;
    const content = formatFetchLock([
      { wanted, version: '1.0.0', digest, from: 'https://u:hunter2@c.example.com/a.tgz' },
    ]);
    expect(content).not.toContain('hunter2');
    expect([...parseFetchLock(content).values()]).toMatchObject([{ wanted: { url: 'https://c.example.com' }, digest }]);
    expect(() => parseFetchLock(`${content}other: []\n`)).toThrow('charts.lock.yaml:14: unknown key "other"');
    expect(() => parseFetchLock(content.replace(digest, 'x'))).toThrow('charts.lock.yaml:8: "x" is no digest');
    expect(() => parseFetchLock('charts: [{chart: a}]')).toThrow('charts.lock.yaml:1: repository is missing');
  });
});

describe('--offline', () => {
  test('what was fetched before is there, the rest is told, and no connection is opened', async () => {
    const server = await repository(['1.0.0']);
    const url = `${server.origin}/repo`;
    expect(await got(chart(url, '1.x'))).toBe('web-1.0.0');
    const connect = jest.spyOn(net.Socket.prototype, 'connect');
    expect(await got(chart(url, '1.x'), { from: 'offline' })).toBe('web-1.0.0');
    const nothing = '--offline, and it was not fetched before: --fetch gets it once';
    expect(await got(chart(url, '2.x'), { from: 'offline' })).toBe(nothing);
    const oci = chart('registry.example.com/charts', '1.0.0');
    const git: Wanted = { kind: 'git', url: 'https://git.example.com/a.git', revision: 'main', chart: '', atHand: [] };
    expect(await got(oci, { from: 'offline' })).toBe(nothing);
    expect(await got(git, { from: 'offline' })).toBe(nothing);
    expect(connect).not.toHaveBeenCalled();
  });

  test('a cache that somebody damaged or deleted is as good as none', async () => {
    const server = await repository(['1.0.0']);
    const url = `${server.origin}/repo`;
    expect(await got(chart(url))).toBe('web-1.0.0');
    const [name = ''] = kept();
    fs.writeFileSync(path.join(dir, 'cache/archives', name), 'damaged');
    expect(await got(chart(url), { from: 'offline' })).toContain('--offline');
    expect(await got(chart(url))).toBe('web-1.0.0');
    fs.rmSync(path.join(dir, 'cache'), { recursive: true });
    expect(await got(chart(url))).toBe('web-1.0.0');
  });
});

test('of a full cache what was not used for longest goes, and what is half made only after an hour', () => {
  const folder = path.join(dir, 'cache');
  const first = new ContentCache(folder);
  const digests = ['a', 'b', 'c'].map((text) => first.put(Buffer.from(text.repeat(1000))));
  for (const [at, digest] of digests.entries())
    fs.utimesSync(path.join(folder, 'archives', digest.replace(':', '-')), at + 1, at + 1);
  for (const name of ['old', 'new']) fs.writeFileSync(path.join(folder, 'part', name), 'x');
  fs.utimesSync(path.join(folder, 'part/old'), 1, 1);
  first.get(digests[0] as string);
  new ContentCache(folder, 2000).put(Buffer.from('d'));
  expect(digests.map((digest) => first.get(digest) !== undefined)).toEqual([true, false, true]);
  expect(halves()).toEqual(['new']);
});

describe('a Git repository', () => {
  let server: GitServer;
  let commits: string[];
  const git = (...args: string[]) =>
    spawnSync('git', args, { cwd: path.join(dir, 'git/repo.git'), env: process.env, encoding: 'utf8' }).stdout.trim();
  const wanted = (revision: string, login = ''): Wanted => ({
    kind: 'git',
    url: `http://${login}${server.host}/repo.git`,
    revision,
    chart: '',
    atHand: [],
  });

  beforeEach(async () => {
    fs.writeFileSync(
      path.join(dir, 'gitconfig'),
      '[user]\nname = a\nemail = a@example.com\n[init]\ndefaultBranch = main\n',
    );
    fs.mkdirSync(path.join(dir, 'git/repo.git'), { recursive: true });
    git('init', '-q');
    commits = ['one', 'two', 'three'].map((text) => {
      fs.writeFileSync(path.join(dir, 'git/repo.git/a.yaml'), text);
      git('add', '-A');
      git('commit', '-q', '-m', text);
      return git('rev-parse', 'HEAD');
    });
    git('tag', '-a', 'v1.0.0', '-m', 'x', commits[0] as string);
    git('tag', 'v1.1.0', commits[1] as string);
    git('tag', 'v2.0.0-rc.1', commits[2] as string);
    git('branch', 'old', commits[0] as string);
  });
  afterEach(() => server.stop());

  async function content(acquired: Acquired | undefined): Promise<string> {
    return acquired?.tree ? Buffer.from(acquired.tree.read('a.yaml')).toString() : words(acquired);
  }

  test('a branch, a tag, a range, a commit, and the beginning of its name, as Argo CD takes them', async () => {
    server = await GitServer.start(path.join(dir, 'git'));
    const revisions = [
      '',
      'HEAD',
      'main',
      'old',
      'refs/heads/old',
      'v1.0.0',
      'v1.*',
      '>=1.0.0-0',
      commits[1],
      commits[0]?.slice(0, 8),
    ];
    const one = fetcher();
    const found = await Promise.all(
      revisions.map(async (revision = '') => content(await one.acquire(wanted(revision)))),
    );
    expect(found).toEqual(['three', 'three', 'three', 'one', 'one', 'one', 'two', 'three', 'two', 'one']);
    expect(await got(wanted('gone'))).toBe('it has no branch, tag or commit "gone"');
    expect(await got(wanted('deadbeef'))).toContain('it has no commit deadbeef');
    expect(halves()).toEqual([]);
    const offline = wanted('v1.*');
    server.stop();
    expect(await content(await fetcher({ from: 'offline' }).acquire(offline))).toBe('two');
  });

  test('two runs at once do not disturb each other', async () => {
    server = await GitServer.start(path.join(dir, 'git'));
    const both = [fetcher(), fetcher()].map(async (one) => content(await one.acquire(wanted(commits[1] as string))));
    expect(await Promise.all(both)).toEqual(['two', 'two']);
    expect(halves()).toEqual([]);
  });

  test('the login of a URL is used, and is in no file, no argument and no message', async () => {
    server = await GitServer.start(path.join(dir, 'git'), 'u:hunter2');
    expect(await content(await fetcher().acquire(wanted('main', 'u:hunter2@')))).toBe('three');
    expect(everything()).not.toContain('hunter2');
    const said = await got(wanted('main', 'u:wrong-s3cret@'));
    expect(said).toMatch(/git asks for a login/);
    expect(said).not.toContain('s3cret');
    expect(await got(wanted('v1.0.0'))).toMatch(/git asks for a login/);
  });

  test('what would read files here or start programs is no repository to fetch', async () => {
    server = await GitServer.start(path.join(dir, 'git'));
    for (const url of [
      `file://${dir}/git/repo.git`,
      `${dir}/git/repo.git`,
      'ext::sh -c id',
      '--upload-pack=id',
      'fd::1',
    ])
      expect(await got({ ...wanted('main'), url })).toContain('it is no URL that is fetched here');
  });

  test('a server that answers nothing is left after a while', async () => {
    server = await GitServer.start(path.join(dir, 'git'));
    const silent = net.createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(silent.address() as net.AddressInfo).port}/repo.git`;
    const said = await got({ ...wanted('main'), url }, { gitTimes: { list: 300, fetch: 300 } });
    silent.close();
    expect(said).toBe('git was ended: it takes longer than 0.3 s');
  });
});

describe('an OCI registry', () => {
  const CHART = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
  /** Some tags of one repository. */
  async function registry(
    tags: readonly string[],
    {
      layer = CHART,
      config = 'application/vnd.cncf.helm.config.v1+json',
      blob,
      top = 'web',
    }: { layer?: string; config?: string; blob?: Reply; top?: string } = {},
  ): Promise<TestServer> {
    const answers: Record<string, Reply> = {};
    for (const tag of tags) {
      const bytes = await chartArchive(top, tag.replace('_', '+'));
      const manifest = JSON.stringify({
        schemaVersion: 2,
        mediaType: 'application/vnd.oci.image.manifest.v1+json',
        config: { mediaType: config, digest: sha256(Buffer.from('{}')), size: 2 },
        layers: [{ mediaType: layer, digest: sha256(bytes), size: bytes.length }],
      });
      const headers = { 'content-type': 'application/vnd.oci.image.manifest.v1+json' };
      answers[`GET /v2/charts/web/manifests/${tag}`] = { headers, body: manifest };
      answers[`GET /v2/charts/web/blobs/${sha256(bytes)}`] = blob ?? { body: bytes };
    }
    const half = Math.ceil(tags.length / 2);
    return TestServer.start(({ method, url }) => {
      const key = `${method} ${url.pathname}`;
      if (key !== 'GET /v2/charts/web/tags/list') return answers[key] ?? { status: 404 };
      const more = url.searchParams.has('last');
      const headers: Record<string, string> = more ? {} : { link: '</v2/charts/web/tags/list?last=x>; rel="next"' };
      return { headers, body: JSON.stringify({ tags: more ? tags.slice(half) : tags.slice(0, half) }) };
    });
  }
  const ask = (server: TestServer, wanted: Partial<Wanted>) =>
    got({ ...chart(`${server.name}/charts`), ...wanted }, { plainHttp: new Set([server.name]) });

  test('a chart in a version and in a range, over all pages of tags; a + is an underscore in a tag', async () => {
    const server = await registry(['1.0.0', '1.2.0', '1.9.0_build', '2.0.0']);
    expect(await ask(server, { revision: '1.0.0' })).toBe('web-1.0.0');
    expect(await ask(server, { revision: '1.x' })).toBe('web-1.9.0+build');
    expect(await ask(server, { revision: '', url: `oci://${server.name}/charts` })).toBe('web-2.0.0');
    expect(await ask(server, { revision: '3.x' })).toBe('none of 4 versions fits "3.x"');
    expect(await ask(server, { revision: '7.0.0' })).toMatch(/not found/i);
  });

  test('an artifact of manifests is its files, one of a chart the chart', async () => {
    const server = await registry(['1.0.0'], { layer: 'application/vnd.oci.image.layer.v1.tar+gzip', config: 'a/b' });
    const one = fetcher({ plainHttp: new Set([server.name]) });
    const wanted: Wanted = {
      kind: 'oci',
      url: `oci://${server.name}/charts/web`,
      revision: '1.x',
      chart: '',
      atHand: [],
    };
    const acquired = await one.acquire(wanted);
    expect(acquired?.tree?.type('Chart.yaml')).toBe('file');
  });

  test.each([
    [
      'bytes that are others than it says',
      { blob: { body: 'x'.repeat(100) } },
      /says sha256:.* and its bytes are|sends more than it says/,
    ],
    ['a layer that is no chart', { layer: 'text/plain' }, /has 0 layers of files: Argo CD takes one/],
    ['no chart', { config: 'a/b' }, /which Argo CD does not take|is no chart/],
    ['half of a blob', { blob: { body: 'x'.repeat(400), breakOff: 'in the body' as const } }, /breaks off|sends more/],
  ])('with %s', async (_, options, says) => {
    expect(await ask(await registry(['1.0.0'], options), {})).toMatch(says);
    expect(everything()).toBe('');
  });

  test('what is no place in a registry is told', async () => {
    expect(await got(chart('a b/../c'))).toContain('is no repository of an OCI registry');
  });
});

test('a file at a URL is had by its name', async () => {
  const server = await TestServer.start({ 'GET /a/install.yaml': { body: 'kind: x\n' } });
  const acquired = await fetcher().acquire({
    kind: 'file',
    url: `${server.origin}/a/install.yaml`,
    revision: '',
    chart: '',
    atHand: [],
  });
  expect(acquired?.tree?.list('')).toEqual([{ name: 'install.yaml', type: 'file' }]);
});
