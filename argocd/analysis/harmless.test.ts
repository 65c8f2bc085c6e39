import { isHarmless } from './harmless';

const BODY = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAwJ'.repeat(2);
const pem = (name: string) => `-----BEGIN ${name}-----\n${BODY}\n-----END ${name}-----\n`;

test.each([
  ['a certificate', pem('CERTIFICATE')],
  ['a chain of certificates', pem('CERTIFICATE') + pem('CERTIFICATE')],
  ['a public key', pem('PUBLIC KEY')],
  ['a public key of PGP', `-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n${BODY}\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----`],
  ['a public key of SSH', `ssh-ed25519 ${BODY} deploy@example.com`],
  ['known hosts', `github.com ssh-rsa ${BODY}\ngit.example.com ecdsa-sha2-nistp256 ${BODY}\n`],
  ['a recipient of age', `# laptop\nage1${'q'.repeat(58)}`],
  ['an address', 'https://git.example.com/team/platform.git'],
  ['the address of a database without user and password', 'postgres://db.shop.svc:5432/shop?sslmode=require'],
  ['a page', '<!DOCTYPE html>\n<html><body class="a">Back soon</body></html>'],
  ['an htpasswd of comments', '# user:hash, one in each line\n\n# made with htpasswd -nB\n'],
  [
    'a configuration of Alertmanager without credentials',
    'global:\n  resolve_timeout: 5m\nroute:\n  receiver: "null"\n  routes:\n    - matchers: []\nreceivers:\n  - name: "null"\n',
  ],
  ['an INI file without credentials', '[server]\nhost = 0.0.0.0\nport = 3000\n'],
  ['a switch', 'true'],
])('%s is fine in Git', (_name, value) => {
  expect(isHarmless(value)).toBe(true);
});

test.each([
  ['a private key', pem('PRIVATE KEY')],
  ['a private key behind its certificate', pem('CERTIFICATE') + pem('RSA PRIVATE KEY')],
  ['a password', 'hunter2'],
  ['an address with a password', 'postgres://shop:hunter2@db.shop.svc/shop'],
  ['an address with a token', 'https://example.com/api?access_token=gh' + 'p_0123456789abcdef0123456789abcdef0123'],
  ['the address of a webhook', 'https://hooks.slack.com/services/T000/B000/abc'],
  ['an htpasswd', '# admin\nadmin:$2y$05$abcdefghijklmnopqrstuv\n'],
  ['a configuration with a password', 'global:\n  smtp_from: a@example.com\n  smtp_auth_password: hunter2\n'],
  ['a configuration with a token in an address', 'receivers:\n  - name: a\n    url: https://u:hunter2@example.com/\n'],
  ['an INI file with a password', '[database]\nhost = db\npassword = hunter2\n'],
  ['two lines of something', 'correct horse\nbattery staple'],
  ['a page with a password in it', '<html>\npassword: hunter2\n</html>'],
])('%s is not', (_name, value) => {
  expect(isHarmless(value)).toBe(false);
});
