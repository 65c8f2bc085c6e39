/** One key of a Secret in the Job's namespace that was made beforehand, and is never in Git. */
export interface SecretKeyReference {
  /** Name of the Secret. */
  readonly name: string;

  /** Key in its `data`. */
  readonly key: string;
}

/** What Kubernetes takes as a name of a Secret, ConfigMap or Job. */
const NAME = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;
const KEY = /^[A-Za-z0-9._-]{1,253}$/;

/** What is wrong with a reference, or undefined. */
export function secretKeyProblem(reference: Partial<SecretKeyReference> | undefined): string | undefined {
  if (reference?.name === undefined || reference.key === undefined) {
    return 'is missing; give the name and key of a Secret that is made before the first sync';
  }
  if (!NAME.test(reference.name))
    return `names the Secret ${JSON.stringify(reference.name)}, which is no name in Kubernetes`;
  if (!KEY.test(reference.key)) return `names the key ${JSON.stringify(reference.key)}, which no Secret can have`;
  return undefined;
}
