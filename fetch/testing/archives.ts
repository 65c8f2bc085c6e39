import { gzipSync } from 'node:zlib';
import { type Headers, pack } from 'tar-stream';
import { sha256 } from '../content-cache';

/** An archive of entries, whatever they are. */
export async function archive(
  entries: readonly (Omit<Headers, 'name'> & { readonly name: string; readonly text?: string })[],
): Promise<Buffer> {
  const tar = pack();
  for (const { text, ...header } of entries) tar.entry(header as Headers, text ?? '');
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return gzipSync(Buffer.concat(chunks), { level: 1 });
}

/** A packed chart with one ConfigMap, and whatever else. */
export function chartArchive(
  name: string,
  version: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const all = {
    'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: ${version}\n`,
    'values.yaml': 'a: 0\n',
    'templates/a.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}-${version}}\n`,
    ...files,
  };
  return archive(Object.entries(all).map(([file, text]) => ({ name: `${name}/${file}`, text })));
}

/** The index of a repository, as Helm writes it. */
export function indexOf(charts: readonly { name: string; version: string; url: string; bytes?: Buffer }[]): string {
  const names = [...new Set(charts.map(({ name }) => name))].sort();
  const entries = names.map((name) => {
    const versions = charts.filter((one) => one.name === name);
    const items = versions.map(
      ({ version, url, bytes }) =>
        `  - apiVersion: v2\n${bytes ? `    digest: ${sha256(bytes).slice(7)}\n` : ''}    name: ${name}\n    urls:\n    - ${url}\n    version: ${version}\n`,
    );
    return `  ${name}:\n${items.join('')}`;
  });
  return `apiVersion: v1\nentries:\n${entries.join('')}generated: "2026-01-01T00:00:00Z"\n`;
}
