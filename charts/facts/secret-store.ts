/** A store of the External Secrets Operator. */
export interface SecretStore {
  /** Name of the store. */
  readonly name: string;
  /** A SecretStore must be in the namespace of the Secret that is made from it. @default 'ClusterSecretStore' */
  readonly kind?: 'SecretStore' | 'ClusterSecretStore';
}

/** An entry of a secret store. */
export interface StoreEntry {
  /** Name of the entry in the store. */
  readonly key: string;
  /** Field of the entry. @default - the whole entry */
  readonly property?: string;
}

/** The store as an ExternalSecret names it. */
export function secretStoreRef({ kind = 'ClusterSecretStore', name }: SecretStore): Required<SecretStore> {
  return { kind, name };
}

/** The store for a reader: `ClusterSecretStore vault`. */
export function secretStoreText(store: SecretStore): string {
  const { kind, name } = secretStoreRef(store);
  return `${kind} ${name}`;
}
