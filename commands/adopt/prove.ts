import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Model, Repository } from '../../argocd/model/types';
import type { ModelInput } from '../../argocd/read/read-model';
import type { FileTree } from '../../argocd/tree/file-tree';
import { MemoryTree } from '../../argocd/tree/memory-tree';
import { AppsOfApps, appsFromFiles, type GitRepository, GroundworkApp, manifestsFromFiles } from '../../charts';
import { compareSides } from '../../review/compare/compare';
import type { Comparison } from '../../review/compare/comparison';
import type { Plan } from '../../synth/plan/plan';
import { enterWorkingDirectory } from '../../synth/working-directory';

/** Where the new state is, over the files of the old one, which may have a dist of its own. */
const RENDERED = 'groundwork-adopted';

/** The root of the new project. */
export interface NewRoot {
  readonly name: string;
  readonly repository: GitRepository;
}

/** Renders the files as `synth` would, in a folder that nobody sees. @throws Error with what `synth` would refuse */
export function planOfFiles(files: ReadonlyMap<string, string>, root: NewRoot): Plan {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'groundwork-adopt-')));
  const leave = enterWorkingDirectory(folder);
  try {
    for (const [file, text] of files) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
    const app = new GroundworkApp({ outdir: RENDERED });
    new AppsOfApps(app, 'root', root);
    const has = (name: string) => [...files.keys()].some((file) => file.startsWith(`${name}/`));
    if (has('manifests')) manifestsFromFiles(app, 'manifests');
    if (has('apps')) appsFromFiles(app, 'apps');
    return app.plan();
  } finally {
    leave();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** What the state before was read from. */
export interface Before {
  readonly name: string;
  readonly model: Model;
  readonly input: ModelInput;
  readonly tree: FileTree;
}

/** Where the model of a plan is read from: with the repositories of the old state at hand, and its own files over theirs. */
export function inputOfPlan(plan: Plan, { repository }: NewRoot, { model, input, tree }: Before): ModelInput {
  const texts = new Map(plan.files.map((file) => [`${RENDERED}/${file.path}`, file.text]));
  const both = new MemoryTree(texts, tree);
  const repositories: Repository[] = [
    { url: repository.url, tree: both, because: 'given' },
    ...model.repositories.filter(({ url }) => url !== repository.url),
  ];
  return { ...input, directories: [{ tree: both, dir: RENDERED }], repositories };
}

/** Compares as `groundwork diff` does. */
export function compareModels(before: Before, after: Model): Comparison {
  // What rules find is no part of what is compared.
  const old = { name: before.name, model: before.model, findings: [] };
  return compareSides(old, { name: 'the synth', model: after, findings: [] });
}
