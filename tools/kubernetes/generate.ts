/**
 * Makes `imports/kubernetes/objects.json`: which kinds each version of Kubernetes serves, which fields they have, and what
 * became of the versions of an API that are gone.
 *
 *     npx jiti tools/kubernetes/generate.ts --facts facts.json --lifecycle lifecycle.json DIR...
 *
 * Each DIR is the source of k8s.io/kubernetes in one release, for example `$(go env GOMODCACHE)/k8s.io/kubernetes@v1.36.3`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compile, type Facts, type Lifecycles, type Swagger } from './compile';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { facts: { type: 'string' }, lifecycle: { type: 'string' }, output: { type: 'string' } },
});
const read = <T>(file: string | undefined, otherwise: T): T =>
  file === undefined ? otherwise : (JSON.parse(readFileSync(file, 'utf8')) as T);

const releases = positionals.map((dir) => {
  const minor = /@v1\.(\d+)\./.exec(dir)?.[1];
  if (minor === undefined) throw new Error(`${dir}: expected a folder that ends in @v1.MINOR.PATCH`);
  const file = join(dir, 'api', 'openapi-spec', 'swagger.json');
  return { minor: Number(minor), swagger: JSON.parse(readFileSync(file, 'utf8')) as Swagger };
});
const twice = releases.find((one, index) => releases.findIndex(({ minor }) => minor === one.minor) !== index);
if (twice) throw new Error(`Kubernetes 1.${twice.minor} is named twice`);
const facts = read<Facts>(values.facts, { required: [], enums: {} });
const lifecycle = read<Lifecycles>(values.lifecycle, {});
const output = values.output ?? join(__dirname, '..', '..', 'imports', 'kubernetes', 'objects.json');
writeFileSync(output, `${JSON.stringify(compile(releases, facts, lifecycle), undefined, 1).replace(/\n +/g, '\n')}\n`);
