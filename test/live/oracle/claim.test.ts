import { RULE_NAMES } from '../../../argocd/rules/registry';
import { page } from '../../../argocd/testing/rules';
import { claimOf, commonWords, isSaid } from './claim';
import { isolate } from './example';
import { NOT_TRIED, SPECIAL } from './special';

// What the live tests hold against Argo CD is read from the pages; this needs no cluster.

test.each(RULE_NAMES)('%s: its page says something that a live Argo CD can be held against', (rule) => {
  const { silent, says, asFound } = claimOf(rule);
  const { effectAlone, effect } = SPECIAL[rule] ?? {};
  expect(silent || says.length > 0 || asFound || effectAlone || NOT_TRIED[rule] !== undefined).toBe(true);
  if (effectAlone) expect(effect).toBeDefined();
});

test('what is special of a rule is of a rule that is there', () => {
  expect([...Object.keys(NOT_TRIED), ...Object.keys(SPECIAL)].filter((name) => !RULE_NAMES.includes(name))).toEqual([]);
});

test('two examples share no name, namespace, repository or node port', () => {
  const servers = { git: 'http://127.0.0.1:1/git', charts: 'http://127.0.0.1:1/charts' };
  const [one, other] = ['w10', 'w11'].map((id) => isolate(page('node-port-clash').wrong, id, servers));
  const own = [
    ...(one?.applications ?? []),
    ...(one?.namespaces ?? []),
    one?.url ?? '',
    ...(/nodePort: \d+/.exec(String(one?.files['web/web.yaml'])) ?? []),
  ];
  expect(own).toEqual(['web-w10', 'web-w10', 'http://127.0.0.1:1/git/oracle/w10/platform.git', 'nodePort: 30100']);
  for (const name of own) expect(JSON.stringify(other)).not.toContain(name);
});

test('an example without an Application gets one that reads it', () => {
  const servers = { git: 'http://127.0.0.1:1/git', charts: 'http://127.0.0.1:1/charts' };
  const { byHand } = isolate(page('hook-unknown').wrong, 'w10', servers);
  expect(byHand).toMatchObject([{ kind: 'Application', spec: { source: { path: 'deploy' } } }]);
});

test('placeholders of a quote stand for anything', () => {
  expect(isSaid('resource <group>:<kind> is not …', 'resource apps:Deployment\nis not permitted')).toBe(true);
  expect(isSaid('resource <group>:<kind> is not …', 'resource apps')).toBe(false);
});

test('a finding and Argo CD have a sentence in common, not a word', () => {
  const finding = 'Application web cannot be rendered: Error: open values.yaml: no such file or directory, in x';
  expect(commonWords(finding, 'exit status 1: Error: open values.yaml: no such file or directory')).not.toBe('');
  expect(commonWords(finding, 'Application web is fine')).toBe('');
});
