import * as path from 'node:path';
import { createJiti } from 'jiti';
import { findUp } from './find-up';

/** What runs somebody's TypeScript, as a CommonJS or as an ES module. It is only stripped of its types. */
export function typeScriptFor(file: string, alias?: Readonly<Record<string, string>>): ReturnType<typeof createJiti> {
  return createJiti(file, { interopDefault: true, moduleCache: true, fsCache: cacheFolder(file), alias });
}

/**
 * The exports of somebody's TypeScript or JavaScript.
 *
 * `cdk8s-groundwork/check` is this very copy, also where the package is not installed beside the file.
 */
export function loadModule(file: string): Promise<unknown> {
  const check = path.join(__dirname, '..', 'argocd', 'index');
  return typeScriptFor(file, { 'cdk8s-groundwork/check': check }).import(file);
}

/**
 * Where jiti keeps its JavaScript: in the project. Nowhere without its packages: the system's temporary folder, which jiti
 * would take, is everybody's, and what lies there would be run.
 */
function cacheFolder(file: string): string | false {
  const packages = findUp('node_modules', path.dirname(file));
  return packages === undefined ? false : path.join(packages, '.cache', 'jiti');
}
