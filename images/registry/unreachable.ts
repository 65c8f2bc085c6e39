import { RegistryError } from './registry-error';

/**
 * Says why a server could not be reached, and what to do about it.
 *
 * @param server how the error calls it
 * @param error what `fetch` threw; a RegistryError already says it
 * @param withoutTls what to do if the server does not speak TLS
 */
export function unreachable(server: string, error: Error, withoutTls: string): RegistryError {
  if (error instanceof RegistryError) return error;
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException;
  const why = message || code || error.message;
  const text = `${why} ${code ?? ''}`;
  const failure = (said: string, transient = false) =>
    new RegistryError('unreachable', said, transient, { cause: error });
  if (/wrong version number|packet length too long|EPROTO|HTTP_REQUEST/i.test(text)) {
    return failure(`${server} does not speak TLS. ${withoutTls}`);
  }
  if (/CERT|self[- ]signed|ALTNAME|issuer/i.test(text)) {
    return failure(`${server}: its certificate is not trusted: ${why}. Name its CA in NODE_EXTRA_CA_CERTS.`);
  }
  if (code === 'ENOTFOUND') return failure(`${server}: no such host.`);
  return failure(`${server}: ${why}`, true);
}
