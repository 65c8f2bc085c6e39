import { findings, page } from '../testing/rules';

const rule = 'http-registry-without-hosts-toml';
const { wrong, right } = page(rule);

test('the image is pointed at, and the file that nodes need is named', () => {
  expect(findings(rule, wrong)).toMatchObject([
    {
      severity: 'warn',
      file: 'web/web.yaml',
      fix: expect.stringContaining('/etc/containerd/certs.d/harbor.example.com_30002_/'),
    },
  ]);
});

test('a hosts.toml for another registry does not help', () => {
  const other = (right['web/hosts.yaml'] as string).replaceAll(':30002', ':30003');
  expect(findings(rule, { ...wrong, 'web/hosts.yaml': other })).toHaveLength(1);
});

test('a registry with TLS needs nothing', () => {
  const secure = (wrong['apps/harbor.yaml'] as string).replace('http://harbor', 'https://harbor');
  expect(findings(rule, { ...wrong, 'apps/harbor.yaml': secure })).toEqual([]);
});

test('containerd tries localhost without TLS by itself', () => {
  const local = Object.fromEntries(
    Object.entries(wrong).map(([file, text]) => [
      file,
      (text as string).replaceAll('harbor.example.com:30002', 'localhost:30002'),
    ]),
  );
  expect(findings(rule, local)).toEqual([]);
});
