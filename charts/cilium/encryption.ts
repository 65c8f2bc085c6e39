import type { CiliumValues } from './versions';

/**
 * How pod traffic between nodes is encrypted.
 *
 * A closed choice, because the chart's own is open: `type: wiregaurd` passes the chart's schema, and the pods talk in clear
 * without a word from anybody.
 *
 * - `none`: in clear, inside VXLAN.
 * - `wireguard`: needs no Secret. `nodeEncryption` also covers traffic of the nodes themselves, except control planes.
 * - `ipsec`: for FIPS. The Secret (key `keys`) must exist before the sync, or every agent that rolls hangs.
 *
 * @see https://docs.cilium.io/en/v1.16/security/network/encryption/
 */
export type Encryption =
  | { readonly type: 'none' }
  | { readonly type: 'wireguard'; readonly nodeEncryption?: boolean }
  | { readonly type: 'ipsec'; readonly secretName: string };

/** What turns the choice on, in the chart's values. */
export function encryptionValues(encryption: Encryption): CiliumValues['encryption'] {
  switch (encryption.type) {
    case 'none':
      return { enabled: false };
    case 'wireguard':
      return { enabled: true, type: 'wireguard', nodeEncryption: encryption.nodeEncryption ?? false };
    case 'ipsec':
      return { enabled: true, type: 'ipsec', ipsec: { secretName: encryption.secretName } };
  }
}
