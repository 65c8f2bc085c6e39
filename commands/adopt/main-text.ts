import type { NewRoot } from './prove';

/** The main.ts of a project with adopted files. */
export function mainText({ name, repository }: NewRoot, files: ReadonlyMap<string, string>): string {
  const has = (folder: string) => [...files.keys()].some((file) => file.startsWith(`${folder}/`));
  const calls = [
    ...(has('manifests') ? ["manifestsFromFiles(app, 'manifests');"] : []),
    ...(has('apps') ? ["appsFromFiles(app, 'apps');"] : []),
  ];
  const imports = ['AppsOfApps', ...(has('apps') ? ['appsFromFiles'] : []), 'GroundworkApp'];
  if (has('manifests')) imports.push('manifestsFromFiles');
  return `import { ${imports.join(', ')} } from 'cdk8s-groundwork';

const app = new GroundworkApp();

// The one Application to kubectl apply. It brings everything else.
new AppsOfApps(app, 'root', {
  name: ${quoted(name)},
  // The repository that this folder is committed to. Look up: git remote get-url origin
  repository: { url: ${quoted(repository.url)}, revision: ${quoted(repository.revision ?? 'main')} },
});

${calls.join('\n')}

app.synth();
`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
