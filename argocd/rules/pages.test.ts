import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { judge, page } from '../testing/rules';
import { loadRules, pageOf, RULE_NAMES } from './registry';

// A page is the promise of a rule; its examples keep it.

test('every rule of the interface is there, and nothing else', () => {
  expect(loadRules().map(({ name }) => name)).toEqual(RULE_NAMES);
  const pages = readdirSync(__dirname).filter((file) => file.endsWith('.md'));
  expect(pages.map((file) => file.slice(0, -3)).sort()).toEqual([...RULE_NAMES].sort());
  for (const name of RULE_NAMES) expect(existsSync(pageOf(name).replace(/\.md$/, '.test.ts'))).toBe(true);
});

describe.each(loadRules().map((rule) => [rule.name, rule] as const))('%s', (name, rule) => {
  const { title, summary, wrong, right } = page(name);

  test('its page says what it does', () => {
    expect(title).toBe(name);
    expect(summary).toBe(rule.summary);
  });

  test('its page says what Argo CD, or who else decides, says at run time, and since which version', () => {
    const text = readFileSync(pageOf(name), 'utf8');
    expect(text).toMatch(/^## At run time\n\n\S/m);
    expect(text).toMatch(/^## Since\n\n\S/m);
  });

  test('the wrong example is wrong for this reason alone', () => {
    const { findings } = judge(wrong);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter((finding) => finding.rule !== name)).toEqual([]);
    for (const finding of findings) {
      expect(finding.message).not.toBe('');
      expect(finding.fix).not.toBe('');
      expect(Object.keys(wrong)).toContain(finding.file);
    }
  });

  test('the right example is right', () => {
    expect(judge(right).findings).toEqual([]);
  });
});
