import { RegistryError } from './registry-error';
import { unreachable } from './unreachable';

const fetchFailed = (cause: Partial<NodeJS.ErrnoException>) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(cause.message), cause) });
const said = (error: Error) => unreachable('quay.io', error, 'Declare it.');

test.each([
  [{ code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND quay.io' }, false, 'quay.io: no such host.'],
  [{ code: 'EAI_AGAIN', message: 'getaddrinfo EAI_AGAIN quay.io' }, true, 'quay.io: getaddrinfo EAI_AGAIN quay.io'],
  [{ code: 'ECONNREFUSED', message: '' }, true, 'quay.io: ECONNREFUSED'],
  [{ code: 'UND_ERR_HEADERS_TIMEOUT', message: 'Headers Timeout Error' }, true, 'quay.io: Headers Timeout Error'],
  [{ code: 'EPROTO', message: 'write EPROTO' }, false, 'quay.io does not speak TLS. Declare it.'],
  [
    { code: 'ERR_SSL_WRONG_VERSION_NUMBER', message: 'ssl3_get_record:wrong version number' },
    false,
    'quay.io does not speak TLS. Declare it.',
  ],
  [
    { code: 'CERT_HAS_EXPIRED', message: 'certificate has expired' },
    false,
    'quay.io: its certificate is not trusted: certificate has expired. Name its CA in NODE_EXTRA_CA_CERTS.',
  ],
  [
    { code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', message: 'unable to get local issuer certificate' },
    false,
    'quay.io: its certificate is not trusted: unable to get local issuer certificate. Name its CA in NODE_EXTRA_CA_CERTS.',
  ],
])('%j', (cause, transient, message) => {
  expect(said(fetchFailed(cause))).toMatchObject({ kind: 'unreachable', transient, message });
});

test('an error without a cause keeps its own words, and one that has our words already stays as it is', () => {
  expect(said(new TypeError('terminated'))).toMatchObject({ transient: true, message: 'quay.io: terminated' });
  const refused = new RegistryError('refused', 'no');
  expect(said(refused)).toBe(refused);
});
