import type { RequiredSecret } from '../facts/required-secret';

/** The Secret with a certificate that a person brings. */
export function certificateSecret(namespace: string, name: string, of: string, host: string): RequiredSecret {
  return {
    namespace,
    name,
    type: 'kubernetes.io/tls',
    usedBy: `${of}: certificate for ${host}`,
    keys: [
      { key: 'tls.key', format: 'pem', howToMake: 'your certificate authority' },
      { key: 'tls.crt', format: 'pem', howToMake: `your certificate authority, for ${host}` },
    ],
  };
}
