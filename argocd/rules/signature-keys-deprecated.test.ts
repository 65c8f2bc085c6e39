import { project } from '../analysis/manifests';
import { findings } from '../testing/rules';

const keys = { signatureKeys: [{ keyID: '4AEE18F83AFDEB23' }] };
const integrity = { sourceIntegrity: { git: { policies: [] } } };

function judged(spec: Record<string, unknown>, version: string) {
  const found = findings('signature-keys-deprecated', { 'project.yaml': project(spec) }, version);
  return found.map(({ severity, message }) => `${severity} ${message}`);
}

test('3.4 knows the keys, and drops what it does not know', () => {
  expect(judged(keys, '3.4.4')).toEqual([]);
  expect(judged(integrity, '3.4.4')).toEqual([
    expect.stringMatching(/^silent spec.sourceIntegrity of AppProject web is dropped/),
  ]);
});

test('3.5 takes the keys for a policy of all repositories, and warns in its log', () => {
  expect(judged(integrity, '3.5.1')).toEqual([]);
  expect(judged(keys, '3.5.1')).toEqual([
    'warn Creating project SourceIntegrity from legacy SignatureKeys specified in web AppProject. Migrate them to SourceIntegrity.',
  ]);
});

test('3.5 ignores the keys where both speak of Git', () => {
  expect(judged({ ...keys, ...integrity }, 'v3.5.1')).toEqual([
    'silent Both SourceIntegrity and SignatureKeys specified in web AppProject. Ignoring SignatureKeys. Migrate them to SourceIntegrity.',
  ]);
  expect(judged({ ...keys, sourceIntegrity: {} }, '3.5.1')).toHaveLength(1);
  expect(judged({ signatureKeys: [] }, '3.5.1')).toEqual([]);
});
