import * as fs from 'node:fs';
import * as path from 'node:path';

/** What a project can start from. The files of a template are in `templates/<name>`, those of all in `templates/common`. */
export const TEMPLATES = {
  platform: { summary: 'Cilium, Argo CD, Harbor and the apps of a team' },
  apps: { summary: 'for a cluster that has Argo CD: the project of a team, and its two apps in three environments' },
} as const;

export type TemplateName = keyof typeof TEMPLATES;

/** What differs between two projects of one template. */
export interface ScaffoldOptions {
  /** The folder of the project. */
  readonly dir: string;
  /** What to install as cdk8s-groundwork, as npm takes it; a file is found from the working directory. @default - this version */
  readonly spec?: string;
}

const PACKAGE = 'cdk8s-groundwork';

/**
 * The files of a new project: the text of each by its path.
 *
 * In a template a leading `dot-` stands for a dot, because npm leaves a .gitignore out of a package, and `{{word}}` for the
 * project's name or the version of a package: that with which this version of cdk8s-groundwork is tested.
 *
 * @throws Error if `spec` names a file that is not there
 */
export function scaffold(template: TemplateName, { dir, spec }: ScaffoldOptions): ReadonlyMap<string, string> {
  const root = path.dirname(require.resolve(`${PACKAGE}/package.json`));
  const { version, devDependencies } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const words: Readonly<Record<string, string>> = {
    ...devDependencies,
    [PACKAGE]: spec === undefined ? `^${version}` : installable(spec, dir),
    name: packageName(dir, template),
  };
  const files = new Map<string, string>();
  for (const folder of ['common', template].map((name) => path.join(root, 'templates', name))) {
    for (const entry of fs.readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      const name = path
        .relative(folder, file)
        .split(path.sep)
        .join('/')
        .replaceAll(/(?<=^|\/)dot-/g, '.');
      files.set(name, filled(fs.readFileSync(file, 'utf8'), words, name));
    }
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function filled(text: string, words: Readonly<Record<string, string>>, file: string): string {
  // `${{ … }}` is an expression of GitHub's.
  return text.replaceAll(/(?<!\$)\{\{(.+?)\}\}/g, (_, word: string) => {
    const value = words[word];
    if (value === undefined) throw new Error(`the template of ${file} has {{${word}}}, and nothing says what that is`);
    return file.endsWith('.json') ? JSON.stringify(value).slice(1, -1) : value;
  });
}

/** npm finds a file from the folder of package.json, and who types the command from where they stand. */
function installable(spec: string, dir: string): string {
  if (!/^(file:|\.{0,2}\/)|\.tgz$/.test(spec) || /^https?:/.test(spec)) return spec;
  const file = path.resolve(spec.replace(/^file:(\/\/(?=\/))?/, ''));
  if (!fs.existsSync(file))
    throw new Error(`--package ${spec}: there is no ${file}; name the file that npm pack wrote`);
  return `file:${path.relative(path.resolve(dir), file).split(path.sep).join('/')}`;
}

/**
 * The name of the project as npm takes it, from the name of its folder. No other package of the project has it.
 *
 * @see https://docs.npmjs.com/cli/configuring-npm/package-json#name
 */
export function packageName(dir: string, template: TemplateName): string {
  const name = path
    .basename(path.resolve(dir))
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, '')
    .slice(0, 200);
  if (name === '') return `my-${template}`;
  return /^(cdk8s.*|constructs|jest|typescript|node_modules|favicon\.ico)$/.test(name) ? `my-${name}` : name;
}
