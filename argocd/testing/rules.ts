import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportedFinding } from '../../report/report';
import { check } from '../check';
import type { FileTree } from '../tree/file-tree';
import { MemoryTree } from '../tree/memory-tree';

/** The repository that the files of a test or of an example belong to. */
export const REPOSITORY = 'https://git.example.com/platform.git';

/** Files of an example: path → content. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** The manifest of an Application in the project `default` with one source. */
export function applicationOf(source: object): string {
  return JSON.stringify(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'web', namespace: 'argocd' },
      spec: {
        project: 'default',
        source,
        destination: { server: 'https://kubernetes.default.svc', namespace: 'web' },
      },
    },
    null,
    2,
  );
}

/** What a test may turn. */
export interface JudgeOptions {
  /** The rule to run; all when absent. */
  readonly only?: string;
  /** @default - the platform's version */
  readonly argocdVersion?: string;
  /** @default - the newest that the version of Argo CD is tested with */
  readonly kubeVersion?: string;
}

/** Files in memory; one whose content is `-> target` is a symlink. */
export function treeOf(files: Files): FileTree {
  const plain = new Map(Object.entries(files));
  const links = new Map<string, string>();
  for (const [file, content] of plain) {
    const target = typeof content === 'string' ? /^-> (\S+)\n?$/.exec(content)?.[1] : undefined;
    if (target !== undefined) links.set(file, target);
  }
  const tree = new MemoryTree(plain);
  return {
    label: tree.label,
    list: (dir) =>
      tree.list(dir).map((entry) => {
        return links.has(dir === '' ? entry.name : `${dir}/${entry.name}`) ? { ...entry, type: 'symlink' } : entry;
      }),
    type: (file) => (links.has(file) ? 'symlink' : tree.type(file)),
    read: (file) => tree.read(file),
    size: (file) => tree.size(file),
    readlink: (file) => links.get(file) ?? tree.readlink(file),
  };
}

/** Runs the check on files in memory, all of them in {@link REPOSITORY}. */
export function judge(files: Files, options: JudgeOptions = {}): ReturnType<typeof check> {
  const tree = treeOf(files);
  return check({
    directories: [{ tree, dir: '' }],
    repositories: [{ url: REPOSITORY, tree }],
    argocdVersion: options.argocdVersion,
    kubeVersion: options.kubeVersion,
    only: options.only === undefined ? undefined : [options.only],
  });
}

/** The findings of one rule on files in memory. */
export function findings(rule: string, files: Files, argocdVersion?: string): readonly ReportedFinding[] {
  return judge(files, { only: rule, argocdVersion }).findings;
}

/** The examples on the page of a rule. */
export interface Page {
  readonly title: string;
  /** The first sentence. */
  readonly summary: string;
  readonly wrong: Files;
  readonly right: Files;
}

const FENCE = /^```(?:\w+)(?: file=(\S+))?\n([\s\S]*?)^```$/gm;

/** Reads the page of a rule. `123*x` in an example stands for 123 times that letter: some limits are too long to print. */
export function page(rule: string): Page {
  const text = readFileSync(join(__dirname, '..', 'rules', `${rule}.md`), 'utf8');
  const section = (heading: string): Files => {
    const body = new RegExp(`^## ${heading}\\n([\\s\\S]*?)(?=^## |$(?![\\s\\S]))`, 'm').exec(text)?.[1] ?? '';
    const files: Record<string, string> = {};
    for (const [, file = 'example.yaml', content = ''] of body.matchAll(FENCE)) {
      files[file] = content.replace(/\b(\d+)\*([a-z])/g, (_, count, letter) => letter.repeat(Number(count)));
    }
    return files;
  };
  const [, title = '', summary = ''] = /^# (\S+)\n\n([^\n]+(?:\n[^\n]+)*)/.exec(text) ?? [];
  return { title, summary: summary.replace(/\n/g, ' '), wrong: section('Wrong'), right: section('Right') };
}
