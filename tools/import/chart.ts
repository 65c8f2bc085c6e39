import { hash } from 'node:crypto';
import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { download, folders, isFile, isFolder } from './origin';
import { CHART_NAME, CHART_VERSION } from './sources';
import { parseYaml } from './yaml';

/** A Helm chart, as far as its values go. */
export interface Chart {
  readonly name: string;
  readonly version: string;
  /** The version of what it installs; that of the chart if it does not say. */
  readonly appVersion: string;
  /** Where it was read from, for messages. */
  readonly where: string;
  /** The parsed values.yaml. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The text of it, with its comments. */
  readonly valuesText: string;
  /** Names of the charts that it brings, as its values name them. */
  readonly subcharts: readonly string[];
  /** The parsed values.schema.json, if the chart has one. */
  readonly schema?: object;
  /** Templates by path; empty if the source holds none. */
  readonly templates: ReadonlyMap<string, string>;
}

/** No chart's values or template is larger. */
const MAX_FILE = 16 * 1024 * 1024;

/** The files of a chart that an import reads. */
const WANTED = /^(Chart\.yaml|values\.yaml|values\.schema\.json|templates\/.+\.(ya?ml|tpl|txt))$/;

/**
 * Reads a chart from a folder or a package (.tgz).
 *
 * @throws when it is no chart, with what is missing or wrong and where.
 */
export async function readChart(path: string): Promise<Chart> {
  if (isFolder(path)) return chartOf(path, filesOfFolder(path));
  if (isFile(path)) return chartOf(path, await filesOfPackage(createReadStream(path), path));
  throw new Error(`${path}: no such folder or package.`);
}

/**
 * Downloads a chart from a chart repository, by its index.yaml, and compares the digest that the index states.
 *
 * @throws when the repository has no such chart or version.
 */
export async function fetchChart(repository: string, name: string, version: string): Promise<Chart> {
  if (/\.tgz$/.test(repository))
    return chartOf(repository, await filesOfPackage(Readable.from(await download(repository)), repository));
  const base = repository.endsWith('/') ? repository : `${repository}/`;
  const where = new URL('index.yaml', base).href;
  const index = parseYaml((await download(where)).toString('utf8'), where) as {
    entries?: Record<string, { version?: string; digest?: string; urls?: string[] }[]>;
  } | null;
  const entries = index?.entries?.[name];
  if (!entries)
    throw new Error(`${where}: no chart '${name}'; it has ${Object.keys(index?.entries ?? {}).join(', ') || 'none'}.`);
  const entry = entries.find((candidate) => candidate.version === version);
  if (!entry?.urls?.[0]) {
    const known = entries.slice(0, 5).map((candidate) => candidate.version);
    throw new Error(`${where}: no ${name} ${version}; the first of ${entries.length} are ${known.join(', ')}.`);
  }
  const url = new URL(entry.urls[0], base).href;
  const body = await download(url);
  const digest = hash('sha256', body);
  if (entry.digest && entry.digest.replace(/^sha256:/, '') !== digest) {
    throw new Error(`${url}: sha256 is ${digest}, the index says ${entry.digest}.`);
  }
  return chartOf(url, await filesOfPackage(Readable.from(body), url));
}

/** The folder or package of a chart's version inside a local folder; undefined if there is none. */
export function localChart(from: string, name: string, version: string): string | undefined {
  if (isFile(from)) return from;
  const places = [from, ...folders(from, /^charts$/)];
  const names = [`${name}-${version}`, `${name}-${version}.tgz`];
  const found = places
    .flatMap((place) => names.map((file) => join(place, file)))
    .find((path) => isFile(path) || isFolder(path));
  if (found) return found;
  return isFile(join(from, 'Chart.yaml')) ? from : undefined;
}

function filesOfFolder(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const inside = path.slice(folder.replace(/\/+$/, '').length + 1).replaceAll('\\', '/');
    if (entry.isFile() && WANTED.test(inside)) files.set(inside, readFileSync(path, 'utf8'));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Reads a package in memory: nothing is unpacked, so no entry can be written anywhere; a path that tries to is refused. */
function filesOfPackage(input: Readable, where: string): Promise<Map<string, string>> {
  return new Promise((done, failed) => {
    const files = new Map<string, string>();
    const fail = (what: string) => {
      input.destroy();
      failed(new Error(`${where}: ${what}`));
    };
    const tar = extract();
    tar.on('entry', (header, stream, next) => {
      const name = header.name.replaceAll('\\', '/');
      if (posix.isAbsolute(name) || name.split('/').includes('..')) {
        fail(`the package holds '${header.name}', a path outside of the chart.`);
        return;
      }
      const inside = name.replace(/^(\.\/)?[^/]+\//, '');
      if (header.type !== 'file' || !WANTED.test(inside)) {
        stream.on('end', next).resume();
        return;
      }
      if ((header.size ?? 0) > MAX_FILE) {
        fail(`'${header.name}' has ${header.size} bytes, more than the ${MAX_FILE} that an import reads.`);
        return;
      }
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => {
        chunks.push(chunk as Buffer);
      });
      stream.on('end', () => {
        files.set(inside, Buffer.concat(chunks).toString('utf8'));
        next();
      });
    });
    tar.on('finish', () => done(new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)))));
    const gunzip = createGunzip();
    for (const stream of [input, gunzip, tar])
      stream.on('error', (error: Error) => fail(`no packaged chart: ${error.message}.`));
    input.pipe(gunzip).pipe(tar);
  });
}

function chartOf(where: string, files: ReadonlyMap<string, string>): Chart {
  const meta = files.get('Chart.yaml');
  if (meta === undefined) throw new Error(`${where}: no Chart.yaml; expected a chart's folder or package.`);
  const { name, version, appVersion, dependencies } = (parseYaml(meta, `${where}/Chart.yaml`) ?? {}) as Record<
    string,
    unknown
  >;
  if (typeof name !== 'string' || !CHART_NAME.test(name)) {
    throw new Error(
      `${where}/Chart.yaml: name is ${JSON.stringify(name)}, expected lower case letters, digits and dashes.`,
    );
  }
  if (typeof version !== 'string' || !CHART_VERSION.test(version)) {
    throw new Error(`${where}/Chart.yaml: version is ${JSON.stringify(version)}, expected one such as 1.19.1.`);
  }
  const text = files.get('values.yaml');
  if (text === undefined) throw new Error(`${where}: no values.yaml.`);
  const values = parseYaml(text, `${where}/values.yaml`) ?? {};
  if (typeof values !== 'object' || Array.isArray(values)) throw new Error(`${where}/values.yaml: expected an object.`);
  const schemaText = files.get('values.schema.json');
  let schema: object | undefined;
  try {
    schema = schemaText === undefined ? undefined : JSON.parse(schemaText);
  } catch (error) {
    throw new Error(`${where}/values.schema.json: no JSON: ${(error as Error).message}`);
  }
  const templates = new Map([...files].filter(([path]) => path.startsWith('templates/')));
  return {
    name,
    version,
    appVersion: String(appVersion ?? version),
    where,
    values: values as Record<string, unknown>,
    valuesText: text,
    subcharts: subchartsOf(dependencies),
    schema,
    templates,
  };
}

function subchartsOf(dependencies: unknown): string[] {
  if (!Array.isArray(dependencies)) return [];
  return dependencies.flatMap((one: { name?: unknown; alias?: unknown } | null) => {
    const name = one?.alias ?? one?.name;
    return typeof name === 'string' ? [name] : [];
  });
}
