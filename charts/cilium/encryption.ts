import type { CiliumValues } from './versions';

/**
 * How pod traffic between nodes is encrypted.
 *
 * A closed choice, because the chart takes any text: `type: wiregaurd` passes its schema, and the pods talk in clear without
 * a warning.
 *
 * - `none`: in clear, inside VXLAN.
 * - `wireguard`: needs no Secret, but a kernel with WireGuard (Linux 5.6 or later).
 * - `ipsec`: for FIPS. The Secret (key `keys`) must exist before the sync, or every agent that restarts hangs.
 *
 * @example
 *   encryption: { type: 'wireguard', nodeEncryption: true }
 *   encryption: { type: 'ipsec', secretName: 'cilium-ipsec-keys' }
 * @see https://docs.cilium.io/en/v1.16/security/network/encryption/
 */
export type Encryption =
  | {
      /** Not encrypted. */
      readonly type: 'none';
    }
  | {
      /** WireGuard: every node makes its own key pair. */
      readonly type: 'wireguard';
      /** Whether traffic of the nodes themselves is encrypted too, except that of control planes. @default false */
      readonly nodeEncryption?: boolean;
    }
  | {
      /** IPsec, with keys that you make and rotate. */
      readonly type: 'ipsec';
      /** Secret in `kube-system` whose key `keys` has the IPsec keys; PLATFORM.md says how to make it. */
      readonly secretName: string;
    };

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
