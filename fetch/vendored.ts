import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseVersion } from '../argocd/semantics/semver';
import { temporaryBeside } from '../files/temporary-beside';
import { sha256 } from './content-cache';

/** Where charts lie in a repository, beside the lock. */
export const VENDOR_FOLDER = path.join('vendor', 'charts');

/** The archives of charts in a repository: `vendor/charts/NAME-VERSION.tgz`. */
export class VendoredCharts {
  private readonly digests = new Map<string, string>();

  /** @param folder `vendor/charts` */
  constructor(readonly folder: string) {}

  /** The archive that has a digest. */
  find(chart: string, version: string, digest: string): Buffer | undefined {
    for (const name of this.namesOf(chart, version)) {
      const bytes = this.read(name);
      if (bytes && this.digestOf(name, bytes) === digest) return bytes;
    }
    return undefined;
  }

  /** The archive of a version, where nothing says which digest it must have. */
  findVersion(chart: string, version: string): { readonly bytes: Buffer; readonly file: string } | undefined {
    if (!parseVersion(version)) return undefined;
    const names = this.namesOf(chart, version);
    const bytes = names.length === 1 ? this.read(names[0] as string) : undefined;
    return bytes && { bytes, file: path.join(this.folder, names[0] as string) };
  }

  /** Writes an archive, whole or not at all. @returns its name, and whether it is new */
  write(chart: string, version: string, bytes: Buffer): { readonly name: string; readonly isNew: boolean } {
    const digest = sha256(bytes);
    for (const name of this.namesOf(chart, version)) {
      const there = this.read(name);
      if (there && this.digestOf(name, there) === digest) return { name, isNew: false };
    }
    // Charts of two repositories may have one name and version.
    const plain = `${stem(chart, version)}.tgz`;
    const name = fs.existsSync(path.join(this.folder, plain))
      ? `${stem(chart, version)}.${digest.slice(7, 19)}.tgz`
      : plain;
    const file = path.join(this.folder, name);
    let part = file;
    try {
      fs.mkdirSync(this.folder, { recursive: true });
      part = temporaryBeside(file);
      fs.writeFileSync(part, bytes, { flag: 'wx' });
      fs.renameSync(part, file);
    } catch (error) {
      if (part !== file) fs.rmSync(part, { force: true });
      throw new Error(`${file}: cannot be written: ${(error as Error).message}`);
    }
    return { name, isNew: true };
  }

  /** All archives that are there. */
  get names(): readonly string[] {
    try {
      return fs.readdirSync(this.folder).filter((name) => name.endsWith('.tgz') && !name.startsWith('.'));
    } catch {
      return [];
    }
  }

  remove(name: string): void {
    fs.rmSync(path.join(this.folder, name), { force: true });
  }

  private namesOf(chart: string, version: string): readonly string[] {
    const start = stem(chart, version);
    return this.names.filter((name) => {
      return name.startsWith(`${start}.`) && /^(?:\.[0-9a-f]{12})?\.tgz$/.test(name.slice(start.length));
    });
  }

  private read(name: string): Buffer | undefined {
    try {
      return fs.readFileSync(path.join(this.folder, name));
    } catch {
      return undefined;
    }
  }

  private digestOf(name: string, bytes: Buffer): string {
    const known = this.digests.get(name) ?? sha256(bytes);
    this.digests.set(name, known);
    return known;
  }
}

function stem(chart: string, version: string): string {
  const name = chart.split('/').at(-1) as string;
  return `${name}-${version}`.replace(/[^A-Za-z0-9.+_-]/g, '-');
}
