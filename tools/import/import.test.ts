import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { readChart } from './chart';
import { importCommand } from './command';
import { readOverlay } from './overlay';
import { overlay } from './overlay-file';
import { parseSources } from './sources';
import { misfits } from './type';
import { chartValues } from './values';

// json-schema-to-typescript loads its formatter, whose half in ECMAScript modules jest cannot load; the import leaves it off.
jest.mock('prettier', () => ({}));

const FIXTURES = join(__dirname, '__fixtures__');

const SOURCES = `# A comment that stays.
crds:
  example.org:
    version: v1.0.0
    kinds: [Widget]
    files: [http://127.0.0.1:9/crds/widgets.yaml]
kubernetes:
  version: "1.28"
  file: http://127.0.0.1:9/kubernetes/definitions.json
  kinds: [v1/Pod]
charts:
  demo:
    repository: http://127.0.0.1:9/charts
    versions: [1.0.0]
`;

let folder: string;
let said: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-'));
  said = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const imports = () => join(folder, 'imports');

/** Runs the import over a folder of its own, from the fixtures unless told otherwise. */
async function run(...args: string[]): Promise<void> {
  mkdirSync(imports(), { recursive: true });
  const file = join(imports(), 'sources.yaml');
  if (!statSync(file, { throwIfNoEntry: false })) writeFileSync(file, SOURCES);
  const from = args.includes('--from') ? [] : ['--from', FIXTURES];
  await importCommand(imports())
    .exitOverride()
    .parseAsync(['node', 'import', ...from, ...args]);
}

function snapshot(): Record<string, string> {
  const files = readdirSync(imports(), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(imports().length + 1), readFileSync(path, 'utf8')]),
  );
}

/** A package of a chart, as helm makes it, with entries of one's choice. */
async function packageOf(entries: Readonly<Record<string, string>>): Promise<string> {
  const tar = pack();
  for (const [name, text] of Object.entries(entries)) tar.entry({ name }, text);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  const path = join(folder, 'demo.tgz');
  writeFileSync(path, gzipSync(Buffer.concat(chunks)));
  return path;
}

describe('what is generated', () => {
  test('is the same twice, and nothing is written the second time', async () => {
    // WHEN
    await run();
    const first = snapshot();
    const written = statSync(join(imports(), 'demo-1.0.0.d.ts')).mtimeMs;
    said = '';
    await run();
    // THEN
    expect(snapshot()).toEqual(first);
    expect(statSync(join(imports(), 'demo-1.0.0.d.ts')).mtimeMs).toBe(written);
    expect(said).toContain('8 of 8 files unchanged');
  });

  test('is the same from a folder, a package and a chart repository', async () => {
    // GIVEN
    await run();
    const expected = snapshot();
    const chart = join(FIXTURES, 'demo-1.0.0');
    const tgz = await packageOf({
      'demo/Chart.yaml': readFileSync(join(chart, 'Chart.yaml'), 'utf8'),
      'demo/values.yaml': readFileSync(join(chart, 'values.yaml'), 'utf8'),
      'demo/values.schema.json': readFileSync(join(chart, 'values.schema.json'), 'utf8'),
    });
    for (const name of ['crds', 'kubernetes'])
      cpSync(join(FIXTURES, name), join(folder, 'rest', name), { recursive: true });
    const { server, url } = await serve({
      '/charts/index.yaml': 'entries: { demo: [{ version: 1.0.0, urls: [demo-1.0.0.tgz] }] }',
      '/charts/demo-1.0.0.tgz': readFileSync(tgz),
    });
    try {
      for (const from of [tgz, `${url}/charts`]) {
        // WHEN
        rmSync(imports(), { recursive: true });
        await run('--from', join(folder, 'rest'), '--from', from);
        // THEN
        expect(snapshot()).toEqual(expected);
      }
    } finally {
      server.close();
    }
  });

  test('carries no sentence of its sources, and says who made it', async () => {
    await run();
    const { 'sources.yaml': _, ...generated } = snapshot();
    for (const text of Object.values(generated)) {
      expect(text).not.toMatch(/sentence/);
      expect(text).toMatch(/Generated from .+ by `?npm run import`?\. Do not edit\./);
    }
  });

  test('has closed objects, open maps, unions, null where it means something, and the keys of the schema', async () => {
    await run();
    const { 'demo-1.0.0.d.ts': types, 'values/demo-1.0.0.json': facts } = snapshot();
    expect(types).toContain(" * Values of the chart demo 1.0.0, generated from the chart's own files.\n");
    expect(types).toContain(' * @see http://127.0.0.1:9/charts\n */\nexport interface DemoValues {');
    expect(types).toContain("readonly mode?: 'fast' | 'safe';");
    expect(types).toContain('readonly schemaOnly?: boolean;');
    expect(types).toContain('readonly annotations?: Readonly<Record<string, string>>;');
    expect(types).toContain("readonly 'kubernetes.io/os'?: string | null;");
    expect(types).toContain('readonly [k: string]: string | null | undefined;');
    expect(types).toContain('readonly tolerations?: readonly Toleration[];');
    expect(types).toContain('readonly size?: null | number;');
    expect(types).toContain('readonly cidrs?: readonly string[];');
    expect(JSON.parse(facts)).toMatchObject({
      chart: 'demo',
      version: '1.0.0',
      keys: { mode: "'fast' | 'safe'", pool: { cidrs: 'string[]', size: 'null | number' } },
      defaults: { replicas: 1, pool: { size: null } },
    });
  });

  test('has each structure of a custom resource once, without what Argo CD or Kubernetes writes itself', async () => {
    await run();
    const { 'example.org.d.ts': types, 'schemas/example.org.json': schema } = snapshot();
    expect(types).toContain('readonly port: number | string;');
    expect(types).toContain('readonly open?: Readonly<Record<string, unknown>>;');
    expect(types).toContain("readonly color?: 'red' | 'blue';");
    expect(types).not.toContain('status');
    const { definitions } = JSON.parse(schema);
    expect(definitions.Widget.required).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
    expect(definitions.WidgetSpec.additionalProperties).toBe(false);
    expect(definitions['meta.v1.ObjectMeta'].properties).not.toHaveProperty('uid');
    expect(definitions['meta.v1.OwnerReference'].properties).toHaveProperty('uid');
  });

  test('names the keys that templates read and the types do not know', async () => {
    await run();
    expect(said).toContain('note: demo 1.0.0: templates/config.yaml:2 reads pool.hidden, which the types do not know');
  });
});

describe('a chart bump is one command', () => {
  test('--chart declares the version, keeps the comments, and gives types, facts and the map', async () => {
    // GIVEN
    await run();
    const before = snapshot();
    // WHEN
    await run('--chart', 'demo@1.1.0');
    // THEN
    const after = snapshot();
    const changed = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(changed).toEqual([
      'demo-1.1.0.d.ts',
      'helm-values.d.ts',
      'releases.json',
      'sources.yaml',
      'values/demo-1.1.0.json',
    ]);
    expect(after['sources.yaml']).toBe(SOURCES.replace('[1.0.0]', '[1.0.0, 1.1.0]').replace('"1.28"', '"1.28"'));
    expect(after['helm-values.d.ts']).toContain("readonly '1.1.0': DemoValues_1_1_0;");
  });

  test('--chart fetches that chart alone and leaves the rest byte for byte, while everything else is out of reach', async () => {
    // GIVEN what a full import makes of both versions
    await run('--chart', 'demo@1.1.0');
    const expected = snapshot();
    await run('--remove', 'demo@1.1.0');
    said = '';
    // WHEN only the one chart can be had: no CRDs, no Kubernetes, no other version of it
    await run('--chart', 'demo@1.1.0', '--from', join(FIXTURES, 'demo-1.1.0'));
    // THEN
    expect(snapshot()).toEqual(expected);
    expect(said).not.toContain('not complete');
  });

  test('--remove fetches nothing', async () => {
    await run('--chart', 'demo@1.1.0');
    await run('--remove', 'demo@1.1.0', '--from', folder);
    expect(Object.keys(snapshot())).not.toContain('demo-1.1.0.d.ts');
    expect(JSON.parse(snapshot()['releases.json']).demo).not.toHaveProperty(['1.1.0']);
  });

  test('--chart imports all where something is missing, broken or of another release', async () => {
    await run();
    const complete = snapshot();
    const spoil: readonly (() => void)[] = [
      () => rmSync(join(imports(), 'example.org.d.ts')),
      () => rmSync(join(imports(), 'values', 'demo-1.0.0.json')),
      () => writeFileSync(join(imports(), 'releases.json'), '{"$comment": "Generated from x by npm run import", '),
      () => writeFileSync(join(imports(), 'sources.yaml'), SOURCES.replace('version: v1.0.0', 'version: v1.0.1')),
    ];
    for (const one of spoil) {
      for (const [path, text] of Object.entries(complete)) writeFileSync(join(imports(), path), text);
      one();
      said = '';
      await run('--chart', 'demo@1.1.0');
      expect(said).toContain('importing all of it');
      expect(Object.keys(snapshot())).toEqual(
        expect.arrayContaining(['example.org.d.ts', 'values/demo-1.0.0.json', 'values/demo-1.1.0.json']),
      );
      await run('--remove', 'demo@1.1.0');
    }
  });

  test('a missing chart is reported with where it was looked for and what to do', async () => {
    await run();
    const before = snapshot();
    await expect(run('--chart', 'demo@1.7.0', '--from', join(FIXTURES, 'demo-1.1.0'))).rejects.toThrow(
      /^demo 1\.7\.0 could not be had:\n {2}.+demo-1\.1\.0: is demo 1\.1\.0\.\n {2}http:\/\/127\.0\.0\.1:9\/charts\/index\.yaml: .+\n.*--from demo-1\.7\.0\.tgz \(helm pull .+\)\.$/,
    );
    expect(snapshot()).toEqual(before);
  });

  test('--help says what is fetched', () => {
    const help = importCommand(imports()).helpInformation().replace(/\s+/g, ' ');
    expect(help).toContain('with --chart that one version of a chart and nothing else');
  });

  test('--remove takes a version and its files away', async () => {
    await run('--chart', 'demo@1.1.0');
    await run('--remove', 'demo@1.0.0');
    expect(Object.keys(snapshot())).not.toContain('demo-1.0.0.d.ts');
    expect(snapshot()['sources.yaml']).toContain('versions: [1.1.0]');
    await expect(run('--remove', 'demo@9.9.9')).rejects.toThrow('demo 9.9.9 is not imported; imported are: 1.1.0.');
  });

  test('a chart that is not declared yet needs to say where it is from', async () => {
    await expect(run('--chart', 'other@1.0.0')).rejects.toThrow(/--repository URL/);
    for (const wrong of ['demo', 'demo@', '@1.0.0'])
      await expect(run('--chart', wrong)).rejects.toThrow(/expected NAME@VERSION/);
  });

  test('nothing is written when the new version cannot be read', async () => {
    await run();
    const before = snapshot();
    await expect(run('--chart', 'demo@7.0.0', '--from', FIXTURES)).rejects.toThrow();
    expect(snapshot()).toEqual(before);
  });

  test('a file that no import wrote is not overwritten, and not removed', async () => {
    await run();
    writeFileSync(join(imports(), 'own.d.ts'), 'export type Own = string;\n');
    writeFileSync(join(imports(), 'demo-1.0.0.d.ts'), 'export type Mine = string;\n');
    await expect(run()).rejects.toThrow(/demo-1\.0\.0\.d\.ts: not written by npm run import/);
    expect(snapshot()['own.d.ts']).toBe('export type Own = string;\n');
  });
});

describe('hostile input', () => {
  const chart = { 'demo/Chart.yaml': 'name: demo\nversion: 1.0.0\n', 'demo/values.yaml': 'a: 1\n' };

  test('a values.yaml that does not parse is named with line and column', async () => {
    const path = await packageOf({ ...chart, 'demo/values.yaml': 'a: 1\nb: [1\nc: }\n' });
    await expect(readChart(path)).rejects.toThrow(/demo\.tgz\/values\.yaml:\d+:\d+: /);
  });

  test('a key that stands twice is an error, as in Argo CD', async () => {
    const path = await packageOf({ ...chart, 'demo/values.yaml': 'a:\n  b: 1\n  b: 2\n' });
    await expect(readChart(path)).rejects.toThrow(/values\.yaml:3:3: Map keys must be unique/);
  });

  test('values that are a list, and a bomb of aliases', async () => {
    await expect(readChart(await packageOf({ ...chart, 'demo/values.yaml': '- a\n' }))).rejects.toThrow(
      /expected an object/,
    );
    const bomb = `a: &a [x, x]\n${'bcdefgh'
      .split('')
      .map((key, index) => `${key}: &${key} [*${'abcdefg'[index]}, *${'abcdefg'[index]}, *${'abcdefg'[index]}]`)
      .join('\n')}\n`;
    await expect(readChart(await packageOf({ ...chart, 'demo/values.yaml': bomb }))).rejects.toThrow(/alias/);
  });

  test('a schema whose $ref leads back to itself, nowhere, or out of the file', async () => {
    const { valuesOf } = require('./chart-values') as typeof import('./chart-values');
    const withSchema = async (schema: object) =>
      valuesOf(await readChart(await packageOf({ ...chart, 'demo/values.schema.json': JSON.stringify(schema) })));
    await expect(
      withSchema({
        type: 'object',
        properties: { a: { $ref: '#/definitions/a' } },
        definitions: { a: { type: 'object', properties: { b: { $ref: '#/definitions/a' } } } },
      }),
    ).rejects.toThrow(/values\.schema\.json: a\.b: \$ref cycle #\/definitions\/a -> #\/definitions\/a/);
    await expect(withSchema({ properties: { a: { $ref: '#/definitions/x' } } })).rejects.toThrow(
      /'#\/definitions\/x' leads nowhere/,
    );
    await expect(withSchema({ properties: { a: { $ref: 'https://x/y' } } })).rejects.toThrow(/leaves the file/);
  });

  test('a schema that is no JSON', async () => {
    await expect(readChart(await packageOf({ ...chart, 'demo/values.schema.json': '{' }))).rejects.toThrow(
      /values\.schema\.json: no JSON/,
    );
  });

  test('a folder without Chart.yaml, and a Chart.yaml without a name or with a path for a version', async () => {
    await expect(readChart(FIXTURES)).rejects.toThrow(/no Chart\.yaml/);
    await expect(readChart(await packageOf({ ...chart, 'demo/Chart.yaml': 'version: 1.0.0\n' }))).rejects.toThrow(
      /name is undefined/,
    );
    await expect(
      readChart(await packageOf({ ...chart, 'demo/Chart.yaml': 'name: demo\nversion: ../../x\n' })),
    ).rejects.toThrow(/version is "\.\.\/\.\.\/x"/);
    await expect(readChart(join(folder, 'nowhere'))).rejects.toThrow(/no such folder or package/);
  });

  test('a package with a path out of the chart, and a file that is no package', async () => {
    for (const name of ['../../evil', '/etc/evil', 'demo/../../evil']) {
      await expect(readChart(await packageOf({ ...chart, [name]: 'x' }))).rejects.toThrow(
        /a path outside of the chart/,
      );
    }
    const path = join(folder, 'demo.tgz');
    writeFileSync(path, 'not gzip');
    await expect(readChart(path)).rejects.toThrow(/no packaged chart: incorrect header check/);
    writeFileSync(path, gzipSync(readFileSync(join(FIXTURES, 'demo-1.0.0', 'values.yaml'))));
    await expect(readChart(path)).rejects.toThrow(/demo\.tgz: no /);
  });

  test('a chart repository without the chart, without the version, and with a package of another digest', async () => {
    const { fetchChart } = require('./chart') as typeof import('./chart');
    const tgz = readFileSync(await packageOf(chart));
    const { server, url } = await serve({
      '/index.yaml': 'entries: { demo: [{ version: 1.0.0, digest: "00", urls: [demo.tgz] }] }',
      '/demo.tgz': tgz,
    });
    try {
      await expect(fetchChart(url, 'other', '1.0.0')).rejects.toThrow(/no chart 'other'; it has demo/);
      await expect(fetchChart(url, 'demo', '2.0.0')).rejects.toThrow(/no demo 2\.0\.0; the first of 1 are 1\.0\.0/);
      await expect(fetchChart(url, 'demo', '1.0.0')).rejects.toThrow(/the index says 00/);
      await expect(fetchChart(`${url}/nowhere`, 'demo', '1.0.0')).rejects.toThrow(/HTTP 404/);
    } finally {
      server.close();
    }
    await expect(fetchChart(url, 'demo', '1.0.0')).rejects.toThrow(/Offline\? Name a folder/);
  });

  test('a declaration with mistakes names all of them', () => {
    const text = SOURCES.replace('v1.0.0', '1').replace('[1.0.0]', '[../x]').replace('[v1/Pod]', 'v1/Pod');
    expect(() => parseSources(text, 'sources.yaml')).toThrow(
      [
        'sources.yaml: crds.example.org.version must be a string.',
        'sources.yaml: kubernetes.kinds must be a list of strings.',
        "sources.yaml: charts.demo.versions has '../x', expected a version such as 1.19.1.",
      ].join('\n'),
    );
  });

  test('a document that is no CustomResourceDefinition, and a kind that is not there', async () => {
    mkdirSync(imports(), { recursive: true });
    writeFileSync(join(imports(), 'sources.yaml'), SOURCES.replace('[Widget]', '[Widget, Gadget]'));
    await expect(run()).rejects.toThrow(/has example\.org v1\.0\.0, but not Gadget/);
    writeFileSync(join(imports(), 'sources.yaml'), SOURCES.replace('v1/Pod', 'v1/Pods'));
    await expect(run()).rejects.toThrow(/no definition of v1\/Pods/);
  });
});

describe('the overlays', () => {
  const names = readdirSync(join(__dirname, 'overlays')).filter((name) => !/argoproj|external|kubernetes/.test(name));

  test.each(names)('%s says of each rule where it is read from', (name) => {
    const { rules } = readOverlay(overlay(name), name);
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter(({ because }) => because.length < 10)).toEqual([]);
  });

  test('kubernetes.yaml names fields that Kubernetes has', () => {
    const file = join(__dirname, '..', '..', 'imports', 'schemas', 'kubernetes-1.28.json');
    const { definitions } = JSON.parse(readFileSync(file, 'utf8'));
    for (const [field, values] of Object.entries((overlay('kubernetes.yaml') as { enums: object }).enums)) {
      const [, definition, key] = /^(.+)\.([^.]+)$/.exec(field) as RegExpExecArray;
      expect({ field, enum: definitions[definition]?.properties[key]?.enum }).toEqual({ field, enum: values });
    }
  });

  test('a bump is not stopped by a rule that the new chart contradicts: it is left out, with the reason', () => {
    const chart = {
      name: 'demo',
      version: '2.0.0',
      appVersion: '2',
      where: 'demo',
      valuesText: '',
      subcharts: [],
      templates: new Map(),
    };
    const because = 'templates/demo.yaml compares with these';
    const { rules } = readOverlay(
      {
        rules: [
          { at: '**.policy', is: 'string', because },
          { at: 'urls', add: 'string', because },
          { at: 'other.policy', is: 'string | null', because },
          { at: 'mode', is: "'a' | 'b'", because },
        ],
      },
      'demo.yaml',
    );
    const values = { urls: null, other: { policy: null }, mode: 'a', policy: 'x' };
    const { type, outdated } = chartValues({ ...chart, values }, { rules, secrets: [], refused: [] });
    expect(outdated).toEqual(['urls: null is not string']);
    expect(misfits(type, { ...values, mode: 'c', policy: 1 })).toEqual([
      "mode: \"c\" is not 'a' | 'b'",
      'policy: 1 is not string',
    ]);
  });

  test('mistakes are named, all at once', () => {
    const rules = [{ at: 'a', is: 'strng', because: 'x' }, { at: 'b', because: 'x' }, { is: 'string' }];
    expect(() => readOverlay({ rules }, 'demo.yaml')).toThrow(
      [
        "demo.yaml: rules[0] (a): type 'strng': unknown type 'strng'",
        "demo.yaml: rules[1] (b): needs either 'is' or 'add'.",
        "demo.yaml: rules[2] (no path): 'at' names no path.",
        "demo.yaml: rules[2] (no path): 'because' must say where this is read from.",
      ].join('\n'),
    );
  });
});

test('the script reports what is wrong on one line, without a stack, and exits with 2', () => {
  jest.restoreAllMocks();
  const root = join(__dirname, '..', '..');
  try {
    execFileSync(process.execPath, ['lib/tools/import/main.js', '--from', '/nowhere/at/all'], {
      cwd: root,
      stdio: 'pipe',
    });
    throw new Error('expected to fail');
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: Buffer };
    expect({ status, stderr: stderr.toString() }).toEqual({
      status: 2,
      stderr: '--from /nowhere/at/all: no such folder or package.\n',
    });
  }
});

function serve(files: Readonly<Record<string, string | Buffer>>): Promise<{ server: Server; url: string }> {
  const server = createServer((request, response) => {
    const body = files[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () =>
      done({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
    );
  });
}
