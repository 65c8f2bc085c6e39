import { endPrograms } from '../argocd/engines/run-program';

/**
 * Ends the programs that run, and cleans up, when this process ends: however it ends short of being killed.
 *
 * @returns cleans up now
 */
export function atTheEnd(cleanUp: () => void = () => undefined): () => void {
  const onExit = () => {
    // What still writes would make it again.
    endPrograms();
    cleanUp();
  };
  const onSignal = (signal: NodeJS.Signals) => {
    forget();
    onExit();
    process.kill(process.pid, signal);
  };
  const forget = () =>
    process.removeListener('exit', onExit).removeListener('SIGINT', onSignal).removeListener('SIGTERM', onSignal);
  process.once('exit', onExit).once('SIGINT', onSignal).once('SIGTERM', onSignal);
  return () => {
    forget();
    cleanUp();
  };
}
