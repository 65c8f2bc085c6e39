/** By a symbol of all copies of this package: the one that runs main.ts may be another than the one that it imports. */
const KEY = Symbol.for('cdk8s-groundwork.working-directory');
const registry = globalThis as { [KEY]?: string };

/** The folder that the command was started in. Paths are meant from there, wherever main.ts goes with process.chdir(). */
export function workingDirectory(): string {
  return registry[KEY] ?? process.cwd();
}

/** Goes to a folder, and remembers it. @returns goes back to where it was */
export function enterWorkingDirectory(folder: string): () => void {
  const there = process.cwd();
  process.chdir(folder);
  registry[KEY] = folder;
  return () => {
    process.chdir(there);
    delete registry[KEY];
  };
}

/** Does something in the folder that the command was started in, and goes back to where main.ts is. */
export function inWorkingDirectory(action: () => void): void {
  const there = process.cwd();
  process.chdir(workingDirectory());
  try {
    action();
  } finally {
    process.chdir(there);
  }
}
