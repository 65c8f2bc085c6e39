import { endPrograms } from '../argocd/engines/run-program';

/** What is still to be done. One listener for all: Node warns of more than ten. */
const open = new Set<() => void>();

function onExit(): void {
  // What still writes would make again what is removed.
  endPrograms();
  for (const one of open) one();
  open.clear();
}

function onSignal(signal: NodeJS.Signals): void {
  forget();
  onExit();
  process.kill(process.pid, signal);
}

function forget(): void {
  process.removeListener('exit', onExit).removeListener('SIGINT', onSignal).removeListener('SIGTERM', onSignal);
}

/**
 * Ends the programs that run, and cleans up, when this process ends: however it ends short of being killed.
 *
 * @returns cleans up now
 */
export function atTheEnd(cleanUp: () => void): () => void {
  if (open.size === 0) process.once('exit', onExit).once('SIGINT', onSignal).once('SIGTERM', onSignal);
  open.add(cleanUp);
  return () => {
    open.delete(cleanUp);
    if (open.size === 0) forget();
    cleanUp();
  };
}
