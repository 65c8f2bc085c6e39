import { didYouMean } from '../argocd/analysis/words';
import type { Application } from '../argocd/model/types';

/** The Applications of a name. @throws Error if there is none */
export function named(name: string, applications: readonly Application[]): readonly Application[] {
  const found = applications.filter((one) => one.name === name);
  if (found.length > 0) return found;
  const names = applications.map((one) => one.name);
  throw new Error(`there is no Application ${name}.${didYouMean(name, names)} groundwork order lists them`);
}
