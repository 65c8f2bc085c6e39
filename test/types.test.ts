import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { helmValueErrors } from './helm-values';
import { LanguageServer } from './language-server';
import { describeWithCache } from './with-cache';

const ROOT = join(__dirname, '..');
const TYPES = join(__dirname, 'types');
const IMPORTS = join(ROOT, 'imports');
const TSC = join(ROOT, 'node_modules', '.bin', 'tsc');

/** Compiles a folder with a tsconfig.json; what the compiler says, a line each, empty if it has nothing to say. */
function compile(folder: string): string[] {
  try {
    execFileSync(TSC, ['--project', folder, '--pretty', 'false'], { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
    return [];
  } catch (error) {
    return (error as { stdout: string }).stdout.trim().split('\n');
  }
}

interface Facts {
  readonly chart: string;
  readonly version: string;
  readonly defaults: Readonly<Record<string, unknown>>;
}

const facts = readdirSync(join(IMPORTS, 'values')).map(
  (file): Facts => JSON.parse(readFileSync(join(IMPORTS, 'values', file), 'utf8')),
);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('a wrong value does not compile', () => {
  // One compilation for all: a directive without an error below it is an error itself.
  const errors = compile(TYPES);

  test('every wrong value is an error, every right one is none', () => {
    expect(errors).toEqual([]);
  });

  test('there are wrong values for each chart, the custom resources and the differences of versions', () => {
    const wrong = readdirSync(join(TYPES, 'wrong'));
    expect(wrong).toEqual(['argo-cd.ts', 'cilium.ts', 'custom-resources.ts', 'harbor.ts', 'versions.ts']);
    const counts = wrong.map(
      (file) => readFileSync(join(TYPES, 'wrong', file), 'utf8').split('@ts-expect-error').length - 1,
    );
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(9);
    expect(counts.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(40);
  });

  describeWithCache('with the defaults of the charts', () => {
    let folder: string;
    beforeAll(() => {
      // Inside the project, where the types are to be found by a relative path.
      mkdirSync(join(ROOT, 'node_modules', '.cache'), { recursive: true });
      folder = mkdtempSync(join(ROOT, 'node_modules', '.cache', 'types-'));
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    function write(name: string, all: readonly Facts[]): void {
      mkdirSync(join(folder, name));
      const config = JSON.parse(readFileSync(join(TYPES, 'tsconfig.json'), 'utf8'));
      writeFileSync(join(folder, name, 'tsconfig.json'), JSON.stringify({ ...config, include: ['*.ts'] }));
      const types = relative(join(folder, name), join(IMPORTS, 'helm-values'));
      for (const { chart, version, defaults } of all) {
        writeFileSync(
          join(folder, name, `${chart}-${version}.ts`),
          `import type { HelmValues } from '${types}';\n` +
            `export const values: HelmValues<'${chart}', '${version}'> = ${JSON.stringify(defaults, null, 2)};\n`,
        );
      }
    }

    test('each chart accepts its own, complete', () => {
      // GIVEN
      write('own', facts);
      // THEN
      expect(facts.map(({ chart, version }) => `${chart} ${version}`)).toEqual(
        expect.arrayContaining(['argo-cd 10.1.1', 'cilium 1.16.5', 'cilium 1.19.6', 'harbor 1.19.1']),
      );
      expect(facts.every(({ defaults }) => Object.keys(defaults).length > 20)).toBe(true);
      expect(compile(join(folder, 'own'))).toEqual([]);
    });

    test('no chart accepts those of another version or with one key more', () => {
      // GIVEN
      const one = facts.find(({ version }) => version === '1.16.5') as Facts;
      write('other', [{ ...one, version: '1.19.6' }]);
      write(
        'more',
        facts.map((all) => ({ ...all, defaults: { ...all.defaults, unheardOf: true } })),
      );
      // THEN
      expect(compile(join(folder, 'other')).join('\n')).toMatch(/does not exist in type/);
      expect(
        compile(join(folder, 'more')).filter((line) => /unheardOf.+ does not exist in type/.test(line)),
      ).toHaveLength(facts.length);
    });
  });
});

describe('an editor offers what the chart has', () => {
  const file = join(TYPES, 'right', 'completion.ts');
  const server = new LanguageServer(TSC, ROOT);
  beforeAll(() => server.start());
  afterAll(() => server.stop());

  function values(chart: string, version: string, text: string): string {
    return (
      "import type { HelmValues } from '../../../imports/helm-values';\n" +
      `export const values: HelmValues<'${chart}', '${version}'> = ${text};\n`
    );
  }

  test('the keys of each chart, and nothing else', async () => {
    for (const { chart, version, defaults } of facts) {
      const offered = await server.completions(file, values(chart, version, '{ | }'));
      expect(offered.map((key) => key.replace(/^['"]|['"]$/g, ''))).toEqual(
        expect.arrayContaining(Object.keys(defaults)),
      );
      expect(offered).not.toContain('console');
    }
  });

  test('the keys below a key, and the choices of a value', async () => {
    expect(await server.completions(file, values('cilium', '1.16.5', '{ encryption: { | } }'))).toEqual(
      expect.arrayContaining(['enabled', 'type', 'nodeEncryption', 'strictMode', 'wireguard']),
    );
    expect(
      (await server.completions(file, values('cilium', '1.19.6', "{ encryption: { type: '|' } }"))).sort(),
    ).toEqual(['ipsec', 'wireguard', 'ztunnel']);
    expect(await server.completions(file, values('harbor', '1.19.1', '{ nginx: { tolerations: [{ | }] } }'))).toEqual(
      expect.arrayContaining(['effect', 'key', 'operator']),
    );
  });
});

describe('the same facts at run time', () => {
  test.each(facts)('$chart $version accepts its own defaults and names a key that it does not know', (one) => {
    expect(helmValueErrors(one.chart, one.version, one.defaults)).toEqual([]);
    expect(helmValueErrors(one.chart, one.version, { unheardOf: 1 })).toEqual([
      `${one.chart} ${one.version}: unheardOf: unknown key`,
    ]);
  });

  test('a misspelt choice is named with what is allowed', () => {
    expect(helmValueErrors('cilium', '1.16.5', { encryption: { type: 'wiregaurd' } })).toEqual([
      `cilium 1.16.5: encryption.type: "wiregaurd" is not 'ipsec' | 'wireguard'`,
    ]);
  });

  test('no default of a chart that is a credential is kept', () => {
    const text = JSON.stringify(facts.map(({ defaults }) => defaults));
    for (const secret of ['Harbor12345', 'changeit', 'not-a-secure-key', 'harbor_registry_password']) {
      expect(text).not.toContain(secret);
    }
  });
});

describe('imports/ costs nothing', () => {
  const files = filesBelow(IMPORTS).filter((file) => /\.(d\.ts|json|yaml)$/.test(file));
  const kilobytes = (list: readonly string[]) => list.reduce((sum, file) => sum + statSync(file).size, 0) / 1000;

  test('the whole is smaller than 1.2 MB, the part of the custom resources than 500 kB', () => {
    expect(kilobytes(files)).toBeLessThan(1200);
    expect(kilobytes(files.filter((file) => /argoproj|external-secrets/.test(file)))).toBeLessThan(500);
  });

  test('its types are declarations, which no program can load', () => {
    const modules = files.filter((file) => file.endsWith('.d.ts')).map((file) => file.replace(/\.d\.ts$/, ''));
    expect(modules.length).toBeGreaterThanOrEqual(8);
    for (const module of modules) expect(() => require.resolve(module)).toThrow(/Cannot find module/);
  });

  test('of the types nothing is left in what runs: no program file loads anything of imports/', () => {
    // GIVEN every file of the platform, and one that certainly imports a type
    const { transformSync } = require('@swc/core') as typeof import('@swc/core');
    const own =
      "import type { HelmValues } from '../imports/helm-values';\nexport const v: HelmValues<'harbor', '1.19.1'> = {};";
    const sources = ['main.ts', 'charts', 'synth', 'review', 'images', 'argocd', 'report', 'commands']
      .map((name) => join(ROOT, name))
      .filter((path) => existsSync(path));
    const code = sources
      .flatMap((path) => (statSync(path).isDirectory() ? filesBelow(path) : [path]))
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => ({ file: relative(ROOT, file), text: readFileSync(file, 'utf8') }))
      .concat({ file: 'own', text: own })
      .filter(({ text }) => text.includes('/imports/'));
    // WHEN it is transformed as at run time
    const options = { swcrc: false, configFile: false, jsc: { parser: { syntax: 'typescript' } } } as const;
    const transformed = code.map(({ file, text }) => ({
      file,
      code: transformSync(text, { ...options, module: { type: 'commonjs' } }).code,
    }));
    // THEN
    expect(transformed.map(({ file }) => file)).toContain('own');
    expect(
      transformed.filter((one) => /require\(["']\.[^)]*\/imports\//.test(one.code)).map(({ file }) => file),
    ).toEqual([]);
  });

  test('every generated file says so, and carries no sentence of a chart', () => {
    const generated = files.filter((file) => !file.endsWith('sources.yaml'));
    for (const file of generated) {
      const text = readFileSync(file, 'utf8');
      expect(text.slice(0, 300)).toMatch(
        /Generated from .+ by `?npm run import`?\. Do not edit\.|Generated by tools\/kubernetes\./,
      );
      // The module that maps charts to types has documentation, written here; of the others only the values as a whole.
      const own =
        /\/\*\*\n \* Values of the chart \S+ \S+, generated from the chart's own files\.\n \*\n \* @see \S+\n \*\/\n/;
      if (!file.endsWith('helm-values.d.ts')) expect(text.replace(own, '')).not.toMatch(/\/\*\*|"description":"/);
    }
  });
});
